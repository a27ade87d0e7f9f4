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
import type { QuestionLikeness } from './sentence-likeness.ts';

export interface EvidenceAssessment {
  /** Calibrated probability that the Passages answer the question, 0…1. */
  readonly probability: number;
  readonly basis: EvidenceBasis;
  /** A name, number or identifier of the question that no Passage holds. */
  readonly missingName?: string;
  /** Whether that alone leaves nothing to say. */
  readonly isVetoed: boolean;
  readonly features: EvidenceFeatures;
}

/** What the judgement needs of a search. */
type Found = Pick<SearchResult, 'passages' | 'spaceName'>;

/** How likely it is that the Passages hold an answer to the question. Pure and deterministic. */
export function assessEvidence(
  question: string,
  result: Found,
  likeness?: QuestionLikeness,
): EvidenceAssessment {
  const evidence = evidenceOf(question, result, likeness);
  const { basis, features, isVetoed } = evidence;
  return { probability: isVetoed ? 0 : probabilityOf(features, evidenceModel[basis]), ...evidence };
}

/** The signals alone, as the regressions are fitted on them. */
export function evidenceOf(
  question: string,
  result: Found,
  likeness?: QuestionLikeness,
): Omit<EvidenceAssessment, 'probability'> {
  const read = readQuestion(question);
  const passages = result.passages.map(readPassage);
  const byWords = wordFeatures(read, passages);
  const basis = basisOf(read, result, byWords, likeness);
  const texts = passages.flatMap(({ sentences, heading }) => [heading, ...sentences]);
  const missing = read.units.filter(
    (unit) =>
      unit.isName &&
      !isSmallNumber.test(unit.key) &&
      (basis !== 'translated' || keepsForm(read, unit)) &&
      presence(unit, texts) === 0,
  );
  const missingName = (missing.find(({ key }) => isIdentifier.test(key)) ?? missing[0])?.key;
  const features = {
    ...byWords,
    ...meaningFeatures(result.passages),
    unnamed: Number(missingName !== undefined),
    open: Number(read.answerKind === undefined),
    ...sentenceFeatures(question, passages, likeness),
  };
  // Where meanings were compared, the source may have another name for the same thing, but no other identifier.
  const isVetoed = missingName !== undefined && (basis !== 'sentences' || isIdentifier.test(missingName));
  return { basis, features, isVetoed, ...(missingName === undefined ? {} : { missingName }) };
}

/** May be written in words or as an ordinal; that it is missing counts, but is no proof. Years and long numbers are names. */
const isSmallNumber = /^\d{1,3}(?:\.\d+)?$/;

const isIdentifier = /[a-z].*\d|\d.*[a-z]/;

/** A question that shares less of its words with the best sentence of the other language was not answered in passing. */
const sharedAcrossLanguages = 0.5;

function basisOf(
  question: ReadQuestion,
  { passages, spaceName }: Found,
  { context }: Pick<EvidenceFeatures, 'context'>,
  likeness: QuestionLikeness | undefined,
): EvidenceBasis {
  if (spaceName !== evidenceSpace || !passages.some(({ scores }) => scores.vector !== undefined))
    return 'words';
  if (isForeign(question, passages[0]) && context < sharedAcrossLanguages) return 'translated';
  return likeness && likeness.parts.size > 0 ? 'sentences' : 'meaning';
}

/** Whether a Passage is in the other language than the question, of Chinese and English. */
function isForeign({ folded }: Pick<ReadQuestion, 'folded'>, passage: Passage | undefined): boolean {
  if (!passage || passage.language === 'und') return false;
  return isChineseText(folded) !== isChinese(passage.language);
}

/** Identifiers and numbers are written alike in both languages, and Latin names keep their form in Chinese. */
function keepsForm({ folded }: ReadQuestion, { key, kind }: SubjectUnit): boolean {
  return /\d/.test(key) || (kind === 'word' && isChineseText(folded));
}

type WordSignal = 'context' | 'passage' | 'anywhere' | 'missing' | 'typed' | 'named' | 'margin';
type SentenceSignal = 'likeness' | 'spread' | 'apart' | 'holds' | 'lacking';

function wordFeatures(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
): Pick<EvidenceFeatures, WordSignal> {
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

/** Of sentences: where their cosines begin, and what makes the most of a difference between two. */
const [unlike, alike] = [0.75, 0.95];
const farApart = 0.05;
/** A unit is lacking by this share where leaving it out changes nothing, and wholly where it brings sources nearer by `clearly`. */
const lackingAnyway = 0.3;
const clearly = 0.014;

function sentenceFeatures(
  question: string,
  passages: readonly ReadPassage[],
  likeness: QuestionLikeness | undefined,
): Pick<EvidenceFeatures, SentenceSignal> {
  const none = { likeness: 0, spread: 0, apart: 0, holds: 0, lacking: 0 };
  const compared = likeness?.parts.get(question);
  if (!likeness || !compared || compared.size === 0) return none;
  const cosines = [...compared.values()];
  const top = Math.max(...cosines);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const read = readQuestion(question);
  const best = rankSentences(read, passages, { likeness: compared }).find(
    ({ span }) => span.kind !== 'heading',
  );
  const passage = passages.find((candidate) => candidate.passage === best?.passage);
  const around = passage ? [passage.heading, ...passage.sentences] : [];
  const weights = weighQuestion(read, passages);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const lacking = [...weights].map(([unit, weight]) => {
    const nearer = likeness.without.get(unit.key) ?? 0;
    const share = within(0, lackingAnyway + ((1 - lackingAnyway) * nearer) / clearly, 1);
    return weight * (1 - presence(unit, around)) * share;
  });
  return {
    likeness: within(0, (top - unlike) / (alike - unlike), 1),
    spread: within(0, (top - mean) / great, 1),
    apart: within(0, (best?.distance ?? 0) / farApart, 1),
    holds: Number(best?.satisfies ?? false),
    lacking: lacking.reduce((sum, share) => sum + share, 0) / total,
  };
}

function within(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
