import type { SearchResult } from '@groundwork/retrieval';
import { readQuestion, type ReadQuestion } from './read-question.ts';
import { coverageOf, rankSentences, weighQuestion } from './rank-sentences.ts';
import { presence, readPassage, type ReadPassage } from './read-passage.ts';

/** What the judgement rests on, each 0…1; kept with the Answer's settings for replay. */
export interface EvidenceFeatures {
  /** Weight of the question's units held by the best sentence alone. */
  readonly sentence: number;
  /** … by the best sentence with what tells what it is about. */
  readonly context: number;
  /** … by the best sentence's Passage with its headings. */
  readonly passage: number;
  /** … by all Passages together. */
  readonly anywhere: number;
  /** Share of the weight that the heaviest unit missing from the best sentence's Passage has. */
  readonly missing: number;
  /** 1 where the best sentence holds the kind of thing asked for. */
  readonly satisfies: number;
  /** From retrieval: `SearchEvidence`. */
  readonly topCoverage: number;
  readonly known: number;
  readonly margin: number;
}

export interface EvidenceAssessment {
  /** Calibrated probability that the Passages answer the question, 0…1. */
  readonly probability: number;
  /** A name, number or identifier of the question that no Passage holds: there is nothing to say about it. */
  readonly missingName?: string;
  readonly features: EvidenceFeatures;
}

/**
 * Logistic regression fitted by scripts/fit-evidence.ts; the script prints what it was fitted and reported on. Per
 * feature, with the intercept as `bias`.
 */
export const evidenceModel = {
  version: '0',
  bias: -3,
  sentence: 2,
  context: 2,
  passage: 1,
  anywhere: 0.5,
  missing: -2,
  satisfies: 0.5,
  topCoverage: 0,
  known: 0,
  margin: 0,
} as const;

/** Below this probability Groundwork abstains. */
export const evidenceThreshold = 0.35;

/** How likely it is that the Passages hold an answer to the question. Pure and deterministic. */
export function assessEvidence(
  question: string,
  result: Pick<SearchResult, 'passages' | 'evidence'>,
): EvidenceAssessment {
  const read = readQuestion(question);
  const passages = result.passages.map(readPassage);
  const features = featuresOf(read, passages, result);
  const texts = passages.flatMap(({ sentences, heading }) => [heading, ...sentences]);
  const missingName = read.units.find((unit) => unit.isName && presence(unit, texts) === 0)?.key;
  return {
    probability: missingName === undefined ? probabilityOf(features) : 0,
    features,
    ...(missingName === undefined ? {} : { missingName }),
  };
}

export function featuresOf(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
  result: Pick<SearchResult, 'evidence'>,
): EvidenceFeatures {
  const weights = weighQuestion(question, passages);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const best = rankSentences(question, passages)[0];
  const passage = passages.find((candidate) => candidate.passage === best?.passage);
  const around = passage ? [passage.heading, ...passage.sentences] : [];
  const missing = [...weights].map(([unit, weight]) => weight * (1 - presence(unit, around)));
  return {
    sentence: best?.coverage ?? 0,
    context: best?.contextCoverage ?? 0,
    passage: coverageOf(weights, around),
    anywhere: coverageOf(
      weights,
      passages.flatMap(({ sentences, heading }) => [heading, ...sentences]),
    ),
    missing: Math.max(0, ...missing) / total,
    satisfies: best?.satisfies ? 1 : 0,
    topCoverage: result.evidence.topCoverage,
    known: result.evidence.knownTerms,
    margin: result.evidence.margin,
  };
}

export function probabilityOf(
  features: EvidenceFeatures,
  model: Readonly<Record<keyof EvidenceFeatures | 'bias', number>> = evidenceModel,
): number {
  const keys = Object.keys(features) as (keyof EvidenceFeatures)[];
  const sum = keys.reduce((total, key) => total + model[key] * features[key], model.bias);
  return 1 / (1 + Math.exp(-sum));
}
