/**
 * On what the judgement rests. `words`: the words of question and source. `meaning`: also the cosines of the space that
 * the coefficients were fitted with. `translated`: those cosines alone, where the source is in the other language.
 */
export type EvidenceBasis = 'words' | 'meaning' | 'translated';

/** Signals, each 0…1; kept with the Answer's settings for replay. */
export interface EvidenceFeatures {
  /** Weight of the question's units held by the best sentence with what tells what it is about. */
  readonly context: number;
  /** … by the best sentence's Passage with its headings. */
  readonly passage: number;
  /** … by all Passages together. */
  readonly anywhere: number;
  /** Share of the weight that the heaviest unit missing from the best sentence's Passage has. */
  readonly missing: number;
  /** The most that a sentence with its surroundings holds of the weight while it has the kind of thing asked for. */
  readonly typed: number;
  /** How far the best sentence's Passage, with its headings, has the names (no plain numbers) that the question names. */
  readonly named: number;
  /** How far the best Passage by words stands above the last one, as a share of its BM25. */
  readonly margin: number;
  /** Cosine of the nearest Passage, on the scale on which the space spreads its own. */
  readonly nearest: number;
  /** How far the nearest Passage stands out from the mean of all. */
  readonly lead: number;
  /** How near the best Passage by words comes to the nearest one. */
  readonly agreement: number;
}

/** The space whose cosines the coefficients of `meaning` and `translated` are for. */
export const evidenceSpace = 'multilingual-e5-small';

/** The signals that each basis reads. */
export const evidenceSignals = {
  words: ['context', 'passage', 'anywhere', 'missing', 'typed', 'named', 'margin'],
  meaning: ['context', 'passage', 'anywhere', 'missing', 'typed', 'named', 'nearest', 'lead', 'agreement'],
  translated: ['nearest', 'lead'],
} as const satisfies Readonly<Record<EvidenceBasis, readonly (keyof EvidenceFeatures)[]>>;

export type EvidenceWeights = Readonly<Partial<Record<keyof EvidenceFeatures, number>> & { bias: number }>;

/**
 * Logistic regressions on the tuning parts of the demo's questions, ClapNQ, Northwind HR, XQuAD (English, Chinese, and
 * each asked in the other language); of XQuAD, which only has questions that can be answered, the answering Passages were
 * taken out for the others. Fitted by tests/evals/answering/fit-evidence.ts, which reports on the other parts. Sets, and
 * answerable and unanswerable questions, weigh the same, so the probability is for a reader of whom nothing is known;
 * where most questions can be answered it is low. The bias of `words` is 0.25 below the fitted one, so that the threshold
 * keeps as many unanswerable questions back by words alone.
 */
export const evidenceModel: Readonly<Record<EvidenceBasis, EvidenceWeights>> & { readonly version: string } = {
  version: '5',
  words: { bias: -6.15, context: 2.18, passage: 2.45, anywhere: 0.94, missing: -0.59, typed: 0.36, named: 1.05, margin: 1.54 },
  meaning: { bias: -8.07, context: 1.59, passage: 1.71, anywhere: 0.34, missing: -1.02, typed: 0.3, named: 0.86, nearest: 3.42, lead: 2.11, agreement: 1.43 },
  translated: { bias: -2.46, nearest: 2.34, lead: 6.41 },
}; // prettier-ignore

/** Below this probability Groundwork abstains: chosen on the tuning parts for at least 92 % of the demo's abstained. */
export const evidenceThreshold = 0.62;

/** How likely it is that the Passages hold an answer, 0…1. */
export function probabilityOf(features: EvidenceFeatures, weights: EvidenceWeights): number {
  const { bias, ...signals } = weights;
  const keys = Object.keys(signals) as (keyof EvidenceFeatures)[];
  const sum = keys.reduce((total, key) => total + (signals[key] ?? 0) * features[key], bias);
  return 1 / (1 + Math.exp(-sum));
}
