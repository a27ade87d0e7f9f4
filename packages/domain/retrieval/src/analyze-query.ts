import type { Language } from '@groundwork/kernel';
import { analyzeText, identifiersOf } from './analyze-text.ts';
import { chineseReferences } from './chinese-numerals.ts';
import type { Phrase, QueryTerms, WeightedTerms, Wording } from './chunk-index.ts';
import { foldText, toSimplified } from './fold-text.ts';
import { identifierSpellings } from './identifier-spellings.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { phraseForm } from './phrase-form.ts';
import { quotedPhrases } from './quoted-phrases.ts';
import { chineseQuestionWords } from './stopwords.ts';
import { unspaced } from './unspaced-scripts.ts';

export interface AnalyzedQuery extends QueryTerms {
  readonly language: Language;
}

/** A single character is found in many texts by chance; it counts for half a word. Measured, .25 to .75 is flat. */
const characterWeight = 0.5;
const unspacedTerm = new RegExp(`^[${unspaced}]`, 'u');
const singleHan = /^\p{Script=Han}$/u;

/** An identifier is what the query is about, and its fragments are found in others like it. */
const identifierWeight = 2;

/** What the pairs and characters of 第十二条 lose, for they make up 第十三条 and 第二条 too. */
const fragmentShare = 0.5;

/** What a synonym counts beside the word that was asked for. Measured, .5 to 1 is flat; below 1, so that the word itself stands first. */
const synonymShare = 0.8;

/**
 * What to look for: the terms of a question, without the words that merely make it a question; what it quotes, word for
 * word; identifiers in either spelling; and what the Tenant's lexicon knows of it.
 */
export function analyzeQuery(query: string, lexicon?: Lexicon): AnalyzedQuery {
  const terms = new Map(queryTerms(query));
  const groups: Wording[][] = [];
  const phrases = quotedPhrases(query);
  for (const { text, others } of lexicon?.find(query) ?? []) {
    phrases.push(...keepWhole(text, terms));
    if (others.length > 0) groups.push(...toGroup(take(queryTerms(text), terms), others, synonymShare));
  }
  for (const { written, other } of identifierSpellings(foldText(query))) {
    groups.push(...toGroup(take(queryTerms(written), terms), [other], identifierWeight));
  }
  return {
    terms,
    ...(groups.length > 0 && { groups }),
    ...(phrases.length > 0 && { phrases }),
    language: queryLanguage(query),
  };
}

function queryTerms(text: string): WeightedTerms {
  const all = analyzeText(text);
  const terms = new Map<string, number>();
  const identifiers = identifiersOf(text);
  for (const [term, count] of all) {
    if (!chineseQuestionWords.has(term)) terms.set(term, count * weightOf(term, identifiers));
  }
  for (const written of chineseReferences(foldText(text))) {
    for (const [term, count] of analyzeText(written)) {
      if (!identifiers.has(term) && terms.has(term))
        subtract(terms, term, count * weightOf(term, identifiers) * fragmentShare);
    }
  }
  // Nothing but question words: search for them after all.
  return terms.size > 0 ? terms : all;
}

function weightOf(term: string, identifiers: ReadonlySet<string>): number {
  if (identifiers.has(term)) return identifierWeight;
  return singleHan.test(term) ? characterWeight : 1;
}

/** An expression of the lexicon: its characters say nothing one by one, and where it stands as a whole it counts once more. */
function keepWhole(text: string, terms: Map<string, number>): Phrase[] {
  const own = new Map(queryTerms(text));
  for (const [term, weight] of own) {
    if (!singleHan.test(term) || own.size === 1) continue;
    subtract(terms, term, weight);
    own.delete(term);
  }
  return own.size < 2 ? [] : [{ form: phraseForm(text), terms: own, counts: 'rarest-term' }];
}

function toGroup(own: WeightedTerms, others: readonly string[], share: number): Wording[][] {
  if (own.size === 0) return [];
  const wordings = others.map((other): Wording => {
    const terms = queryTerms(other);
    return { terms, share, needs: [...terms.keys()].filter(isSureTerm) };
  });
  return [[{ terms: own, share: 1 }, ...wordings]];
}

/** Whether a term is in every text that holds the expression: a segmenter may cut words otherwise there, never pairs. */
function isSureTerm(term: string): boolean {
  return !unspacedTerm.test(term) || Array.from(term).length === 2;
}

/** Moves an expression's terms out of the query's, as far as no other expression has them already. */
function take(expression: WeightedTerms, terms: Map<string, number>): WeightedTerms {
  const taken = new Map<string, number>();
  for (const [term, weight] of expression) {
    const there = Math.min(weight, terms.get(term) ?? 0);
    if (there === 0) continue;
    taken.set(term, there);
    subtract(terms, term, there);
  }
  return taken;
}

function subtract(terms: Map<string, number>, term: string, weight: number): void {
  const left = (terms.get(term) ?? 0) - weight;
  if (left > 1e-9) terms.set(term, left);
  else terms.delete(term);
}

/** By script: enough to choose a leg's weight, too little text to tell languages of one script apart. */
export function queryLanguage(query: string): Language {
  const count = (script: RegExp) => query.match(script)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  if (kana > 0 && kana * 4 >= han) return 'ja';
  if (hangul > han) return 'ko';
  // A character says about as much as four letters, and names stay Latin in Chinese questions.
  if (han > 0 && han * 8 >= latin) return toSimplified(query) === query ? 'zh-Hans' : 'zh-Hant';
  return latin > 0 ? 'en' : 'und';
}
