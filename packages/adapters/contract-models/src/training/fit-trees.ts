import type { TreeModel } from '../model/trees.ts';

export interface TreeFit {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Least sum of second derivatives in a leaf, and what is added to it: both keep leaves of few rows small. */
  readonly leafWeight: number;
  readonly regularization: number;
}

const bins = 64;

/**
 * Gradient boosting for log loss over histograms of the features' quantiles (Friedman 2001; Chen & Guestrin 2016).
 * Deterministic: no sampling. `rows` is row-major.
 */
export function fitTrees(rows: Float32Array, width: number, gold: Uint8Array, options: TreeFit): TreeModel {
  const count = gold.length;
  const edges = Array.from({ length: width }, (_, column) => quantiles(rows, width, column));
  const binned = binRows(rows, width, edges);
  const share = gold.reduce((sum, value) => sum + value, 0) / count;
  const base = Math.log(share / (1 - share));
  const scores = new Float64Array(count).fill(base);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const model = {
    base,
    roots: [] as number[],
    feature: [] as number[],
    value: [] as number[],
    right: [] as number[],
  };
  const order = Uint32Array.from({ length: count }, (_, row) => row);

  const grow = (from: number, to: number, depth: number): void => {
    const node = model.feature.length;
    const split = depth > 0 ? bestSplit(from, to) : undefined;
    model.feature.push(-1);
    model.value.push(0);
    model.right.push(-1);
    if (!split) {
      let [gradient, hessian] = [0, 0];
      for (let at = from; at < to; at += 1) {
        gradient += gradients[order[at]!]!;
        hessian += hessians[order[at]!]!;
      }
      const step = (-gradient / (hessian + options.regularization)) * options.rate;
      model.value[node] = step;
      for (let at = from; at < to; at += 1) scores[order[at]!] = scores[order[at]!]! + step;
      return;
    }
    model.feature[node] = split.column;
    model.value[node] = edges[split.column]![split.bin]!;
    const middle = partition(order, from, to, (row) => binned[row * width + split.column]! <= split.bin);
    grow(from, middle, depth - 1);
    model.right[node] = model.feature.length;
    grow(middle, to, depth - 1);
  };

  const sumsG = new Float64Array(width * bins);
  const sumsH = new Float64Array(width * bins);
  const bestSplit = (from: number, to: number) => {
    sumsG.fill(0);
    sumsH.fill(0);
    let [totalG, totalH] = [0, 0];
    for (let at = from; at < to; at += 1) {
      const row = order[at]!;
      const [gradient, hessian] = [gradients[row]!, hessians[row]!];
      totalG += gradient;
      totalH += hessian;
      for (let column = 0, offset = row * width; column < width; column += 1, offset += 1) {
        const bin = column * bins + binned[offset]!;
        sumsG[bin] = sumsG[bin]! + gradient;
        sumsH[bin] = sumsH[bin]! + hessian;
      }
    }
    const gainOf = (gradient: number, hessian: number) =>
      (gradient * gradient) / (hessian + options.regularization);
    const whole = gainOf(totalG, totalH);
    let best: { column: number; bin: number; gain: number } | undefined;
    for (let column = 0; column < width; column += 1) {
      let [gradient, hessian] = [0, 0];
      for (let bin = 0; bin < edges[column]!.length; bin += 1) {
        gradient += sumsG[column * bins + bin]!;
        hessian += sumsH[column * bins + bin]!;
        if (hessian < options.leafWeight || totalH - hessian < options.leafWeight) continue;
        const gain = gainOf(gradient, hessian) + gainOf(totalG - gradient, totalH - hessian) - whole;
        if (gain > (best?.gain ?? 1e-6)) best = { column, bin, gain };
      }
    }
    return best;
  };

  for (let tree = 0; tree < options.trees; tree += 1) {
    for (let row = 0; row < count; row += 1) {
      const chance = 1 / (1 + Math.exp(-scores[row]!));
      gradients[row] = chance - gold[row]!;
      hessians[row] = chance * (1 - chance);
    }
    model.roots.push(model.feature.length);
    grow(0, count, options.depth);
  }
  return model;
}

/** Upper ends of bins that hold about as many rows each; the last bin has none. */
function quantiles(rows: Float32Array, width: number, column: number): Float32Array {
  const values = new Float32Array(rows.length / width);
  for (let row = 0; row < values.length; row += 1) values[row] = rows[row * width + column]!;
  values.sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < bins; bin += 1) edges.add(values[Math.floor((bin / bins) * (values.length - 1))]!);
  edges.delete(values.at(-1)!);
  return Float32Array.from(edges);
}

function binRows(rows: Float32Array, width: number, edges: readonly Float32Array[]): Uint8Array {
  return Uint8Array.from(rows, (value, at) => {
    const ends = edges[at % width]!;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= ends[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

function partition(order: Uint32Array, from: number, to: number, goesLeft: (row: number) => boolean): number {
  const right: number[] = [];
  let end = from;
  for (let at = from; at < to; at += 1) {
    const row = order[at]!;
    if (goesLeft(row)) order[end++] = row;
    else right.push(row);
  }
  order.set(right, end);
  return end;
}
