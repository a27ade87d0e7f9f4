import type { Span } from '@groundwork/kernel';
import { formatDecimal, parseDecimal, shiftDecimal } from './decimal.ts';
import { englishNumeral, parseEnglishInteger } from './english-numerals.ts';
import { foldWidth } from './fold-width.ts';
import { hanNumeral, parseHanDecimal } from './han-numerals.ts';

/** A share as one text writes it. */
export interface PercentageMention extends Span {
  /** Exact decimal string: 20 % is "20", 万分之五 is "0.05". */
  readonly percent: string;
  /** What the share falls due for, again and again: 每日, per month, per annum. */
  readonly per?: 'day' | 'month' | 'year';
}

const figures = /(?<![\d.])(?<number>\d+(?:\.\d+)?)\s*(?<sign>%|‰|percent\b|per\s+cent\b|per\s+mille\b)/giu;
const fraction = new RegExp(
  `(?<base>百|千|万)分之\\s*(?<number>\\d+(?:\\.\\d+)?|[${hanNumeral}]+(?:点[${hanNumeral}]+)?)`,
  'gu',
);
const words = new RegExp(`(?<words>${englishNumeral})\\s+(?:percent\\b|per\\s+cent\\b)`, 'giu');
const spans: readonly (readonly ['day' | 'month' | 'year', RegExp, RegExp])[] = [
  ['day', /每\s*(?:逾期|延迟|迟延|延误|拖延|超过)?\s*(?:一|1)?\s*(?:日|天)|按日|日利率|日息/u, /^\s*(?:\/\s*(?:日|天)|per\s+day|a\s+day|daily|each\s+day|for\s+each\s+day|每日|每天|\/day)/iu],
  ['month', /每\s*(?:逾期)?\s*(?:一|1)?\s*个?月|按月|月利率|月息/u, /^\s*(?:\/\s*月|per\s+month|a\s+month|monthly|for\s+each\s+month|\/month)/iu],
  ['year', /年利率|年化|每年|按年/u, /^\s*(?:\/\s*年|per\s+annum|per\s+year|a\s+year|annually|\/year)/iu],
]; // prettier-ignore

/** Every share of a text, in order. Words beside figures ("twenty percent (20%)") are two mentions. */
export function readPercentages(text: string): PercentageMention[] {
  const folded = foldWidth(text);
  const found: PercentageMention[] = [];
  const add = (match: RegExpExecArray, percent: string | undefined): void => {
    if (percent === undefined) return;
    const span = { start: match.index, end: match.index + match[0].length };
    const per = periodAround(folded, span);
    found.push({ ...span, percent, ...(per && { per }) });
  };
  for (const match of folded.matchAll(figures)) {
    const { number = '', sign = '' } = match.groups ?? {};
    add(match, scaled(number, /^(?:‰|per\s+mille)$/i.test(sign) ? -1 : 0));
  }
  for (const match of folded.matchAll(fraction)) {
    const { base = '', number = '' } = match.groups ?? {};
    const value = parseHanDecimal(number);
    add(match, value === undefined ? undefined : scaled(value, base === '百' ? 0 : base === '千' ? -1 : -2));
  }
  for (const match of folded.matchAll(words)) {
    const value = parseEnglishInteger(match.groups?.['words'] ?? '');
    add(match, value === undefined ? undefined : String(value));
  }
  return found.sort((a, b) => a.start - b.start);
}

function scaled(number: string, power: number): string | undefined {
  const value = parseDecimal(number);
  return value && formatDecimal(shiftDecimal(value, power));
}

/** The period is named before the share within the same half-sentence, or right behind it. */
function periodAround(text: string, { start, end }: Span): PercentageMention['per'] {
  const before = /[^，,。；;！!]*$/u.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  const wider = /[^。；;！!]*$/u.exec(text.slice(Math.max(0, start - 30), start))?.[0] ?? '';
  for (const [per, ahead, behind] of spans) {
    if (behind.test(text.slice(end, end + 24)) || ahead.test(before)) return per;
    if (per === 'day' && /每\s*(?:逾期|延迟|迟延)\s*(?:一|1)?\s*(?:日|天)\s*[，,]/u.test(wider)) return per;
  }
  return undefined;
}
