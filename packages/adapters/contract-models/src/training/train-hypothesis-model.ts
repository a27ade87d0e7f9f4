import { ndaHypotheses } from '@groundwork/review';
import {
  columnsPerHypothesis,
  hypothesisFeatureCount,
  hypothesisFeatures,
} from '../hypotheses/hypothesis-features.ts';
import { type HypothesisModel, judgeHypotheses } from '../hypotheses/hypothesis-model.ts';
import { type LinearModel, linearScores } from '../model/linear-model.ts';
import type { JudgedAgreement } from './contract-nli.ts';
import { type Example, fitLinear, frequentFeatures } from './fit-linear.ts';
import { fitTrees } from './fit-trees.ts';

const linearFit = { epochs: 5, rate: 0.3, seed: 1 };
const mentionedTrees = { trees: 60, depth: 3, rate: 0.1, leafWeight: 4, regularization: 2 };
const contradictedTrees = { ...mentionedTrees, trees: 40 };
const folds = 5;

/**
 * Fits sentence scores on the passages and the agreements' sentences, and the judgement of a contract on scores that
 * its own sentences had no part in (by folds of agreements).
 */
export function trainHypothesisModel(
  passages: readonly Example[],
  agreements: readonly JudgedAgreement[],
): HypothesisModel {
  const index = frequentFeatures(
    [
      ...passages.map(({ row }) => [row]),
      ...agreements.map(({ examples }) => examples.map(({ row }) => row)),
    ],
    3,
  );
  const fit = (part: readonly JudgedAgreement[]) =>
    fitLinear(
      [...passages, ...part.flatMap(({ examples }) => examples)],
      index,
      ndaHypotheses.length * columnsPerHypothesis,
      linearFit,
    );
  const rates = ndaHypotheses.map((_, at) => ratesOf(agreements, at));
  const rows: number[][] = [];
  const golds: string[] = [];
  forEachFold(agreements, folds, (rest, out) => {
    const model = fit(rest);
    for (const agreement of out) {
      const scores = scoresOf(model, agreement);
      ndaHypotheses.forEach((_, at) => {
        rows.push(hypothesisFeatures(scores, at, rates[at]!));
        golds.push(agreement.choices[at]!);
      });
    }
  });
  const trees = (kept: readonly number[], is: (gold: string) => boolean, options: typeof mentionedTrees) =>
    fitTrees(
      Float32Array.from(kept.flatMap((at) => rows[at]!)),
      hypothesisFeatureCount,
      Uint8Array.from(kept, (at) => Number(is(golds[at]!))),
      options,
    );
  const all = rows.map((_, at) => at);
  const spoken = all.filter((at) => golds[at] !== 'not-mentioned');
  return {
    linear: fit(agreements),
    rates,
    mentioned: trees(all, (gold) => gold !== 'not-mentioned', mentionedTrees),
    contradicted: trees(spoken, (gold) => gold === 'contradicted', contradictedTrees),
  };
}

/** Accuracy, and recall of what is not mentioned, on agreements that no stage was fitted on. */
export function crossValidate(passages: readonly Example[], agreements: readonly JudgedAgreement[]) {
  const sums = { judged: 0, right: 0, silent: 0, silentFound: 0 };
  forEachFold(agreements, folds, (rest, out) => {
    const model = trainHypothesisModel(passages, rest);
    for (const agreement of out) {
      judgeHypotheses(model, scoresOf(model.linear, agreement)).forEach(({ choice }, at) => {
        const gold = agreement.choices[at];
        sums.judged += 1;
        sums.right += Number(choice === gold);
        if (gold !== 'not-mentioned') return;
        sums.silent += 1;
        sums.silentFound += Number(choice === gold);
      });
    }
  });
  return { accuracy: sums.right / sums.judged, notMentionedRecall: sums.silentFound / sums.silent };
}

function forEachFold<Item>(
  items: readonly Item[],
  count: number,
  visit: (rest: readonly Item[], out: readonly Item[]) => void,
): void {
  for (let fold = 0; fold < count; fold += 1) {
    visit(
      items.filter((_, at) => at % count !== fold),
      items.filter((_, at) => at % count === fold),
    );
  }
}

function scoresOf(model: LinearModel, { examples }: JudgedAgreement): Float32Array[] {
  return examples.map(({ row }) => linearScores(model, row));
}

function ratesOf(agreements: readonly JudgedAgreement[], at: number): number[] {
  const mentioned = agreements.filter(({ choices }) => choices[at] !== 'not-mentioned').length;
  const against = agreements.filter(({ choices }) => choices[at] === 'contradicted').length;
  return [(mentioned + 1) / (agreements.length + 2), (against + 0.5) / (mentioned + 1.5)];
}
