import type { Passage } from '@groundwork/retrieval';
import { keysOf, pairAt } from '../text/content-terms.ts';
import { fold } from '../text/fold-text.ts';
import { splitSentences, type SentenceSpan } from '../text/split-sentences.ts';
import type { QuestionType, ReadQuestion } from './read-question.ts';

/** A sentence of a Passage with how well it fits the question. */
export interface RankedSentence {
  readonly passage: Passage;
  /** Position among the Passage's sentences. */
  readonly index: number;
  readonly span: SentenceSpan;
  readonly text: string;
  /** Share (0…1) of the question's weight that the sentence itself holds. */
  readonly coverage: number;
  /** The same with title, headings and the sentence before it. */
  readonly contextCoverage: number;
  /** Whether it holds the kind of thing asked for: a date, a number, a name. */
  readonly satisfies: boolean;
  readonly score: number;
}

/** A Passage cut into sentences, with their keys. */
export interface ReadPassage {
  readonly passage: Passage;
  readonly sentences: readonly {
    readonly span: SentenceSpan;
    readonly text: string;
    readonly folded: string;
    readonly keys: ReadonlySet<string>;
  }[];
  readonly headingKeys: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

export function readPassage(passage: Passage): ReadPassage {
  const sentences = splitSentences(passage.text).map((span) => {
    const text = passage.text.slice(span.start, span.end);
    const folded = fold(text);
    return { span, text, folded, keys: keysOf(folded) };
  });
  const headingKeys = keysOf(fold([passage.title, ...passage.headingPath].join(' ¦ ')));
  return {
    passage,
    sentences,
    headingKeys,
    keys: new Set([...headingKeys, ...sentences.flatMap(({ keys }) => [...keys])]),
  };
}

/**
 * How much each subject token of the question counts: its rarity among the sentences at hand (ln((n + 1) / (df + ½)), so
 * that a word found nowhere weighs most). A Chinese character counts half, with the rarity of the pairs it is part of.
 */
export function weighQuestion(
  question: ReadQuestion,
  passages: readonly ReadPassage[],
): ReadonlyMap<number, number> {
  const sentences = passages.flatMap(({ sentences: list }) => list);
  const rarity = (key: string): number => {
    const frequency = sentences.filter(({ keys }) => keys.has(key)).length;
    return Math.log((sentences.length + 1) / (frequency + 0.5));
  };
  return new Map(
    question.subject.map((index) => {
      const token = question.tokens[index];
      if (token?.kind !== 'han') return [index, rarity(token?.key ?? '')];
      const pairs = [pairAt(question.tokens, index - 1), pairAt(question.tokens, index)].filter(
        (pair) => pair !== undefined,
      );
      const rarities = pairs.length > 0 ? pairs.map(rarity) : [rarity(token.key)];
      return [index, 0.5 * Math.min(...rarities)];
    }),
  );
}

/** Share of the question's weight whose tokens are among `keys`; a Chinese character must be there as part of a pair. */
export function coverageOf(
  question: ReadQuestion,
  weights: ReadonlyMap<number, number>,
  has: (key: string) => boolean,
): number {
  let found = 0;
  let total = 0;
  for (const [index, weight] of weights) {
    total += weight;
    if (isCovered(question, index, has)) found += weight;
  }
  return total === 0 ? 0 : found / total;
}

export function isCovered(question: ReadQuestion, index: number, has: (key: string) => boolean): boolean {
  const token = question.tokens[index];
  if (!token) return false;
  if (token.kind !== 'han') return has(token.key);
  const pairs = [pairAt(question.tokens, index - 1), pairAt(question.tokens, index)].filter(
    (pair) => pair !== undefined,
  );
  return pairs.length === 0 ? has(token.key) : pairs.some(has);
}

const number =
  /\d|[一二三四五六七八九十百千万两]+(?:个|天|日|年|月|周|次|元|名|人|倍|折|小时|分钟)|百分之|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|once|twice|half|no|none)\b/u;
const satisfied: Readonly<Partial<Record<QuestionType, RegExp>>> = {
  when: /\b(?:1\d{3}|20\d{2})\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days?|weeks?|months?|years?|before|after|until|once|upon|when|daily|annually|monthly|century)\b|\d[年月日天周点时]|[一二三四五六七八九十]+[年月日天]|工作日|每[年月周日天]|之前|之后|以前|当天|世纪|期间/u,
  'how-long': /(?:\d|[一二三四五六七八九十两半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety)\b).{0,18}(?:days?|weeks?|months?|years?|hours?|minutes?|天|日|周|个月|月|年|小时|分钟)|\b(?:daily|weekly|monthly|annually|immediately|yearly)\b|每[天周月年]|立即/u,
  'how-many': number,
  'how-much': number,
  who: /[\p{L}]{2,}/u,
  'yes-no': /\b(?:may|can|cannot|must|not|no|never|only|allowed|required|eligible|entitled|yes|is|are|will)\b|可以|不得|不能|不可|必须|允许|禁止|应当|有权|需|是|不|无/u,
}; // prettier-ignore

/** Fitted by hand on the demo questions; the order of sentences is flat within ±30 % of each. */
const weight = { coverage: 1, context: 0.6, satisfies: 0.25, rank: 0.15, density: 0.1 } as const;

/** All sentences of the Passages, best first. */
export function rankSentences(question: ReadQuestion, passages: readonly ReadPassage[]): RankedSentence[] {
  const weights = weighQuestion(question, passages);
  const pattern = satisfied[question.type];
  const ranked = passages.flatMap(({ passage, sentences, headingKeys }, position) =>
    sentences.map(({ span, text, folded, keys }, index): RankedSentence => {
      const previous = sentences[index - 1]?.keys;
      const coverage = coverageOf(question, weights, (key) => keys.has(key));
      const contextCoverage = coverageOf(
        question,
        weights,
        (key) => keys.has(key) || headingKeys.has(key) || previous?.has(key) === true,
      );
      const satisfies = pattern === undefined || pattern.test(folded);
      const score =
        weight.coverage * coverage +
        weight.context * (contextCoverage - coverage) +
        (satisfies && coverage > 0 ? weight.satisfies : 0) +
        weight.rank / (1 + position) +
        (weight.density * coverage * 12) / Math.max(12, keys.size) -
        (span.kind === 'heading' ? 0.5 : 0) -
        (/[?？]["'”’]?$/u.test(text) ? 0.4 : 0);
      return { passage, index, span, text, coverage, contextCoverage, satisfies, score };
    }),
  );
  return ranked.sort((a, b) => b.score - a.score || a.passage.rank - b.passage.rank || a.index - b.index);
}
