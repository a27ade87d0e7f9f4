import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CellLocator, defaultParseLimits, type ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { expectWellFormed } from '@groundwork/testing';
import { ChildProcessDocumentParser } from '../src/index.ts';

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const limits = { ...defaultParseLimits, memoryBytes: 512 * 2 ** 20 };

let parser: ChildProcessDocumentParser;
beforeAll(() => {
  parser = new ChildProcessDocumentParser();
});
afterAll(() => parser.close());

async function parseFolder(folder: string): Promise<Map<string, ParsedDocument | UserError>> {
  const outcomes = new Map<string, ParsedDocument | UserError>();
  const parse = async (fileName: string) => {
    const content = readFileSync(`${data}${folder}/${fileName}`);
    const outcome = await parser.parse({ content, fileName }, { limits }).catch((error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    });
    outcomes.set(fileName, outcome);
  };
  await Promise.all(readdirSync(`${data}${folder}`).map(parse));
  return outcomes;
}

/** Public files that may not be copied into this repository; where they are absent the test says so and is skipped. */
const testWith = (folder: string) => {
  if (existsSync(`${data}${folder}`)) return test;
  console.warn(`Skipped: ${folder} is not here.`);
  return test.skip;
};

testWith('documents/pdfjs')(
  "every PDF of an engine's regression suite ends in text or in a named refusal",
  async () => {
    const outcomes = await parseFolder('documents/pdfjs');
    expect(outcomes.size).toBeGreaterThan(50);
    for (const outcome of outcomes.values()) if (!(outcome instanceof UserError)) expectWellFormed(outcome);
  },
  300_000,
);

testWith('documents/office')(
  'every Office file ends in text or in a named refusal',
  async () => {
    const outcomes = await parseFolder('documents/office');
    expect(outcomes.size).toBeGreaterThan(30);
    for (const [fileName, outcome] of outcomes) {
      if (outcome instanceof UserError) {
        expect(['document.no-text', 'document.encrypted']).toContain(outcome.code);
        expect(outcome.code === 'document.encrypted').toBe(/password/.test(fileName));
        continue;
      }
      expectWellFormed(outcome);
      if (!fileName.endsWith('.xlsx')) continue;
      // Every text of a workbook but the names of its sheets stands in cells.
      for (const block of outcome.blocks) {
        if (block.kind !== 'heading')
          expect(new CellLocator(outcome.text, block).rangeOf(block.span)).toContain('!');
      }
    }
  },
  300_000,
);

testWith('contracts/cuad/pdf')(
  'the text of 24 real contracts is what their transcripts say',
  async () => {
    const outcomes = await parseFolder('contracts/cuad/pdf');
    const recalls: number[] = [];
    for (const [fileName, outcome] of outcomes) {
      if (outcome instanceof UserError) throw outcome;
      expectWellFormed(outcome);
      // A page may be blank; none may be broken or taken for a trick.
      expect(outcome.flags.filter(({ kind }) => kind !== 'no-text-page')).toEqual([]);
      const transcript = `${data}contracts/cuad/txt/${fileName.replace(/\.pdf$/i, '.txt')}`;
      if (existsSync(transcript)) recalls.push(recallOf(readFileSync(transcript, 'utf8'), outcome.text));
    }
    expect(recalls.length).toBeGreaterThan(15);
    // Measured .980 in the median; two-column signature pages are read in another order than the transcripts.
    expect(recalls.toSorted((a, b) => a - b)[Math.floor(recalls.length / 2)]).toBeGreaterThan(0.96);
  },
  300_000,
);

/** Share of a text's runs of five words that stand in another. */
function recallOf(wanted: string, found: string): number {
  const runsOf = (text: string) => {
    const words =
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')));
  };
  const runs = runsOf(wanted);
  const present = runsOf(found);
  return [...runs].filter((run) => present.has(run)).length / runs.size;
}
