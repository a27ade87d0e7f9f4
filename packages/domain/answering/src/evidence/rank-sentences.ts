import type { Passage } from '@groundwork/retrieval';
import type { SentenceSpan } from '../text/split-sentences.ts';
import { holdsKind } from './answer-kind.ts';
import { isCommon } from './common-words.ts';
import {
  contextOf,
  presence,
  readText,
  type ReadPassage,
  type ReadSentence,
  type ReadText,
} from './read-passage.ts';
import type { ReadQuestion, SubjectUnit } from './read-question.ts';
import type { SentenceLikeness } from './sentence-likeness.ts';

/** A sentence of a Passage with how well it fits the question. */
export interface RankedSentence {
  readonly passage: Passage;
  /** Position among the Passage's sentences. */
  readonly index: number;
  readonly span: SentenceSpan;
  readonly text: string;
  /** Share (0…1) of the question's weight that the sentence itself holds. */
  readonly coverage: number;
  /** The same with what tells what the sentence is about. */
  readonly contextCoverage: number;
  /** Whether it holds the kind of thing asked for: a date, a number, a name. */
  readonly satisfies: boolean;
  /** How much farther in meaning (cosine) than the nearest sentence; 0 where nothing was compared. */
  readonly distance: number;
  readonly score: number;
}

/** Of kinds of units, beside an ordinary word's 1. */
const importance = { name: 1.5, common: 0.4, character: 0.5 } as const;

/**
 * How much each unit of the question counts: its rarity among the sentences at hand (ln((n + 1) / (df + ½)), so that a
 * word found nowhere weighs most), times its importance.
 */
export function weighQuestion(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
): ReadonlyMap<SubjectUnit, number> {
  const sentences = passages.flatMap((passage) => passage.sentences);
  return new Map(
    question.units.map((unit) => {
      const frequency = sentences.filter((sentence) => presence(unit, [sentence]) === 1).length;
      const rarity = Math.log((sentences.length + 1) / (frequency + 0.5));
      return [unit, rarity * importanceOf(unit)];
    }),
  );
}

function importanceOf(unit: SubjectUnit): number {
  if (unit.isName) return importance.name;
  if (isCommon(unit.key)) return importance.common;
  return unit.kind === 'han' && unit.key.length === 1 ? importance.character : 1;
}

/** Share of the question's weight that stands in the texts. */
export function coverageOf(weights: ReadonlyMap<SubjectUnit, number>, texts: readonly ReadText[]): number {
  let found = 0;
  let total = 0;
  for (const [unit, weight] of weights) {
    total += weight;
    found += weight * presence(unit, texts);
  }
  return total === 0 ? 0 : found / total;
}

/** Does the text hold the kind of thing asked for, apart from what the question brought along itself? */
export function holdsAnswerKind(question: ReadQuestion, folded: string, inTable = false): boolean {
  if (question.answerKind === undefined) return true;
  const given = question.names.filter((name) => /\d/.test(name));
  const own = given.reduce((text, name) => text.replaceAll(name, ' '), folded);
  return holdsKind(question.answerKind, own, inTable);
}

/** Chosen on the tuning part of the demo's questions; the order of sentences is flat within ±30 % of each. */
const weight = {
  coverage: 1,
  context: 0.7,
  satisfies: 0.25,
  rank: 0.15,
  placed: 0.3,
  kind: 0.2,
  density: 0.1,
  key: 0.25,
  table: 0.2,
  /** For a cosine that is less by 1; they differ by hundredths. */
  likeness: 4,
} as const;
/** What sharing a word with a row's first cell is worth, beside naming it. */
const cellShare = 0.5;
const penalty = { head: 0.6, question: 0.4, label: 0.35 } as const;
/** Characters up to which a line without an end is taken for a label: a section's title, a page's foot. */
const longestLabel = 60;

interface RankingOptions {
  /** Evidence is judged without the preference for tables: their rows say little. */
  readonly prefersTables?: boolean;
  /** Where a model has compared meanings. */
  readonly likeness?: SentenceLikeness;
}

/** All sentences of the Passages, best first. */
export function rankSentences(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
  { prefersTables = true, likeness }: RankingOptions = {},
): RankedSentence[] {
  const weights = weighQuestion(question, passages);
  const cosines = [...(likeness?.values() ?? [])];
  const [nearest, farthest] = [Math.max(...cosines), Math.min(...cosines)];
  /** How much farther in meaning than the nearest; those that were not compared count as the farthest. */
  const distance = (sentence: ReadSentence): number =>
    likeness && cosines.length > 0 ? nearest - (likeness.get(sentence) ?? farthest) : 0;
  const ranked = passages.flatMap((read, position) =>
    read.sentences.map((sentence, index): RankedSentence => {
      const { span, text, folded, keys } = sentence;
      const coverage = coverageOf(weights, [sentence]);
      const contextCoverage = coverageOf(weights, [sentence, ...contextOf(read, index)]);
      const satisfies = holdsAnswerKind(question, folded, span.kind === 'row');
      const away = distance(sentence);
      const score =
        weight.coverage * coverage +
        weight.context * (contextCoverage - coverage) +
        (satisfies
          ? (likeness && question.answerKind ? weight.kind : 0) + (coverage > 0 ? weight.satisfies : 0)
          : 0) +
        (likeness ? weight.placed : weight.rank) / (1 + position) +
        (weight.density * coverage * 12) / Math.max(12, keys.size) +
        // A table of what is asked for is about it, though its rows do not repeat the words of its head.
        (span.kind === 'row' &&
        prefersTables &&
        question.answerKind === 'duration' &&
        satisfies &&
        !sentence.isHead
          ? weight.table
          : 0) +
        (span.kind === 'row' ? weight.key * aboutness(question, folded) : 0) -
        (isLabel(span, text) ? penalty.label : 0) -
        (span.kind === 'heading' || sentence.isHead ? penalty.head : 0) -
        (/[?？]["'”’]?$/u.test(text) ? penalty.question : 0) -
        weight.likeness * away;
      return {
        passage: read.passage,
        index,
        span,
        text,
        coverage,
        contextCoverage,
        satisfies,
        distance: away,
        score,
      };
    }),
  );
  return ranked.sort((a, b) => b.score - a.score || a.passage.rank - b.passage.rank || a.index - b.index);
}

/** A table's row is about what its first cell names: 1 where the question names it, less where it shares its words. */
function aboutness(question: ReadQuestion, folded: string): number {
  const cell = (folded.replace(/^\|/, '').split(/[|\t]/)[0] ?? '').trim();
  if (question.names.some((name) => cell.startsWith(name))) return 1;
  const words = readText(cell);
  const held = question.units.some((unit) => !isCommon(unit.key) && presence(unit, [words]) > 0.5);
  return held ? cellShare : 0;
}

/** Says nothing by itself: a short line that does not end like a sentence. */
function isLabel({ kind }: SentenceSpan, text: string): boolean {
  return (
    kind === 'sentence' &&
    text.length <= longestLabel &&
    !/[.。!！?？;；:：…,，]["'”’」』）)\]]*$/u.test(text)
  );
}
