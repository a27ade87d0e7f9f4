import { sentenceFeatures } from '../features/sentence-features.ts';
import { linearScores } from '../model/linear-model.ts';
import { fromArrays, toArrays } from '../model/linear-arrays.ts';
import { packModel, unpackModel } from '../model/packed-model.ts';
import { type Example, fitLinear, frequentFeatures } from './fit-linear.ts';
import { quantizeLinear } from './quantize.ts';

const sentences: readonly (readonly [string, number])[] = [
  ['This Agreement is governed by the laws of England', 0],
  ['This Agreement is governed by the laws of Delaware', 0],
  ['The laws of Texas govern', 0],
  ['Supplier shall maintain insurance', 1],
  ['Buyer shall maintain insurance against fire', 1],
  ['Each party shall maintain a policy of insurance', 1],
];
const examples: Example[] = sentences.map(([text, column]) => ({
  row: sentenceFeatures(text),
  gold: Int8Array.from([Number(column === 0), Number(column === 1)]),
}));
const index = frequentFeatures(
  examples.map(({ row }) => [row]),
  2,
);
const fit = () => fitLinear(examples, index, 2, { epochs: 20, rate: 0.5, seed: 1 });

test('tells categories apart on sentences it has not seen', () => {
  const [law, insurance] = linearScores(fit(), sentenceFeatures('governed by the laws of France'));
  expect(law).toBeGreaterThan(insurance!);
});

test('the same examples and seed give the same weights', () => {
  expect(fit().weights).toEqual(fit().weights);
});

test('a quantised model, packed and unpacked, says nearly the same', () => {
  const model = fit();
  const { arrays, header } = unpackModel(packModel({ name: 'x' }, toArrays(quantizeLinear(model, 1_000))));
  const linear = fromArrays(arrays);
  expect(header).toEqual({ name: 'x' });
  const row = sentenceFeatures('Supplier shall maintain insurance');
  linearScores(linear, row).forEach((score, column) => {
    expect(Math.abs(score - linearScores(model, row)[column]!)).toBeLessThan(0.1);
  });
});
