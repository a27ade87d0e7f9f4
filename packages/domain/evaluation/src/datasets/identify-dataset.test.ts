import { identifyAnswerDataset, identifyDataset } from './identify-dataset.ts';
import type { BeirDataset } from './read-beir-dataset.ts';

const rows = [
  { _id: 'd1', title: 'T', text: 'one' },
  { _id: 'd2', title: '', text: 'two' },
];
const queries = ['q1', 'q2'].map((_id) => ({ _id, text: `text of ${_id}`, metadata: {} }));
const judgements: [string, ReadonlyMap<string, number>][] = [
  ['q1', new Map([['d1', 1]])],
  [
    'q2',
    new Map([
      ['d1', 1],
      ['d2', 2],
    ]),
  ],
];
const build = (change: Partial<BeirDataset> = {}, corpus = rows): BeirDataset => ({
  name: 'tiny',
  corpus: async function* () {
    yield* corpus;
  },
  queries,
  qrels: new Map(judgements),
  ...change,
});
const hashOf = async (dataset: BeirDataset) => (await identifyDataset(dataset)).hash;

test('counts, and is the same in whatever order rows stand', async () => {
  const identity = await identifyDataset(build());
  expect(identity).toMatchObject({
    name: 'tiny',
    docs: 2,
    queries: 2,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const shuffled = build(
    { queries: [...queries].reverse(), qrels: new Map([...judgements].reverse()) },
    [...rows].reverse(),
  );
  expect(await hashOf(shuffled)).toBe(identity.hash);
});

test('a change of a document, a query, a judgement or a gold sentence is another dataset', async () => {
  const changed = [
    build({}, [rows[0]!, { ...rows[1]!, text: 'two.' }]),
    build({}, [rows[0]!]),
    build({ queries: [queries[0]!] }),
    build({ queries: [queries[0]!, { ...queries[1]!, text: 'other' }] }),
    build({ queries: [queries[0]!, { ...queries[1]!, metadata: { references: ['gold'] } }] }),
    build({ qrels: new Map([judgements[0]!, ['q2', new Map([['d2', 2]])]]) }),
  ];
  const hashes = await Promise.all([build(), ...changed].map(hashOf));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('an answer set is known by its documents and its cases', async () => {
  const item = { id: 'q1', question: 'How many?', answerable: true, answers: ['two'], references: [] };
  const identity = await identifyAnswerDataset(build(), [item]);
  expect(identity).toMatchObject({ docs: 2, queries: 1 });
  expect((await identifyAnswerDataset(build(), [{ ...item, answers: ['three'] }])).hash).not.toBe(
    identity.hash,
  );
});
