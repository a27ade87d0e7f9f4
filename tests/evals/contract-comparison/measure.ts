/**
 * `pnpm eval contract-comparison [--data DIR] [--times N] [--scans N]`: makes edits of ten kinds in real templates and in
 * the project's own contracts and compares; compares what only was set anew, and drawn scans; makes redlines and proves
 * that accepting gives the new text and refusing the old. Exit code 1 under the floors.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documentLines, redlineVersions, resolveChanges } from '@groundwork/contract-documents';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { compareContracts, type ContractText } from '@groundwork/review';
import { degradations, toPng } from '../ocr/degrade-page.ts';
import { drawPage, fontsFor } from '../ocr/draw-page.ts';
import { measureComparison } from './measure-comparison.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: here('../../../../shared/data/contracts') },
    times: { type: 'string', default: '2' },
    scans: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
  },
});
const parser = new ChildProcessDocumentParser({ processes: 1 });
const limits = { ...defaultParseLimits, timeoutMs: 600_000, recognitionMs: 600_000 };
const read = async (file: string, content: Buffer = readFileSync(file)): Promise<ContractText> => ({
  ...(await parser.parse({ content, fileName: file }, { limits })),
  language: /\/zh-/.test(file) ? 'zh-Hans' : 'en',
});

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) {
    console.log(`Skipped: ${folder} is not there.`);
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.docx'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

const templates = filesIn(`${values.data}/en-templates`);
const fixtures = filesIn(`${values.data}/docx-redline-fixtures`).filter(
  (file) => !/expected|redline\.docx$/.test(file),
);
const own = filesIn(here('../../../infra/demo/contracts'));

let isGood = true;
const contracts: { name: string; contract: ContractText }[] = [];
for (const file of [...templates, ...fixtures, ...own]) {
  // Fixtures of a few words hold nothing to edit.
  const contract = await read(file).catch(() => undefined);
  if (contract && contract.blocks.length >= 8)
    contracts.push({ name: file.slice(file.lastIndexOf('/') + 1), contract });
}
const { kinds, unchanged, misses } = measureComparison(contracts, Number(values.times));
console.log(`${contracts.length} contracts`);
for (const [kind, { edits, seen, others }] of Object.entries(kinds)) {
  console.log(
    `${kind.padEnd(20)} recall ${(seen / Math.max(1, edits)).toFixed(3)} (${seen} of ${edits}), other changes ${others}`,
  );
  if (seen < 0.98 * edits) isGood = false;
}
console.log(`unchanged pairs: ${unchanged.changes} changes in ${unchanged.pairs}`);
if (unchanged.changes > 0) isGood = false;
if (values.verbose) for (const miss of misses) console.log(`  ${miss}`);

const pairs = [
  ...templates
    .filter((file) => file.endsWith('__template.docx'))
    .map((file) => [file, file.replace('.docx', '.fill.docx')] as const),
  ...fixtures
    .filter((file) => /original\.docx$/.test(file))
    .map(
      (file) =>
        [
          file,
          file.replace(
            'original.docx',
            existsSync(file.replace('original', 'revised')) ? 'revised.docx' : 'modified.docx',
          ),
        ] as const,
    ),
].filter(([before, after]) => before !== after && existsSync(after));
let [proven, left] = [0, 0];
for (const [before, after] of pairs) {
  const [old, fresh] = [readFileSync(before), readFileSync(after)];
  const redline = redlineVersions({
    before: old,
    after: fresh,
    fileName: before,
    author: 'Eval',
    date: new Date(0),
  });
  const lines = (content: Uint8Array, how: 'accept' | 'reject') =>
    documentLines(resolveChanges(content, how, { fileName: before }), before).join('\n');
  const isProven =
    lines(redline.content, 'accept') === lines(fresh, 'accept') &&
    lines(redline.content, 'reject') === lines(old, 'accept');
  if (isProven) proven++;
  else console.log(`  not proven: ${before}: ${redline.unapplied.join('; ')}`);
  left += redline.unapplied.length;
}
console.log(
  `redlines of versions: accept and reject proven for ${proven} of ${pairs.length}, ${left} differences left out`,
);
if (proven < pairs.length) isGood = false;

for (const { name, contract } of contracts.slice(0, Number(values.scans))) {
  for (const [look, degrade] of Object.entries({ clean: toPng, ...degradations }).filter(([each]) =>
    ['clean', 'noise', 'all together'].includes(each),
  )) {
    const family = fontsFor('en')[0];
    if (family === undefined) break;
    const paragraphs = contract.blocks
      .filter(({ kind }) => kind !== 'table')
      .map(({ span }) => contract.text.slice(span.start, span.end).replace(/\s+/g, ' '));
    const page = drawPage(paragraphs, { family, points: 10.5 });
    const before: ContractText = toPage(page.text);
    const after = await read('page.png', degrade(page.canvas));
    const { changes, doubtful } = compareContracts(before, after);
    console.log(
      `scan, ${look}: ${changes.length} false changes and ${doubtful.length} doubtful on a page of ${name}`,
    );
    if (values.verbose)
      for (const { segments } of changes)
        console.log(
          `  ${segments
            .filter((each) => each.kind !== 'equal')
            .map(({ kind, text }) => `${kind === 'deleted' ? '-' : '+'}${text}`)
            .join(' ')}`,
        );
  }
}
await parser.close();
process.exitCode = isGood ? 0 : 1;

/** What was drawn, as one paragraph to a page. */
function toPage(text: string): ContractText {
  return {
    text,
    blocks: [{ kind: 'paragraph', span: { start: 0, end: text.length } }],
    language: 'en',
    pages: 1,
    flags: [],
  };
}
