import { ChunkId } from '@groundwork/kernel';
import { fuseRankings, type FusionInput } from './fuse-rankings.ts';

const leg = (scores: Record<string, number>) =>
  Object.entries(scores)
    .map(([id, score]) => ({ chunkId: ChunkId.parse(id), score }))
    .sort((a, b) => b.score - a.score);

const fuse = (input: Partial<FusionInput>) =>
  fuseRankings({ lexical: [], vector: [], asked: 3, fullScore: 10, cosineWorth: 2, ...input });
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
  const fused = fuse({ lexical: leg({ 1: 9, 2: 5, 3: 4 }), vector: leg({ 1: 0.8, 3: 0.5, 4: 0.5 }) });
  const scoreOf = (id: number) => fused.find(({ chunkId }) => Number(chunkId) === id)!.scores;
  expect(scoreOf(4).lexical).toBeUndefined();
  expect(scoreOf(4).fused).toBeLessThan(scoreOf(3).fused);
});

test('a lexical leg that was not cut off gives nothing to what it did not return', () => {
  const legs = { lexical: leg({ 1: 4, 2: 3 }), vector: leg({ 1: 0.8, 3: 0.5 }) };
  const third = (asked: number) =>
    fuse({ ...legs, asked }).find(({ chunkId }) => chunkId === '3')!.scores.fused;
  expect(third(3)).toBeLessThan(third(2));
});

test('cosines that hardly differ cannot overturn clear words', () => {
  expect(order({ lexical: leg({ 1: 10, 2: 8 }), vector: leg({ 2: 0.801, 1: 0.8 }) })).toEqual([1, 2]);
});

test('where little of the query is found in words, the vectors decide', () => {
  const legs = { lexical: leg({ 1: 2, 2: 1, 3: 0.5 }), vector: leg({ 4: 0.8, 3: 0.4, 1: 0.3 }) };
  expect(order({ ...legs, fullScore: 2, cosineWorth: 1 })[0]).toBe(1);
  expect(order({ ...legs, fullScore: 60, cosineWorth: 1 })[0]).toBe(4);
});

test('a model of no worth takes no part', () => {
  const legs = { lexical: leg({ 1: 2, 2: 1 }), vector: leg({ 2: 0.9, 3: 0.8 }) };
  expect(order({ ...legs, cosineWorth: 0 })).toEqual([1, 2]);
});

test('a model that nobody measured counts by the range of its cosines, whatever their level', () => {
  const lexical = leg({ 1: 6, 2: 5.5 });
  const narrow = order({ lexical, vector: leg({ 2: 0.9, 1: 0.8 }), cosineWorth: undefined });
  const wide = order({ lexical, vector: leg({ 2: 0.9, 1: 0.1 }), cosineWorth: undefined });
  expect(narrow).toEqual([2, 1]);
  expect(wide).toEqual(narrow);
});

test('fused scores stay within 0…1 and legs keep their own', () => {
  for (const { scores } of fuse({ lexical: leg({ 1: 30, 2: 3 }), vector: leg({ 1: 0.9, 3: -0.2 }) })) {
    expect(scores.fused).toBeGreaterThanOrEqual(0);
    expect(scores.fused).toBeLessThanOrEqual(1);
  }
  const [best] = fuse({ lexical: leg({ 1: 10 }), vector: leg({ 1: 0.9 }) });
  expect(best!.scores).toEqual({ lexical: 10, vector: 0.9, fused: 1 });
});
