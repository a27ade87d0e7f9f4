import {
  probabilityOf,
  type EvidenceBasis,
  type EvidenceFeatures,
  type EvidenceWeights,
} from '@groundwork/answering';

/** One question with what was found for it, as the regressions see it. */
export interface EvidenceSample {
  readonly set: string;
  readonly basis: EvidenceBasis;
  readonly features: EvidenceFeatures;
  readonly isVetoed: boolean;
  /** `removed`: an answerable question whose answering Passages were taken out of what was found. */
  readonly kind: 'answerable' | 'unanswerable' | 'removed';
  readonly isTuning: boolean;
}

/** Pulls coefficients towards zero: there are few unanswerable questions to learn from. */
const ridge = 0.001;
const rounds = 4_000;
const rate = 0.5;

/** Regularised logistic regression by gradient ascent, weighted so that each set counts the same, and yes as much as no. */
export function fitLogistic(
  samples: readonly EvidenceSample[],
  signals: readonly (keyof EvidenceFeatures)[],
  setWeights: Readonly<Record<string, number>> = {},
): EvidenceWeights {
  const model = Object.fromEntries(['bias', ...signals].map((key) => [key, 0])) as Record<
    keyof EvidenceFeatures | 'bias',
    number
  >;
  const usable = samples.filter(({ isVetoed }) => !isVetoed);
  const groupOf = ({ set, kind }: EvidenceSample): string => `${set}/${kind === 'answerable'}`;
  const sizes = new Map<string, number>();
  for (const sample of usable) sizes.set(groupOf(sample), (sizes.get(groupOf(sample)) ?? 0) + 1);
  for (let round = 0; round < rounds; round += 1) {
    const gradient = Object.fromEntries(Object.keys(model).map((key) => [key, 0])) as typeof model;
    for (const sample of usable) {
      const weight = (setWeights[sample.set] ?? 1) / ((sizes.get(groupOf(sample)) ?? 1) * sizes.size);
      const error = weight * (Number(sample.kind === 'answerable') - probabilityOf(sample.features, model));
      gradient.bias += error;
      for (const key of signals) gradient[key] += error * sample.features[key];
    }
    model.bias += rate * gradient.bias;
    for (const key of signals) model[key] += rate * (gradient[key] - ridge * model[key]);
  }
  return model;
}

/** Each sample's probability by a model fitted without its fifth of the samples; 0 where a name is missing. */
export function crossValidate(
  samples: readonly EvidenceSample[],
  signals: readonly (keyof EvidenceFeatures)[],
  folds = 5,
): number[] {
  const models = Array.from({ length: folds }, (_, fold) =>
    fitLogistic(
      samples.filter((_sample, index) => index % folds !== fold),
      signals,
    ),
  );
  return samples.map(({ isVetoed, features }, index) => {
    const model = models[index % folds];
    return isVetoed || !model ? 0 : probabilityOf(features, model);
  });
}
