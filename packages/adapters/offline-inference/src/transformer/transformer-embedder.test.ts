import { readFileSync } from 'node:fs';
import { describeEmbedder } from '@groundwork/testing';
import { TransformerEmbedder } from './transformer-embedder.ts';

const embedder = new TransformerEmbedder({ threads: 1 });

describeEmbedder('TransformerEmbedder', async () => ({ embedder, close: async () => {} }));

interface Reference {
  readonly kind: 'query' | 'passage';
  readonly text: string;
  readonly vector: readonly number[];
}

/** What the 4-bit original says of the same texts (models/…/reference.py). */
const references = JSON.parse(
  readFileSync(new URL('../../models/multilingual-e5-small/reference.json', import.meta.url), 'utf8'),
) as Reference[];

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('beside the model that it was made from', () => {
  const ours = new Map<Reference, Float32Array>();
  beforeAll(async () => {
    for (const reference of references) {
      const { vectors } = await embedder.embed([reference.text], { kind: reference.kind });
      ours.set(reference, vectors[0]!);
    }
  });

  test('every text has nearly the same vector', () => {
    for (const [{ text, vector }, own] of ours) {
      expect({ text, near: cosine(own, vector) > 0.99 }).toEqual({ text, near: true });
    }
  });

  test('every question ranks the passages alike: what it puts first is first or as good there', () => {
    const passages = references.filter(({ kind }) => kind === 'passage');
    for (const query of references.filter(({ kind }) => kind === 'query')) {
      const there = passages.map(({ vector }) => cosine(query.vector, vector));
      const here = passages.map((passage) => cosine(ours.get(query)!, ours.get(passage)!));
      const first = here.indexOf(Math.max(...here));
      expect(there[first]).toBeGreaterThan(Math.max(...there) - 0.01);
    }
  });
});

test.each([
  [
    'How many days of annual leave do I get?',
    ['员工每年享有十五天带薪年假。', '服务器每晚十点备份。', '办公室六点关门。'],
  ],
  [
    '服务器什么时候备份？',
    [
      'Servers are backed up every night at ten.',
      'Staff have fifteen days of leave.',
      'The office closes at six.',
    ],
  ],
])('%s finds its answer in the other language', async (question, answers) => {
  const [asked] = (await embedder.embed([question], { kind: 'query' })).vectors;
  const { vectors } = await embedder.embed(answers, { kind: 'passage' });
  const near = vectors.map((vector) => cosine(asked!, vector));
  expect(near.indexOf(Math.max(...near))).toBe(0);
});

test('queries are answered while many passages wait', async () => {
  const long = 'The service desk answers within one working day. '.repeat(20);
  let passagesDone = false;
  const passages = embedder
    .embed(Array<string>(12).fill(long), { kind: 'passage' })
    .then(() => (passagesDone = true));
  await embedder.embed(['service desk'], { kind: 'query' });
  expect(passagesDone).toBe(false);
  await passages;
});

test('work that nobody waits for any more is dropped', async () => {
  const controller = new AbortController();
  const long = 'The service desk answers within one working day. '.repeat(20);
  const dropped = embedder.embed(Array<string>(200).fill(long), {
    kind: 'passage',
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(new Error('left')), 50);
  await expect(dropped).rejects.toThrow('left');
  const { vectors } = await embedder.embed(['next'], { kind: 'passage' });
  expect(vectors).toHaveLength(1);
});
