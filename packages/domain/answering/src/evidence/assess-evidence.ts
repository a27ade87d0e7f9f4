import type { SearchResult } from '@groundwork/retrieval';
import { readQuestion, type ReadQuestion } from './read-question.ts';
import { coverageOf, rankSentences, weighQuestion } from './rank-sentences.ts';
import { presence, readPassage, type ReadPassage } from './read-passage.ts';

/** What the judgement rests on, each 0…1; kept with the Answer's settings for replay. */
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
  /** From retrieval: `SearchEvidence`. */
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
 * Logistic regression on the tuning parts of the demo's questions, ClapNQ, Northwind HR, XQuAD (English, Chinese) and DRCD;
 * in the last three, which only have questions that can be answered, the answering Passages were taken out for the others.
 * Fitted by tests/evals/answering/fit-evidence.ts, which reports on the other parts. Sets, and answerable and unanswerable
 * questions, weigh the same, so the probability is for a reader of whom nothing is known; where most questions can be
 * answered it is low.
 */
export const evidenceModel = {
  version: '4',
  bias: -5.98,
  context: 2.57,
  passage: 1.91,
  anywhere: 0.96,
  missing: -0.66,
  typed: 1.19,
  named: 0.76,
  margin: 1.45,
} as const;

/** Below this probability Groundwork abstains: cross-validated on the demo's tuning part for at least 92 % abstained. */
export const evidenceThreshold = 0.7;

/** How likely it is that the Passages hold an answer to the question. Pure and deterministic. */
export function assessEvidence(
  question: string,
  result: Pick<SearchResult, 'passages' | 'evidence'>,
): EvidenceAssessment {
  const { features, missingName } = evidenceOf(question, result);
  return missingName === undefined
    ? { probability: probabilityOf(features), features }
    : { probability: 0, missingName, features };
}

/** The signals alone, as the regression is fitted on them. */
export function evidenceOf(
  question: string,
  result: Pick<SearchResult, 'passages' | 'evidence'>,
): Omit<EvidenceAssessment, 'probability'> {
  const read = readQuestion(question);
  const passages = result.passages.map(readPassage);
  const features = featuresOf(read, passages, result);
  const texts = passages.flatMap(({ sentences, heading }) => [heading, ...sentences]);
  const missingName = read.units.find((unit) => unit.isName && presence(unit, texts) === 0)?.key;
  return { features, ...(missingName === undefined ? {} : { missingName }) };
}

function featuresOf(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
  result: Pick<SearchResult, 'evidence'>,
): EvidenceFeatures {
  const weights = weighQuestion(question, passages);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const ranked = rankSentences(question, passages, false);
  const best = ranked[0];
  const passage = passages.find((candidate) => candidate.passage === best?.passage);
  const around = passage ? [passage.heading, ...passage.sentences] : [];
  const missing = [...weights].map(([unit, weight]) => weight * (1 - presence(unit, around)));
  return {
    context: best?.contextCoverage ?? 0,
    passage: coverageOf(weights, around),
    anywhere: coverageOf(
      weights,
      passages.flatMap(({ sentences, heading }) => [heading, ...sentences]),
    ),
    missing: Math.max(0, ...missing) / total,
    typed: Math.max(0, ...ranked.map(({ satisfies, contextCoverage }) => (satisfies ? contextCoverage : 0))),
    named: Math.min(
      1,
      ...question.units
        .filter(({ isName, key }) => isName && !/^[\d.]+$/.test(key))
        .map((unit) => presence(unit, around)),
    ),
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
