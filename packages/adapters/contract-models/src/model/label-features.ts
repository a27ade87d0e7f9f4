import type { Candidate } from '../reading/candidate.ts';
import { type Category, categories } from './categories.ts';

/** Below this score (log odds) a candidate is not considered for a category, unless it is among its best. */
const considered = -6;
const bestOf = 2;

/** A candidate considered for a category, and what the second stage is told of it. */
export interface Contender {
  readonly candidate: number;
  readonly column: number;
  readonly features: readonly number[];
}

export const labelFeatureCount = 19;

/** What the first stage says of the candidates: rows of scores (log odds) of every category, by two models. */
export interface FirstScores {
  readonly linear: readonly Float32Array[];
  readonly network: readonly Float32Array[];
}

/**
 * What the first stage's scores say together: a candidate's own score, how it stands to others of the same category in
 * the contract and beside it, and what else it might be. `rates` is each category's log odds in the training.
 */
export function labelContenders(
  candidates: readonly Candidate[],
  { linear, network }: FirstScores,
  rates: readonly number[],
): Contender[] {
  const scores = linear.map((row, at) => row.map((score, column) => (score + network[at]![column]!) / 2));
  const units = candidates.filter(({ kind }) => kind === 'unit').length;
  const end = candidates.reduce((last, { span }) => Math.max(last, span.end), 1);
  const others = candidates.map(({ kind }, at) => twoBest(scores[at]!, kind));
  return categories.flatMap((category, column) => {
    const members = candidates.flatMap(({ kind }, at) => (category.kinds.includes(kind) ? [at] : []));
    const score = (at: number) => scores[at]![column]!;
    const ranked = [...members].sort((a, b) => score(b) - score(a) || a - b);
    const [first, second] = [ranked[0], ranked[1]];
    const expected = members.reduce((sum, at) => sum + chance(score(at)), 0);
    return ranked.flatMap((at, rank) => {
      const own = score(at);
      if (own < considered && rank >= bestOf) return [];
      const { kind, span } = candidates[at]!;
      const isUnit = kind === 'unit';
      const near = (other: number) => (isUnit && other >= 0 && other < units ? score(other) : -12);
      const rest = others[at]!;
      const features = [
        own,
        first === undefined ? -12 : score(first) - own,
        first === at ? (second === undefined ? -12 : score(second)) : score(first!),
        Math.log(1 + rank),
        near(at - 1),
        near(at + 1),
        Math.max(near(at - 2), near(at + 2)),
        rates[column]!,
        column,
        rest.column === column ? rest.second : rest.first,
        span.start / end,
        Math.log(1 + span.start),
        Math.log(1 + units),
        Math.log(1 + span.end - span.start),
        Math.log(1e-3 + expected),
        ['unit', 'date', 'title'].indexOf(kind),
        expected - chance(own),
        linear[at]![column]!,
        network[at]![column]!,
      ];
      return [{ candidate: at, column, features }];
    });
  });
}

const chance = (score: number) => 1 / (1 + Math.exp(-score));

/** The two best scores of a candidate over the categories of its kind. */
function twoBest(scores: Float32Array, kind: Candidate['kind']) {
  let [first, second, column] = [-12, -12, -1];
  categories.forEach((category: Category, at) => {
    if (!category.kinds.includes(kind)) return;
    const score = scores[at]!;
    if (score > first) [first, second, column] = [score, first, at];
    else if (score > second) second = score;
  });
  return { first, second, column };
}
