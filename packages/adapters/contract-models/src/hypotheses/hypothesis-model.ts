import { type HypothesisChoice, ndaHypotheses } from '@groundwork/review';
import { sentenceFeatures } from '../features/sentence-features.ts';
import { type LinearModel, linearScores } from '../model/linear-model.ts';
import { type TreeModel, treeScore } from '../model/trees.ts';
import type { Unit } from '../reading/split-units.ts';
import { columnsPerHypothesis, hypothesisFeatures } from './hypothesis-features.ts';

/** Scores of sentences, then per contract whether a hypothesis is spoken of, and whether against it. */
export interface HypothesisModel {
  readonly linear: LinearModel;
  /** For each hypothesis how often contracts speak of it, and how often against it where they do. */
  readonly rates: readonly (readonly number[])[];
  readonly mentioned: TreeModel;
  readonly contradicted: TreeModel;
}

export interface Judged {
  readonly choice: HypothesisChoice;
  readonly chance: number;
  /** Places of the sentences that speak for the choice most, best first. */
  readonly sentences: readonly number[];
}

/** More sentences than this prove nothing more; others count where their score is near the best. */
const quoted = 3;
const nearBest = 2;

export function sentenceScores(linear: LinearModel, text: string, units: readonly Unit[]): Float32Array[] {
  return units.map(({ start, end }) => linearScores(linear, sentenceFeatures(text.slice(start, end))));
}

/** Judges every hypothesis, in the order of the catalogue. */
export function judgeHypotheses(
  { rates, mentioned, contradicted }: Omit<HypothesisModel, 'linear'>,
  scores: readonly Float32Array[],
): Judged[] {
  return ndaHypotheses.map((_, hypothesis) => {
    const features = hypothesisFeatures(scores, hypothesis, rates[hypothesis]!);
    const spoken = chanceOf(treeScore(mentioned, features));
    const against = chanceOf(treeScore(contradicted, features));
    const chances: [HypothesisChoice, number][] = [
      ['entailed', spoken * (1 - against)],
      ['contradicted', spoken * against],
      ['not-mentioned', 1 - spoken],
    ];
    const [choice, chance] = chances.reduce((best, other) => (other[1] > best[1] ? other : best));
    const column = hypothesis * columnsPerHypothesis + (choice === 'contradicted' ? 1 : 0);
    return { choice, chance, sentences: choice === 'not-mentioned' ? [] : best(scores, column) };
  });
}

function best(scores: readonly Float32Array[], column: number): number[] {
  const ranked = scores
    .map((row, at) => ({ at, score: row[column]! }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const least = (ranked[0]?.score ?? 0) - nearBest;
  return ranked
    .slice(0, quoted)
    .filter(({ score }) => score >= least)
    .map(({ at }) => at);
}

const chanceOf = (score: number) => 1 / (1 + Math.exp(-score));
