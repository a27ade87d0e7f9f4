import { ChunkId } from '@groundwork/kernel';
import { fuseRankings, type FusionInput } from './fuse-rankings.ts';

const leg = (scores: Record<string, number>) =>
  Object.entries(scores)
    .map(([id, score]) => ({ chunkId: ChunkId.parse(id), score }))
    .sort((a, b) => b.score - a.score);

const fuse = (input: Partial<FusionInput>) =>
  fuseRankings({ lexical: [], vector: [], asked: 3, vectorWeight: 0.4, lexicalCoverage: 1, ...input });
const order = (input: Partial<FusionInput>) => fuse(input).map(({ chunkId }) => Number(chunkId));

test('one leg alone keeps its order', () => {
  expect(order({ lexical: leg({ 1: 9, 2: 5, 3: 1 }) })).toEqual([1, 2, 3]);
  expect(order({ vector: leg({ 4: 0.9, 5: 0.5 }) })).toEqual([4, 5]);
});

test('what both legs rank high comes before what one does', () => {
  const fused = order({ lexical: leg({ 1: 9, 2: 8.9, 3: 2 }), vector: leg({ 2: 0.8, 4: 0.7, 5: 0.2 }) });
  expect(fused[0]).toBe(2);
});

test('a passage missing from a leg never passes one that the leg returned, all else equal', () => {
  const fused = fuse({ lexical: leg({ 1: 9, 2: 5, 3: 4 }), vector: leg({ 1: 0.8, 4: 0.5, 3: 0.4 }) });
  const scoreOf = (id: number) => fused.find(({ chunkId }) => Number(chunkId) === id)!.scores;
  expect(scoreOf(4).lexical).toBeUndefined();
  expect(scoreOf(4).fused).toBeLessThan(scoreOf(1).fused);
  // 4 got nothing from the lexical leg, not even the share of its last candidate.
  expect(scoreOf(4).fused).toBeCloseTo(0.4 * ((0.5 - 0.4) / (0.8 - 0.4)));
});

test('a lexical leg that was not cut off keeps the distance of its last candidate from nothing', () => {
  const [first, second] = fuse({ lexical: leg({ 1: 10, 2: 9 }), vectorWeight: 0 });
  expect(first!.scores.fused).toBe(1);
  expect(second!.scores.fused).toBeCloseTo(0.9);
});

test('cosines that hardly differ cannot overturn clear words', () => {
  expect(order({ lexical: leg({ 1: 10, 2: 8 }), vector: leg({ 2: 0.801, 1: 0.8 }) })).toEqual([1, 2]);
});

test('where the words of the query are hardly found, the vectors decide', () => {
  const legs = { lexical: leg({ 1: 2, 2: 1, 3: 0.5 }), vector: leg({ 4: 0.8, 3: 0.4, 1: 0.3 }) };
  expect(order({ ...legs, lexicalCoverage: 1 })[0]).toBe(1);
  expect(order({ ...legs, lexicalCoverage: 0.02 })[0]).toBe(4);
});

test('a model of weight zero takes no part', () => {
  expect(order({ lexical: leg({ 1: 2, 2: 1 }), vector: leg({ 2: 0.9, 3: 0.8 }), vectorWeight: 0 })).toEqual([
    1, 2, 3,
  ]);
});

test('fused scores stay within 0…1 and legs keep their own', () => {
  for (const { scores } of fuse({ lexical: leg({ 1: 30, 2: 3 }), vector: leg({ 1: 0.9, 3: -0.2 }) })) {
    expect(scores.fused).toBeGreaterThanOrEqual(0);
    expect(scores.fused).toBeLessThanOrEqual(1);
  }
  expect(fuse({ lexical: leg({ 1: 30 }), vector: leg({ 1: 0.9 }) })[0]!.scores).toEqual({
    lexical: 30,
    vector: 0.9,
    fused: 1,
  });
});
