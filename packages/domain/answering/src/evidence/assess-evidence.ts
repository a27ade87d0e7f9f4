import type { SearchResult } from '@groundwork/retrieval';
import { readQuestion, type ReadQuestion } from './read-question.ts';
import {
  coverageOf,
  isCovered,
  rankSentences,
  readPassage,
  weighQuestion,
  type ReadPassage,
} from './rank-sentences.ts';

/** What the judgement rests on, each 0…1; kept with the Answer's settings for replay. */
export interface EvidenceFeatures {
  /** Weight of the question's words held by the best sentence alone. */
  readonly sentence: number;
  /** … by the best sentence with its headings and predecessor. */
  readonly context: number;
  /** … by the best Passage as a whole. */
  readonly passage: number;
  /** … by all Passages together. */
  readonly anywhere: number;
  /** 1 where the best sentence holds the kind of thing asked for. */
  readonly satisfies: number;
  /** Share of the question's names, numbers and identifiers found in the best Passage. */
  readonly names: number;
  /** From retrieval: `SearchEvidence.knownTerms`. */
  readonly known: number;
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
  satisfies: 0.5,
  names: 0.5,
  known: 0,
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
  const missingName = read.names.find((name) => !passages.some(({ keys }) => keys.has(name)));
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
  const best = rankSentences(question, passages)[0];
  const bestPassage = passages.find(({ passage }) => passage === best?.passage);
  const everywhere = (key: string): boolean => passages.some(({ keys }) => keys.has(key));
  const names = question.names.filter((name) => bestPassage?.keys.has(name));
  return {
    sentence: best?.coverage ?? 0,
    context: best?.contextCoverage ?? 0,
    passage: Math.max(
      0,
      ...passages.map(({ keys }) => coverageOf(question, weights, (key) => keys.has(key))),
    ),
    anywhere:
      question.subject.filter((index) => isCovered(question, index, everywhere)).length /
      Math.max(1, question.subject.length),
    satisfies: best?.satisfies ? 1 : 0,
    names: question.names.length === 0 ? 1 : names.length / question.names.length,
    known: result.evidence.knownTerms,
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
