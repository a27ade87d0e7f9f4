import { categories } from '../model/categories.ts';
import { type ClauseModel, firstScores, labelChances } from '../model/clause-model.ts';
import { type FirstScores, labelContenders, labelFeatureCount } from '../model/label-features.ts';
import { presenceFeatureCount, presenceFeatures } from '../model/presence-features.ts';
import type { TreeModel } from '../model/trees.ts';
import { type AnnotatedContract, companyOf } from './cuad-contracts.ts';
import { type Example, fitLinear, frequentFeatures } from './fit-linear.ts';
import { fitNetwork } from './fit-network.ts';
import { fitTrees } from './fit-trees.ts';
import { quantizeLinear, quantizeNetwork } from './quantize.ts';

const linearFit = { epochs: 3, rate: 0.3, seed: 1 };
const networkFit = { hidden: 64, epochs: 6, rate: 0.1, negatives: 0.25, seed: 1 };
const labelTrees = { trees: 80, depth: 5, rate: 0.12, leafWeight: 5, regularization: 2 };
const presenceTrees = { trees: 40, depth: 3, rate: 0.15, leafWeight: 5, regularization: 2 };
const folds = 4;
const keptFeatures = { linear: 90_000, network: 60_000 };

/**
 * Fits the three stages. The second and third learn from scores that the first gives to contracts it was not fitted on
 * (by folds of companies), so that their chances hold for contracts nobody has seen.
 */
export function trainClauseModel(
  contracts: readonly AnnotatedContract[],
  onStep: (step: string) => void,
): ClauseModel {
  const index = frequentFeatures(
    contracts.map(({ candidates }) => candidates.map(({ row }) => row)),
    3,
  );
  onStep(`${index.features.length} features of ${contracts.length} contracts`);
  const fit = (part: readonly AnnotatedContract[]) => {
    const examples = part.flatMap(examplesOf);
    return {
      linear: quantizeLinear(fitLinear(examples, index, categories.length, linearFit), keptFeatures.linear),
      network: quantizeNetwork(
        fitNetwork(examples, index, categories.length, networkFit),
        keptFeatures.network,
      ),
    };
  };

  const fold = foldOf(contracts);
  const scored = new Map<AnnotatedContract, FirstScores>();
  for (let out = 0; out < folds; out += 1) {
    const model = fit(contracts.filter((contract) => fold(contract) !== out));
    for (const contract of contracts)
      if (fold(contract) === out) scored.set(contract, firstScores(model, contract.candidates));
    onStep(`fold ${out + 1} of ${folds}`);
  }
  const rates = ratesOf(contracts);
  const labels = fitLabels(contracts, scored, rates);
  onStep('labels');
  const presence = fitPresence(contracts, scored, rates, labels);
  onStep('presence');
  const whole = fit(contracts);
  onStep('scores');
  return { ...whole, rates, labels, presence };
}

/** Companies dealt out in turn, by their name. */
function foldOf(contracts: readonly AnnotatedContract[]): (contract: AnnotatedContract) => number {
  const companies = [...new Set(contracts.map(({ file }) => companyOf(file)))].sort();
  const folding = new Map(companies.map((company, at) => [company, at % folds]));
  return ({ file }) => folding.get(companyOf(file))!;
}

/** A candidate's gold says nothing of the categories that its kind cannot be of. */
function examplesOf({ candidates, gold }: AnnotatedContract): Example[] {
  return candidates.map(({ kind, row }, at) => ({
    row,
    gold: Int8Array.from(gold[at]!, (value, column) =>
      categories[column]!.kinds.includes(kind) ? value : -1,
    ),
  }));
}

function ratesOf(contracts: readonly AnnotatedContract[]): number[] {
  const all = contracts.reduce((sum, { candidates }) => sum + candidates.length, 0);
  return categories.map((_, column) => {
    const positive = contracts.reduce(
      (sum, { gold }) => sum + gold.filter((row) => row[column] === 1).length,
      0,
    );
    return Math.log((positive + 1) / all);
  });
}

type Scored = ReadonlyMap<AnnotatedContract, FirstScores>;

function fitLabels(
  contracts: readonly AnnotatedContract[],
  scored: Scored,
  rates: readonly number[],
): TreeModel {
  const rows: number[] = [];
  const gold: number[] = [];
  for (const contract of contracts) {
    for (const { candidate, column, features } of labelContenders(
      contract.candidates,
      scored.get(contract)!,
      rates,
    )) {
      for (const feature of features) rows.push(feature);
      gold.push(contract.gold[candidate]![column] === 1 ? 1 : 0);
    }
  }
  return fitTrees(Float32Array.from(rows), labelFeatureCount, Uint8Array.from(gold), labelTrees);
}

function fitPresence(
  contracts: readonly AnnotatedContract[],
  scored: Scored,
  rates: readonly number[],
  labels: TreeModel,
): TreeModel {
  const rows: number[] = [];
  const gold: number[] = [];
  for (const contract of contracts) {
    const chances = labelChances(labels, rates, contract.candidates, scored.get(contract)!);
    categories.forEach((_, column) => {
      rows.push(...presenceFeatures(chances, column, rates));
      gold.push(contract.present[column] ? 1 : 0);
    });
  }
  return fitTrees(Float32Array.from(rows), presenceFeatureCount, Uint8Array.from(gold), presenceTrees);
}
