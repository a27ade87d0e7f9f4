import { rankPostings, type TermPostings } from './rank-postings.ts';

interface Occurrence {
  readonly id: number;
  readonly count: number;
  readonly length: number;
}

const encode = (occurrences: readonly Occurrence[]): Buffer => {
  const bytes = Buffer.alloc(occurrences.length * 10);
  for (const [index, { id, count, length }] of occurrences.entries()) {
    bytes.writeUIntBE(id, index * 10, 6);
    bytes.writeUInt16BE(count, index * 10 + 6);
    bytes.writeUInt16BE(length, index * 10 + 8);
  }
  return bytes;
};

/** The formula as the port states it, over every Chunk, without any table or pruning. */
function byBruteForce(
  terms: readonly { readonly worth: number; readonly occurrences: readonly Occurrence[] }[],
  averageLength: number,
) {
  const ids = new Set(terms.flatMap(({ occurrences }) => occurrences.map(({ id }) => id)));
  const scored = [...ids].map((id) => {
    let score = 0;
    for (const { worth, occurrences } of terms) {
      const found = occurrences.find((one) => one.id === id);
      if (!found) continue;
      const norm = 0.9 * (1 - 0.4 + (0.4 * found.length) / averageLength);
      score += (worth * 1.9 * found.count) / (found.count + norm);
    }
    return { id, score };
  });
  return scored.sort((x, y) => y.score - x.score || x.id - y.id);
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('ranks any postings as BM25 by brute force does, whatever their number, order and limit', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const whole = (most: number) => 1 + Math.floor(random() * most);
    // Ids of every size that the six bytes hold, many of them far apart in multiples of the table's size.
    const stride = [1, 2 ** 10, 2 ** 20, 2 ** 33][seed % 4]!;
    const lengths = Array.from({ length: whole(400) }, () => whole(300));
    const terms = Array.from({ length: whole(7) }, () => {
      const share = random();
      const holders = lengths.flatMap((length, index) =>
        random() < share ? [{ id: (index + 1) * stride, count: whole(5), length }] : [],
      );
      return { worth: random() * 8, occurrences: holders.sort(() => random() - 0.5) };
    });
    const limit = whole(60);
    const expected = byBruteForce(terms, 120).slice(0, limit);
    const postings = terms.map(({ worth, occurrences }): TermPostings => ({
      worth,
      entries: encode(occurrences),
    }));
    const ranked = rankPostings(postings, { averageLength: 120, limit });
    expect(ranked.map(({ chunkId }) => Number(chunkId))).toEqual(expected.map(({ id }) => id));
    for (const [index, { score }] of ranked.entries()) expect(score).toBeCloseTo(expected[index]!.score, 9);
  }
});

test('equal scores are ranked by id', () => {
  const occurrences = Array.from({ length: 900 }, (_, index) => ({ id: 900 - index, count: 1, length: 10 }));
  const ranked = rankPostings([{ worth: 1, entries: encode(occurrences) }], { averageLength: 10, limit: 3 });
  expect(ranked.map(({ chunkId }) => chunkId)).toEqual(['1', '2', '3']);
});

test('nothing to rank is an empty ranking', () => {
  expect(rankPostings([], { averageLength: 1, limit: 5 })).toEqual([]);
});
