import { selectQueries } from './select-queries.ts';

const queries = Array.from({ length: 10 }, (_, index) => ({
  _id: `q${index}`,
  text: `text ${index}`,
  metadata: { split: index % 2 ? 'tune' : 'report' },
}));
const dataset = { name: 'tiny', corpus: async function* () {}, queries, qrels: new Map() };
const ids = (selection: Parameters<typeof selectQueries>[1]) =>
  selectQueries(dataset, selection).queries.map(({ _id }) => _id);

test('without a selection the dataset is what it was', () => {
  expect(selectQueries(dataset, {})).toEqual(dataset);
});

test('takes by metadata, the first, and a seeded sample, in this order', () => {
  expect(ids({ where: { key: 'split', value: 'report' } })).toEqual(['q0', 'q2', 'q4', 'q6', 'q8']);
  expect(ids({ first: 2, where: { key: 'split', value: 'tune' } })).toEqual(['q1', 'q3']);
  const drawn = ids({ sample: { count: 4, seed: 3 } });
  expect(drawn).toHaveLength(4);
  expect(ids({ sample: { count: 4, seed: 3 } })).toEqual(drawn);
  expect(ids({ sample: { count: 4, seed: 4 } })).not.toEqual(drawn);
});

test('says what it selected', () => {
  const selection = {
    queries: 'sets/xquad_zh/queries.jsonl',
    where: { key: 'split', value: 'report' },
    sample: { count: 3, seed: 1 },
  };
  expect(selectQueries(dataset, selection).selection).toBe(
    'queries of xquad_zh; split report; 3 sampled, seed 1',
  );
  expect(selectQueries(dataset, { queries: 'simplified.jsonl' }).selection).toBe('queries of simplified');
});

test('a selection of nothing is refused', () => {
  expect(() => selectQueries(dataset, { where: { key: 'split', value: 'none' } })).toThrow(/split none/);
});
