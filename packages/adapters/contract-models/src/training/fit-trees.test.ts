import { treeScore } from '../model/trees.ts';
import { fitTrees } from './fit-trees.ts';

const options = { trees: 30, depth: 3, rate: 0.3, leafWeight: 1, regularization: 1 };
const chance = (score: number) => 1 / (1 + Math.exp(-score));

test('learns a rule that no single number tells, the same one each time', () => {
  const rows: number[] = [];
  const gold: number[] = [];
  for (let a = 0; a < 20; a += 1) {
    for (let b = 0; b < 20; b += 1) {
      rows.push(a, b);
      gold.push(Number(a > 9 && b > 9));
    }
  }
  const fit = () => fitTrees(Float32Array.from(rows), 2, Uint8Array.from(gold), options);
  const model = fit();
  expect(chance(treeScore(model, [15, 15]))).toBeGreaterThan(0.9);
  expect(chance(treeScore(model, [15, 2]))).toBeLessThan(0.1);
  expect(chance(treeScore(model, [2, 15]))).toBeLessThan(0.1);
  expect(fit()).toEqual(model);
});

test('what cannot be told apart keeps its share', () => {
  const gold = Uint8Array.from([1, 0, 0, 0, 1, 0, 0, 0]);
  const model = fitTrees(new Float32Array(8), 1, gold, options);
  expect(chance(treeScore(model, [0]))).toBeCloseTo(0.25);
});
