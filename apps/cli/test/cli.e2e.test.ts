import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own that opens the embedded database; several of them make one test.
jest.setTimeout(300_000);

let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-cli-'));
  environment = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    QUEUE_URL: '',
    CHAT_MODEL: '',
    EMBEDDING_MODEL: '',
  };
  await mkdir(join(folder, 'docs'));
  await writeFile(
    join(folder, 'docs/returns.md'),
    '# Returns\n\nOpened items can be returned within 14 days. A restocking fee of HK$50 applies.\n',
  );
  await writeFile(join(folder, 'docs/保修.txt'), '空气净化器的保修期为24个月。滤网不在保修范围内。\n');
  await writeFile(join(folder, 'docs/picture.png'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ingested {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failures: readonly {
    readonly externalId: string;
    readonly code: string;
    readonly remedy: string;
  }[];
}

test('ingests a folder, names what it cannot read, and finds nothing to do the second time', async () => {
  const first = await runCli(['ingest', join(folder, 'docs'), '-c', 'shop', '--json'], environment);
  expect(first.code).toBe(1);
  expect(first.json<Ingested>()).toMatchObject({ created: 3, changed: 0 });
  expect(first.json<Ingested>().failures).toMatchObject([
    { externalId: 'picture.png', code: 'document.broken' },
  ]);
  expect(first.json<Ingested>().failures[0]!.remedy).toMatch(/save it again/);

  await rm(join(folder, 'docs/picture.png'));
  const again = await runCli(['ingest', join(folder, 'docs'), '-c', 'shop', '--json'], environment);
  expect(again.code).toBe(0);
  expect(again.json<Ingested>()).toMatchObject({ created: 0, changed: 0, unchanged: 2, failures: [] });
});

test('answers with the exact quote, in both languages, and abstains with exit code 3', async () => {
  const english = await runCli(['ask', 'Within how many days can opened items be returned?'], environment);
  expect(english.code).toBe(0);
  expect(english.stdout).toContain('“Opened items can be returned within 14 days.”');

  const chinese = await runCli(['ask', '空氣淨化器的保修期是多久？', '--json'], environment);
  expect(chinese.json<{ text: string }>().text).toContain('24个月');

  const unknown = await runCli(['ask', 'Who won the world cup in 1998?'], environment);
  expect(unknown.code).toBe(3);
});

test('a changed file becomes a new version, and only the new one is quoted', async () => {
  await writeFile(
    join(folder, 'docs/returns.md'),
    '# Returns\n\nOpened items can be returned within 30 days.\n',
  );
  const changed = await runCli(['ingest', join(folder, 'docs'), '-c', 'shop', '--json'], environment);
  expect(changed.json<Ingested>()).toMatchObject({ changed: 1, unchanged: 1 });
  const answer = await runCli(['ask', 'Within how many days can opened items be returned?'], environment);
  expect(answer.stdout).toContain('30 days');
  expect(answer.stdout).not.toContain('14 days');
});

test('searches one collection; an unknown one is named with those that there are', async () => {
  const found = await runCli(['search', 'restocking or return', '-c', 'shop', '--json'], environment);
  expect(found.json<{ passages: { externalId: string }[] }>().passages[0]!.externalId).toBe('returns.md');
  const unknown = await runCli(['search', 'x', '-c', 'nowhere'], environment);
  expect(unknown.code).toBe(65);
  expect(unknown.stderr).toMatch(/nowhere.*shop.*collection\.not-found/s);
});

test('wrong use, wrong settings and missing files have exit codes and remedies of their own', async () => {
  expect((await runCli(['ask'], environment)).code).toBe(64);
  expect((await runCli(['frobnicate'], environment)).code).toBe(64);
  const settings = await runCli(['doctor'], { ...environment, DATABASE_URL: 'mysql://x', PORT: 'x' });
  expect(settings.code).toBe(78);
  expect(settings.stderr).toMatch(/DATABASE_URL.*PORT/s);
  const missing = await runCli(['ingest', join(folder, 'nowhere'), '-c', 'shop'], environment);
  expect(missing.code).toBe(65);
});

test('the doctor looks at every part', async () => {
  const result = await runCli(['doctor', '--json'], environment);
  expect(result.code).toBe(0);
  const { parts } = result.json<{ parts: { name: string; ok: boolean }[] }>();
  expect(parts.map(({ name }) => name)).toEqual([
    'node',
    'database',
    'queue',
    'answers',
    'reranking',
    'embedding',
  ]);
  expect(parts.every(({ ok }) => ok)).toBe(true);
});

test('evaluates retrieval and answers on a dataset in the BEIR layout', async () => {
  const dataset = join(folder, 'dataset');
  await mkdir(dataset);
  const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  await writeFile(
    join(dataset, 'corpus.jsonl'),
    lines([
      { _id: 'd1', title: 'Kettle', text: 'The kettle holds 1.7 litres and boils in four minutes.' },
      { _id: 'd2', title: 'Toaster', text: 'The toaster has six browning levels.' },
    ]),
  );
  await writeFile(
    join(dataset, 'queries.jsonl'),
    lines([
      {
        _id: 'q1',
        text: 'How many litres does the kettle hold?',
        metadata: { answerable: true, answers: ['1.7 litres'] },
      },
      { _id: 'q2', text: 'Who designed the blender?', metadata: { answerable: false } },
    ]),
  );
  await writeFile(join(dataset, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\td1\t1\n');

  const saved = join(folder, 'run.json');
  const evaluate = ['eval', 'retrieval', '--dataset', dataset, '--cache-embeddings'];
  const retrieval = await runCli([...evaluate, '--save', saved, '--json'], environment);
  expect(retrieval.json()).toMatchObject({
    dataset: 'dataset',
    docs: 2,
    fused: { ndcg10: 1, recall5: 1, recall10: 1, recall100: 1, mrr10: 1, intervals: { ndcg10: [1, 1] } },
    cachedEmbeddings: 0,
  });

  const questions = join(folder, 'chinese.jsonl');
  await writeFile(questions, lines([{ _id: 'q1', text: 'kettle 有几升？' }]));
  const records = join(folder, 'records');
  const other = ['--queries', questions, '--compare', saved, '--record', '--records', records];
  const chinese = await runCli([...evaluate, ...other, '--json'], environment);
  expect(chinese.json()).toMatchObject({
    selection: 'queries of chinese',
    cachedEmbeddings: 2,
    comparison: { sameDataset: false, unpaired: 0 },
  });
  const [record] = await readdir(join(records, 'retrieval'));
  expect(JSON.parse(await readFile(join(records, 'retrieval', record!), 'utf8'))).toMatchObject({
    kind: 'retrieval',
    dataset: { name: 'dataset', docs: 2, queries: 1 },
    configuration: { database: expect.stringMatching(/^embedded PostgreSQL .*pgvector/) },
  });

  const compared = await runCli(['eval', 'compare', saved, saved], environment);
  expect(compared.stdout).toMatch(/final +ndcg10 +1\.000 +1\.000 +\+0\.000/);
  const answers = await runCli(['eval', 'answers', '--dataset', dataset, '--json'], environment);
  expect(answers.json()).toMatchObject({
    questions: 2,
    correct: 1,
    citations: { exact: 1 },
    abstention: { recall: 1 },
  });
  expect((await runCli(['eval', 'retrieval', '--dataset', folder], environment)).code).toBe(65);
});
