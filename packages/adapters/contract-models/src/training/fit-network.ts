import type { FeatureIndex } from '../model/linear-model.ts';
import type { NetworkModel } from '../model/network-model.ts';
import { type Example, knownPart, shuffle } from './fit-linear.ts';
import { seededRandom } from './seeded-random.ts';

export interface NetworkFit {
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of the candidates without any label that each epoch draws: they are nine in ten, and much alike. */
  readonly negatives: number;
  readonly seed: number;
}

/**
 * A network with one hidden layer that all categories share, so that rare ones profit from what common ones teach: the
 * features' vectors are summed, cut at zero, and weighed for each category. AdaGrad on log loss, as `fitLinear`.
 */
export function fitNetwork(
  examples: readonly Example[],
  index: FeatureIndex,
  width: number,
  { hidden, epochs, rate, negatives, seed }: NetworkFit,
): NetworkModel {
  const random = seededRandom(seed);
  const vectors = Float32Array.from({ length: index.features.length * hidden }, () => (random() - 0.5) * 0.5);
  const vectorSquares = new Float32Array(vectors.length).fill(1e-2);
  const outputs = Float32Array.from({ length: hidden * width }, () => (random() - 0.5) * 0.5);
  const outputSquares = new Float32Array(outputs.length).fill(1e-1);
  const bias = new Float32Array(width).fill(-4);
  const biasSquares = new Float32Array(width).fill(1);
  const known = examples.map(({ row, gold }) => ({
    ...knownPart(row, index),
    gold,
    labelled: gold.includes(1),
  }));
  const layer = new Float64Array(hidden);
  const back = new Float64Array(hidden);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const drawn = known.filter(({ labelled }) => random() < negatives || labelled);
    shuffle(drawn, random);
    for (const { rows, values, gold } of drawn) {
      layer.fill(0);
      for (let at = 0; at < rows.length; at += 1) {
        const value = values[at]!;
        for (let unit = 0, offset = rows[at]! * hidden; unit < hidden; unit += 1, offset += 1) {
          layer[unit] = layer[unit]! + vectors[offset]! * value;
        }
      }
      for (let unit = 0; unit < hidden; unit += 1) if (layer[unit]! < 0) layer[unit] = 0;
      back.fill(0);
      for (let column = 0; column < width; column += 1) {
        const target = gold[column]!;
        if (target < 0) continue;
        let score = bias[column]!;
        for (let unit = 0, offset = column * hidden; unit < hidden; unit += 1, offset += 1) {
          score += outputs[offset]! * layer[unit]!;
        }
        const error = 1 / (1 + Math.exp(-score)) - target;
        if (Math.abs(error) < 1e-3) continue;
        biasSquares[column] = biasSquares[column]! + error * error;
        bias[column] = bias[column]! - (rate * error) / Math.sqrt(biasSquares[column]!);
        for (let unit = 0, offset = column * hidden; unit < hidden; unit += 1, offset += 1) {
          const active = layer[unit]!;
          if (active === 0) continue;
          back[unit] = back[unit]! + error * outputs[offset]!;
          const gradient = error * active;
          outputSquares[offset] = outputSquares[offset]! + gradient * gradient;
          outputs[offset] = outputs[offset]! - (rate * gradient) / Math.sqrt(outputSquares[offset]!);
        }
      }
      for (let at = 0; at < rows.length; at += 1) {
        const start = rows[at]! * hidden;
        const value = values[at]!;
        for (let unit = 0; unit < hidden; unit += 1) {
          const slope = back[unit]!;
          if (slope === 0) continue;
          const gradient = slope * value;
          const offset = start + unit;
          const square = vectorSquares[offset]! + gradient * gradient;
          vectorSquares[offset] = square;
          vectors[offset] = vectors[offset]! - (rate * gradient) / Math.sqrt(square);
        }
      }
    }
  }
  return { index, hidden, vectors, outputs, bias };
}
