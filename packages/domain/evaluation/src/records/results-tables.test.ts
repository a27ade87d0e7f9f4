import { insertResults, renderResultsTables } from './results-tables.ts';
import { recordPath, RunRecord, serializeRecord } from './run-record.ts';

const scores = (ndcg10: number, gold?: number) => {
  const measured = <Value>(value: Value) => ({
    ndcg10: value,
    recall5: value,
    recall10: value,
    recall100: value,
    mrr10: value,
    ...(gold !== undefined && { goldRecall5: value }),
  });
  return { ...measured(ndcg10), intervals: measured([ndcg10 - 0.01, ndcg10 + 0.01]) };
};
const configuration = {
  embedding: { model: 'ideas', version: '3', dimensions: 8 },
  fusion: 'convex-1',
  database: 'embedded PostgreSQL 17.5, pgvector 0.8.1',
  node: 'v20.20.0',
  machine: 'linux x64, 2 CPUs',
  groundwork: { version: '0.1.0', commit: 'abc' },
};
const retrieval = (name: string, date: string, change: object = {}) =>
  RunRecord.parse({
    kind: 'retrieval',
    date: `${date}T12:00:00.000Z`,
    dataset: { name, hash: 'h', docs: 5_183, queries: 300 },
    configuration,
    rankings: { lexical: scores(0.6934), vector: scores(0.4641), fused: scores(0.6979) },
    languages: {},
    comparisons: [],
    passageChars: 812.4,
    speed: { docsPerSecond: 10, cachedEmbeddings: 0, queryMs: { p50: 1, p95: 2, count: 200 } },
    ...change,
  });
const answerScores = {
  questions: 202,
  answerable: 150,
  answered: 0.724,
  correct: 0.66,
  citations: { count: 10, exact: 1, precision: 0.92 },
  abstention: {},
  firstSentenceMs: { p50: 23.4, p95: 29 },
  costUsd: 0,
};
const answers = RunRecord.parse({
  kind: 'answers',
  date: '2026-01-03T12:00:00.000Z',
  dataset: { name: 'demo', hash: 'h', docs: 107, queries: 202 },
  configuration: { ...configuration, answers: 'offline:' },
  scores: answerScores,
  splits: { report: { ...answerScores, questions: 122 } },
});
const records = [
  retrieval('zeta', '2026-01-02'),
  retrieval('alpha', '2026-01-01', {
    dataset: { name: 'alpha', selection: 'queries of beta', hash: 'h', docs: 120, queries: 632 },
    rankings: {
      lexical: scores(0.5, 0.5),
      vector: scores(0.4, 0.4),
      fused: scores(0.6, 0.6),
      reranked: scores(1, 1),
    },
  }),
];

test('one row per record, by name, of the final ranking where it is not said otherwise', () => {
  const lines = renderResultsTables(records).retrieval.split('\n');
  expect(lines.filter((line) => line.startsWith('| alpha') || line.startsWith('| zeta'))).toEqual([
    '| alpha (queries of beta) | 120 / 632 | .500 | .400 | .600 | 1.000 | .990–1.010 | 1.000 | 1.000 |',
    '| zeta | 5,183 / 300 | .693 | .464 | .698 | – | .688–.708 | .698 | .698 |',
    '| alpha (queries of beta) | .500 / – | .400 / – | .600 / – | 1.000 / – | .990–1.010 | 812 |',
  ]);
});

test('says once what was measured with, and when', () => {
  expect(renderResultsTables(records).retrieval.split('\n').at(-1)).toBe(
    '_Recorded 2026-01-01 to 2026-01-02 with embeddings ideas 3 (8 dimensions), fusion convex-1, embedded PostgreSQL 17.5, pgvector 0.8.1, Node v20.20.0, linux x64, 2 CPUs, Groundwork 0.1.0._',
  );
});

test('the order of records does not matter, and no records are said to be none', () => {
  expect(renderResultsTables([...records].reverse())).toEqual(renderResultsTables(records));
  expect(renderResultsTables([]).retrieval).toMatch(/Nothing recorded/);
});

test('answers have a row for the whole and one for each split', () => {
  expect(renderResultsTables([answers]).answers.split('\n').slice(2, 4)).toEqual([
    '| demo (202) | 72 % / 66 % | – | 100 % | .920 / – |',
    '| demo, split report (122) | 72 % / 66 % | – | 100 % | .920 / – |',
  ]);
});

test('tables go between their markers and nothing else changes; a missing marker is a fault', () => {
  const page = 'before\n<!-- results:a -->\nold\n<!-- /results:a -->\nafter';
  const filled = insertResults(page, { a: 'new' });
  expect(filled).toBe('before\n<!-- results:a -->\n\nnew\n\n<!-- /results:a -->\nafter');
  expect(insertResults(filled, { a: 'new' })).toBe(filled);
  expect(() => insertResults(page, { b: 'new' })).toThrow(/results:b/);
});

test('a record is written rounded and without what does not belong to it, and read again', () => {
  const [record] = records;
  const text = serializeRecord({ ...record!, ...{ perQuery: [1] } });
  expect(text).not.toContain('perQuery');
  expect(text).toContain('"ndcg10": 0.6979');
  expect(serializeRecord(RunRecord.parse(JSON.parse(text)))).toBe(text);
});

test('a repeated run takes the place of the one before; other queries or models have their own', () => {
  expect(recordPath(records[0]!)).toBe('retrieval/zeta.ideas.json');
  expect(recordPath(records[1]!)).toBe('retrieval/alpha-queries-of-beta.ideas.json');
  expect(recordPath(answers)).toBe('answers/demo.ideas.offline.json');
});
