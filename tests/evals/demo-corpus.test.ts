import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { parseBlocks } from '../../infra/demo/parse-blocks.ts';
import { readSources } from '../../infra/demo/read-source.ts';
import { countErrors } from './ocr/character-accuracy.ts';

interface ManifestEntry {
  readonly externalId: string;
  readonly language: string;
  readonly collection: string;
  readonly access: readonly string[];
  readonly pages: number;
}

interface DemoReference {
  readonly document: string;
  readonly quote: string;
}

interface DemoQuestion {
  readonly _id: string;
  readonly text: string;
  readonly metadata: {
    readonly answerable: boolean;
    readonly answers: readonly string[];
    readonly references: readonly DemoReference[];
    /** Other documents that say the same. */
    readonly alternatives?: readonly (readonly DemoReference[])[];
    readonly language: string;
    readonly kind: string;
    readonly split: string;
  };
}

const demo = join(dirname(fileURLToPath(import.meta.url)), '../../infra/demo');
const manifest: ManifestEntry[] = JSON.parse(readFileSync(join(demo, 'manifest.json'), 'utf8'));
const questions: DemoQuestion[] = readFileSync(join(demo, 'questions/queries.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const answerable = questions.filter(({ metadata }) => metadata.answerable);
const referencesOf = ({ references, alternatives }: DemoQuestion['metadata']) => [
  ...references,
  ...(alternatives ?? []).flat(),
];
const scanned = 'handbook/office-move-notice.pdf';

test('the corpus is large enough that retrieval matters', () => {
  expect(manifest.length).toBeGreaterThanOrEqual(60);
  expect(manifest.reduce((sum, { pages }) => sum + pages, 0)).toBeGreaterThanOrEqual(150);
  for (const extension of ['pdf', 'docx', 'html', 'md', 'txt'])
    expect(manifest.some(({ externalId }) => externalId.endsWith(`.${extension}`))).toBe(true);
  for (const language of ['en', 'zh-Hans', 'zh-Hant'])
    expect(manifest.filter((entry) => entry.language === language).length).toBeGreaterThanOrEqual(15);
});

test('manifest and folder name the same files', () => {
  const files = readdirSync(join(demo, 'corpus'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${basename(entry.parentPath)}/${entry.name}`);
  expect(files.sort()).toEqual(manifest.map(({ externalId }) => externalId).sort());
});

test('some documents are not for everyone', () => {
  const closed = manifest.filter(({ access }) => !access.includes('everyone'));
  expect(closed.flatMap(({ access }) => access)).toEqual(
    expect.arrayContaining(['group:hr', 'group:managers', 'user:head-of-hr']),
  );
});

test('a fifth of at least 80 questions has no answer in the corpus, in both splits', () => {
  expect(questions.length).toBeGreaterThanOrEqual(80);
  expect(new Set(questions.map(({ _id }) => _id)).size).toBe(questions.length);
  for (const split of ['tune', 'report']) {
    const part = questions.filter(({ metadata }) => metadata.split === split);
    const without = part.filter(({ metadata }) => !metadata.answerable);
    expect(without.length / part.length).toBeGreaterThanOrEqual(0.2);
  }
});

test('answerable questions have answers and references, the others neither', () => {
  const faults = questions.filter(({ metadata: { answerable, answers, references } }) =>
    answerable ? answers.length === 0 || references.length === 0 : answers.length + references.length > 0,
  );
  expect(faults.map(({ _id }) => _id)).toEqual([]);
});

test('every gold quote stands in the text of its document', async () => {
  const parser = new ChildProcessDocumentParser();
  try {
    const documents = [
      ...new Set(
        answerable.flatMap(({ metadata }) => referencesOf(metadata).map(({ document }) => document)),
      ),
    ];
    const texts = new Map<string, string>();
    for (const document of documents) {
      const path = join(demo, 'corpus', document);
      expect(existsSync(path)).toBe(true);
      const original = { content: readFileSync(path), fileName: basename(path) };
      texts.set(document, squeeze((await parser.parse(original, { limits: defaultParseLimits })).text));
    }
    const missing = answerable.flatMap(({ _id, metadata }) =>
      referencesOf(metadata)
        .filter(({ document, quote }) => !texts.get(document)!.includes(squeeze(quote)))
        .map(({ document, quote }) => `${_id} ${document}: ${quote}`),
    );
    expect(missing).toEqual([]);
  } finally {
    await parser.close();
  }
}, 240_000);

test('the scanned notice is read by optical character recognition, and says so', async () => {
  const parser = new ChildProcessDocumentParser();
  try {
    const original = { content: readFileSync(join(demo, 'corpus', scanned)), fileName: basename(scanned) };
    const limits = { ...defaultParseLimits, recognitionMs: 200_000 };
    const parsed = await parser.parse(original, { limits });
    const [source] = readSources(join(demo, 'sources')).filter(({ output }) => output === 'scan');
    const units = parseBlocks(source!.body).flatMap((block) =>
      block.kind === 'table'
        ? block.rows.map((row) => row.join(''))
        : block.kind === 'list'
          ? block.items
          : [block.text],
    );
    const { errors, characters } = countErrors(units.join('').replaceAll('**', ''), bodyOf(parsed.text));
    console.info(`Scanned notice: ${characters - errors} of ${characters} characters read`);
    expect(1 - errors / characters).toBeGreaterThan(0.95);
    expect(parsed.flags).toEqual([expect.objectContaining({ kind: 'recognized-text', page: 1 })]);
    expect(parsed.blocks.some(({ kind }) => kind === 'table')).toBe(true);
  } finally {
    await parser.close();
  }
}, 240_000);

/** Without the letterhead and the footer, which are not in the source's body; lines that stand close may be one. */
function bodyOf(text: string): string {
  const [, ...paragraphs] = text.split('\n\n');
  return paragraphs.join('').replace(/通告2026-07[^通]*$/, '');
}

/** Lines break differently in each format; cells are apart by a tab or a bar. */
function squeeze(text: string): string {
  return text.replace(/[\s|]+/g, '');
}
