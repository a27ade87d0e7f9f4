import type { Candidate } from '../reading/candidate.ts';
import { categories } from './categories.ts';
import { type LinearModel, linearScores } from './linear-model.ts';
import { type FirstScores, labelContenders } from './label-features.ts';
import { type NetworkModel, networkScores } from './network-model.ts';
import { presenceFeatures } from './presence-features.ts';
import { type TreeModel, treeScore } from './trees.ts';

/** Three stages: scores of every candidate, calibrated chances of labels, calibrated chances that a category is there. */
export interface ClauseModel {
  readonly linear: LinearModel;
  readonly network: NetworkModel;
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
  { linear, network, rates, labels, presence }: ClauseModel,
  candidates: readonly Candidate[],
): { readonly labels: readonly LabelChance[]; readonly presence: readonly number[] } {
  const scores = firstScores({ linear, network }, candidates);
  const chances = labelChances(labels, rates, candidates, scores);
  return { labels: chances, presence: presenceChances(presence, rates, chances) };
}

/** Scores of all candidates by both models of the first stage. */
export function firstScores(
  { linear, network }: Pick<ClauseModel, 'linear' | 'network'>,
  candidates: readonly Candidate[],
): FirstScores {
  return {
    linear: candidates.map(({ row }) => linearScores(linear, row)),
    network: candidates.map(({ row }) => networkScores(network, row)),
  };
}

export function labelChances(
  labels: TreeModel,
  rates: readonly number[],
  candidates: readonly Candidate[],
  scores: FirstScores,
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
