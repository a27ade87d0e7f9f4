import { isChinese } from '@groundwork/kernel';
import type { Passage, SearchResult } from '@groundwork/retrieval';
import { isChineseText } from '../text/content-terms.ts';
import {
  evidenceModel,
  evidenceSpace,
  probabilityOf,
  type EvidenceBasis,
  type EvidenceFeatures,
} from './evidence-model.ts';
import { coverageOf, rankSentences, weighQuestion } from './rank-sentences.ts';
import { presence, readPassage, type ReadPassage } from './read-passage.ts';
import { readQuestion, type ReadQuestion, type SubjectUnit } from './read-question.ts';

export interface EvidenceAssessment {
  /** Calibrated probability that the Passages answer the question, 0…1. */
  readonly probability: number;
  readonly basis: EvidenceBasis;
  /** A name, number or identifier of the question that no Passage holds: there is nothing to say about it. */
  readonly missingName?: string;
  readonly features: EvidenceFeatures;
}

/** What the judgement needs of a search. */
type Found = Pick<SearchResult, 'passages' | 'spaceName'>;

/** How likely it is that the Passages hold an answer to the question. Pure and deterministic. */
export function assessEvidence(question: string, result: Found): EvidenceAssessment {
  const evidence = evidenceOf(question, result);
  const probability =
    evidence.missingName === undefined ? probabilityOf(evidence.features, evidenceModel[evidence.basis]) : 0;
  return { probability, ...evidence };
}

/** The signals alone, as the regressions are fitted on them. */
export function evidenceOf(question: string, result: Found): Omit<EvidenceAssessment, 'probability'> {
  const read = readQuestion(question);
  const passages = result.passages.map(readPassage);
  const features = { ...wordFeatures(read, passages), ...meaningFeatures(result.passages) };
  const basis = basisOf(read, result, features);
  const texts = passages.flatMap(({ sentences, heading }) => [heading, ...sentences]);
  const missingName = read.units.find(
    (unit) =>
      unit.isName &&
      !isSmallNumber.test(unit.key) &&
      (basis !== 'translated' || keepsForm(read, unit)) &&
      presence(unit, texts) === 0,
  )?.key;
  return { basis, features, ...(missingName === undefined ? {} : { missingName }) };
}

/** May be written in words or as an ordinal; that it is missing counts, but is no proof. Years and long numbers are names. */
const isSmallNumber = /^\d{1,3}(?:\.\d+)?$/;

/** A question that shares less of its words with the best sentence of the other language was not answered in passing. */
const sharedAcrossLanguages = 0.5;

function basisOf(
  question: ReadQuestion,
  { passages, spaceName }: Found,
  { context }: Pick<EvidenceFeatures, 'context'>,
): EvidenceBasis {
  if (spaceName !== evidenceSpace || !passages.some(({ scores }) => scores.vector !== undefined))
    return 'words';
  return isForeign(question, passages[0]) && context < sharedAcrossLanguages ? 'translated' : 'meaning';
}

/** Whether a Passage is in the other language than the question, of Chinese and English. */
export function isForeign({ folded }: Pick<ReadQuestion, 'folded'>, passage: Passage | undefined): boolean {
  if (!passage || passage.language === 'und') return false;
  return isChineseText(folded) !== isChinese(passage.language);
}

/** Identifiers and numbers are written alike in both languages, and Latin names keep their form in Chinese. */
function keepsForm({ folded }: ReadQuestion, { key, kind }: SubjectUnit): boolean {
  return /\d/.test(key) || (kind === 'word' && isChineseText(folded));
}

function wordFeatures(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
): Omit<EvidenceFeatures, 'nearest' | 'lead' | 'agreement'> {
  const weights = weighQuestion(question, passages);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const ranked = rankSentences(question, passages, { prefersTables: false });
  const best = ranked[0];
  const passage = passages.find((candidate) => candidate.passage === best?.passage);
  const around = passage ? [passage.heading, ...passage.sentences] : [];
  const missing = [...weights].map(([unit, weight]) => weight * (1 - presence(unit, around)));
  const scores = passages.map(({ passage: { scores: own } }) => own.lexical ?? 0);
  const top = Math.max(0, ...scores);
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
    margin: top > 0 ? (top - Math.min(...scores)) / top : 0,
  };
}

/** Cosines of the space crowd between these; a tenth is a great difference. */
const [farthest, nearest] = [0.7, 0.9];
const great = 0.1;

/** 0 where the vector leg found none of the Passages. */
function meaningFeatures(
  passages: readonly Passage[],
): Pick<EvidenceFeatures, 'nearest' | 'lead' | 'agreement'> {
  const cosines = passages.flatMap(({ scores }) => (scores.vector === undefined ? [] : [scores.vector]));
  if (cosines.length === 0) return { nearest: 0, lead: 0, agreement: 0 };
  const top = Math.max(...cosines);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const byWords = passages.reduce((a, b) => ((b.scores.lexical ?? 0) > (a.scores.lexical ?? 0) ? b : a));
  return {
    nearest: within(0, (top - farthest) / (nearest - farthest), 1),
    lead: within(0, (top - mean) / great, 1),
    agreement: within(0, 1 - (top - (byWords.scores.vector ?? Math.min(...cosines))) / great, 1),
  };
}

function within(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
