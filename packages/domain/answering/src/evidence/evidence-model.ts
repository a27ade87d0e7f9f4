/**
 * On what the judgement rests. `words`: the words of question and source. `meaning`: also the Passages' cosines in the space
 * that the coefficients were fitted with. `sentences`: also those of the sentences, where a model has compared them.
 * `translated`: the Passages' cosines alone, where the source is in the other language.
 */
export type EvidenceBasis = 'words' | 'meaning' | 'sentences' | 'translated';

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
  /** 1 where the question names something that no Passage holds; the other bases do not answer then. */
  readonly unnamed: number;
  /** 1 where the form of the question does not tell the form of its answer. */
  readonly open: number;
  /** Cosine of the nearest sentence, on the scale on which the space spreads its own; this and what follows: 0 where no sentences were compared. */
  readonly likeness: number;
  /** How far the nearest sentence stands out from the mean of those compared. */
  readonly spread: number;
  /** How much farther than the nearest the sentence is that answers best by words and meaning. */
  readonly apart: number;
  /** 1 where that sentence holds the kind of thing asked for. */
  readonly holds: number;
  /** Weight of the units that neither stand in that sentence's Passage nor, by their meaning, in what the nearest sentences say. */
  readonly lacking: number;
}

/** The space whose cosines the coefficients of `meaning` and `translated` are for. */
export const evidenceSpace = 'multilingual-e5-small';

/** The signals that each basis reads. */
export const evidenceSignals = {
  words: ['context', 'passage', 'anywhere', 'missing', 'typed', 'named', 'margin'],
  meaning: ['context', 'passage', 'anywhere', 'missing', 'typed', 'named', 'nearest', 'lead', 'agreement'],
  sentences: [
    'context',
    'missing',
    'named',
    'unnamed',
    'open',
    'nearest',
    'lead',
    'likeness',
    'spread',
    'apart',
    'holds',
    'lacking',
  ],
  translated: ['nearest', 'lead'],
} as const satisfies Readonly<Record<EvidenceBasis, readonly (keyof EvidenceFeatures)[]>>;

export type EvidenceWeights = Readonly<Partial<Record<keyof EvidenceFeatures, number>> & { bias: number }>;

/**
 * Logistic regressions on the tuning parts of the demo's questions, ClapNQ, XQuAD (English, Chinese, and each asked in the
 * other language); of XQuAD, which only has questions that can be answered, the answering Passages were taken out for the
 * others. Fitted by tests/evals/answering/fit-evidence.ts, which reports on the other parts. Sets, and answerable and
 * unanswerable questions, weigh the same, so the probability is for a reader of whom nothing is known; where most questions
 * can be answered it is low. `sentences` was also fitted on Northwind and on tests/evals/answering/further-questions.jsonl, and on each
 * answerable question without the documents that answer it. The biases of `words`, `translated` and `sentences` lie below the
 * fitted ones, by 0.4, 0.2 and 0.2, so that the one threshold keeps nine tenths of the unanswerable questions back on every
 * basis.
 */
export const evidenceModel: Readonly<Record<EvidenceBasis, EvidenceWeights>> & { readonly version: string } = {
  version: '6',
  words: { bias: -7.24, context: 2.56, passage: 2.4, anywhere: 0.66, missing: -0.5, typed: 0.53, named: 1.62, margin: 1.78 },
  meaning: { bias: -9.32, context: 1.96, passage: 1.74, anywhere: 0.07, missing: -1.09, typed: 0.49, named: 1.45, nearest: 3.13, lead: 2.63, agreement: 2.03 },
  sentences: { bias: -3.45, context: 0.81, missing: -2.1, named: 1.84, unnamed: 0.55, open: -0.35, nearest: -1.01, lead: 1.97, likeness: 3.15, spread: 0.91, apart: -1.32, holds: 0.4, lacking: -3.29 },
  translated: { bias: -2.63, nearest: 2.29, lead: 6.42 },
}; // prettier-ignore

/** Below this probability Groundwork abstains: chosen on the tuning parts for at least 92 % of the demo's abstained. */
export const evidenceThreshold = 0.6;

/** How likely it is that the Passages hold an answer, 0…1. */
export function probabilityOf(features: EvidenceFeatures, weights: EvidenceWeights): number {
  const { bias, ...signals } = weights;
  const keys = Object.keys(signals) as (keyof EvidenceFeatures)[];
  const sum = keys.reduce((total, key) => total + (signals[key] ?? 0) * features[key], bias);
  return 1 / (1 + Math.exp(-sum));
}
