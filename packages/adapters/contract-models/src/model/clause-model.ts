import type { Candidate } from '../reading/candidate.ts';
import { categories } from './categories.ts';
import { type LinearModel, linearScores } from './linear-model.ts';
import { labelContenders } from './label-features.ts';
import { presenceFeatures } from './presence-features.ts';
import { type TreeModel, treeScore } from './trees.ts';

/** Three stages: scores of every candidate, calibrated chances of labels, calibrated chances that a category is there. */
export interface ClauseModel {
  readonly linear: LinearModel;
  /** Log odds of each category among the candidates of the training. */
  readonly rates: readonly number[];
  readonly labels: TreeModel;
  readonly presence: TreeModel;
}

/** A chance that a candidate is of a category. */
export interface LabelChance {
  readonly candidate: number;
  readonly column: number;
  readonly chance: number;
}

/** What the model makes of one contract's candidates. `presence` has a chance for each category. */
export function applyClauseModel(
  { linear, rates, labels, presence }: ClauseModel,
  candidates: readonly Candidate[],
): { readonly labels: readonly LabelChance[]; readonly presence: readonly number[] } {
  const scores = candidates.map(({ row }) => linearScores(linear, row));
  const chances = labelChances(labels, rates, candidates, scores);
  return { labels: chances, presence: presenceChances(presence, rates, chances) };
}

export function labelChances(
  labels: TreeModel,
  rates: readonly number[],
  candidates: readonly Candidate[],
  scores: readonly Float32Array[],
): LabelChance[] {
  return labelContenders(candidates, scores, rates).map(({ candidate, column, features }) => ({
    candidate,
    column,
    chance: chanceOf(treeScore(labels, features)),
  }));
}

function presenceChances(
  presence: TreeModel,
  rates: readonly number[],
  chances: readonly LabelChance[],
): number[] {
  return categories.map((_, column) =>
    chanceOf(treeScore(presence, presenceFeatures(chances, column, rates))),
  );
}

const chanceOf = (score: number) => 1 / (1 + Math.exp(-score));
