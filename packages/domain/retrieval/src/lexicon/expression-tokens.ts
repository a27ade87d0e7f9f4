import { foldText } from '../fold-text.ts';
import { stemOf } from '../latin-terms.ts';
import { unspaced } from '../unspaced-scripts.ts';

/** A word, a number or one character of a script without spaces; offsets are into the folded text. */
export interface ExpressionToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether only white space or connectors lie between it and the one before. */
  readonly adjoins: boolean;
}

const token = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}])+|\\p{N}+`, 'gu');
const connecting = /^(?:\s*|[-_./&+:'’·]| ?[-&+/] ?)$/u;

/** The smallest pieces that expressions are compared by: letters and digits part, English loses its endings. */
export function expressionTokens(folded: string): ExpressionToken[] {
  let last = 0;
  return [...folded.matchAll(token)].map(({ 0: text, index: start }) => {
    const end = start + text.length;
    const adjoins = start > 0 && connecting.test(folded.slice(last, start));
    last = end;
    return { text: /^[a-z]+$/.test(text) ? stemOf(text) : text, start, end, adjoins };
  });
}

/** Equal for spellings of one expression: e-HRMS and eHRMS, 年假 and 年 假, ISO 27001 and ISO27001. */
export function expressionKey(expression: string): string {
  return expressionTokens(foldText(expression))
    .map(({ text }) => text)
    .join('');
}
