import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBeirDataset } from './read-beir-dataset.ts';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'beir-'))));
afterEach(() => rm(directory, { recursive: true }));

const good = {
  'corpus.jsonl': '{"_id":"d1","title":"T","text":"one"}\n\n{"_id":2,"text":"two"}\n',
  'queries.jsonl': '{"_id":"q1","text":"first"}\n{"_id":"q2","text":"unjudged"}\n',
  'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\t2\t0\n',
};
const write = (files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
const collect = async <Item>(items: AsyncIterable<Item>) => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('reads rows, judged queries and relevance above zero', async () => {
  await write(good);
  const dataset = await readBeirDataset(directory);
  expect(await collect(dataset.corpus())).toEqual([
    { _id: 'd1', title: 'T', text: 'one' },
    { _id: '2', title: '', text: 'two' },
  ]);
  expect(await collect(dataset.corpus())).toHaveLength(2);
  expect(dataset.queries.map(({ _id }) => _id)).toEqual(['q1']);
  expect(dataset.qrels).toEqual(new Map([['q1', new Map([['d1', 1]])]]));
});

test('takes judgements without a header, with Windows line ends, and where BEIR puts them', async () => {
  await write({ ...good, 'qrels.tsv': 'q1\td1\t1\r\n' });
  expect((await readBeirDataset(directory)).qrels.get('q1')).toEqual(new Map([['d1', 1]]));
  await rm(join(directory, 'qrels.tsv'));
  await mkdir(join(directory, 'qrels'));
  await write({ 'qrels/test.tsv': 'q1\td1\t2\n' });
  expect((await readBeirDataset(directory)).qrels.get('q1')).toEqual(new Map([['d1', 2]]));
});

test.each(Object.keys(good))('says that %s is missing', async (name) => {
  const { [name as keyof typeof good]: _, ...others } = good;
  await write(others);
  await expect(readBeirDataset(directory)).rejects.toMatchObject({
    code: 'dataset.invalid',
    message: expect.stringContaining(name),
  });
});

test.each([
  ['queries.jsonl', '{"_id":"q1","text":"first"}\n{"_id":"q2"}\n', 'queries.jsonl:2: text'],
  ['queries.jsonl', '{"_id":"q1","text":"first"}\n{broken\n', 'queries.jsonl:2'],
  ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq1 d1 1\n', 'qrels.tsv:2'],
  ['qrels.tsv', 'other\td1\t1\n', 'no query'],
])('names the place of a fault in %s', async (name, text, where) => {
  await write({ ...good, [name]: text });
  await expect(readBeirDataset(directory)).rejects.toMatchObject({
    code: 'dataset.invalid',
    message: expect.stringContaining(where),
  });
});

test('names the row of the corpus that is wrong when it gets there', async () => {
  await write({ ...good, 'corpus.jsonl': '{"_id":"d1","text":"one"}\n{"_id":"d2"}\n' });
  const dataset = await readBeirDataset(directory);
  await expect(collect(dataset.corpus())).rejects.toMatchObject({
    code: 'dataset.invalid',
    message: expect.stringContaining('corpus.jsonl:2: text'),
  });
});
