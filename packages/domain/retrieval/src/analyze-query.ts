import type { Language } from '@groundwork/kernel';
import { analyzeText } from './analyze-text.ts';
import { toSimplified } from './fold-text.ts';
import { chineseQuestionWords } from './stopwords.ts';

export interface AnalyzedQuery {
  /** By term, what its BM25 is multiplied by. */
  readonly terms: ReadonlyMap<string, number>;
  readonly language: Language;
}

/** A single character is found in many texts by chance; it counts for half a word. Measured, .25 to .75 is flat. */
const characterWeight = 0.5;
const singleHan = /^\p{Script=Han}$/u;

/** The terms of a question, without the words that merely make it a question. */
export function analyzeQuery(query: string): AnalyzedQuery {
  const all = analyzeText(query);
  const terms = new Map<string, number>();
  for (const [term, count] of all) {
    if (!chineseQuestionWords.has(term))
      terms.set(term, singleHan.test(term) ? count * characterWeight : count);
  }
  // Nothing but question words: search for them after all.
  return { terms: terms.size > 0 ? terms : all, language: queryLanguage(query) };
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
