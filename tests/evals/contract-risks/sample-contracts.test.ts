import { readFileSync } from 'node:fs';
import { OfflineClauseClassifier, OfflineHypothesisJudge } from '@groundwork/contract-models';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import {
  extractFields,
  type Finding,
  ndaHypotheses,
  reviewContract,
  structureContract,
} from '@groundwork/review';
import { readSampleFile } from './review-file.ts';
import { shippedPlaybook } from './review-source.ts';

interface Sample {
  readonly file: string;
  readonly playbook: string;
  readonly stance: string;
  readonly control?: boolean;
  readonly expected: readonly { readonly rule: string; readonly quote?: string }[];
}

const manifest: readonly Sample[] = JSON.parse(
  readFileSync(new URL('../../../infra/demo/contracts/manifest.json', import.meta.url), 'utf8'),
);
/** Lines break differently in each format. */
const squeeze = (text: string) => text.replace(/\s+/g, '');

function isExpected(finding: Finding, { rule, quote }: Sample['expected'][number]): boolean {
  if (finding.rule !== rule) return false;
  if (quote === undefined) return true;
  return finding.evidence.some((evidence) => {
    const [found, wanted] = [squeeze(evidence.quote), squeeze(quote)];
    return found.includes(wanted) || wanted.includes(found);
  });
}

test('twelve samples and more, in both languages and all formats, with a balanced control in each language', () => {
  expect(manifest.length).toBeGreaterThanOrEqual(12);
  for (const part of ['.docx', '.pdf', 'scan', 'hant'])
    expect(manifest.some(({ file }) => file.includes(part))).toBe(true);
  for (const language of ['zh', 'en'])
    expect(manifest.some(({ file, control }) => file.startsWith(language) && control)).toBe(true);
});

test('every planted problem is found in the files, with its words, and nothing else', async () => {
  const parser = new ChildProcessDocumentParser();
  const classifier = await OfflineClauseClassifier.open();
  const judge = await OfflineHypothesisJudge.open();
  const statements = ndaHypotheses.map(({ id }) => id);
  const faults: string[] = [];
  try {
    for (const { file, playbook, stance, expected } of manifest) {
      const contract = await readSampleFile(parser, file);
      const structure = structureContract(contract);
      const labels = await classifier.classify(contract, structure);
      const fields = extractFields({ contract, structure, labels });
      const { findings } = reviewContract({
        ...{ contract, structure, labels, fields },
        hypotheses: await judge.judge(contract, statements),
        ...{ playbook: shippedPlaybook(playbook), stance },
      });
      for (const planted of expected)
        if (!findings.some((finding) => isExpected(finding, planted)))
          faults.push(`${file} misses ${planted.rule}`);
      for (const finding of findings) {
        if (!expected.some((planted) => isExpected(finding, planted)))
          faults.push(`${file} adds ${finding.rule}`);
        for (const { quote, span } of finding.evidence)
          if (quote !== contract.text.slice(span.start, span.end)) faults.push(`${file} misquotes ${quote}`);
      }
    }
  } finally {
    await parser.close();
  }
  expect(faults).toEqual([]);
}, 300_000);
