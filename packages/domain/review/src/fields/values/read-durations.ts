import type { Span } from '@groundwork/kernel';
import type { Duration } from './calendar-date.ts';
import {
  englishNumeral,
  englishOrdinal,
  parseEnglishInteger,
  parseEnglishOrdinal,
} from './english-numerals.ts';
import { foldWidth } from './fold-width.ts';
import { hanNumeral, parseHanInteger } from './han-numerals.ts';
import { readDates } from './read-dates.ts';

/** A span of time as one text writes it. Weeks are given in days, quarters in months. */
export interface DurationMention extends Span, Duration {
  /** Where words and figures stand side by side, "thirty (60) days", and differ. */
  readonly mismatch?: { readonly words: number; readonly figures: number };
}

// White space is bounded: rows of blanks and dashes would make every start of a match expensive.
const english = new RegExp(
  `(?:(?<words>${englishNumeral})|(?<![\\d.,$])(?<plain>\\d{1,4}(?:\\.5)?)|(?=\\())\\s{0,3}-?\\s{0,3}(?:\\(\\s?(?<figures>\\d{1,4}(?:\\.5)?)\\s?\\)?)?[\\s-]{0,3}(?:(?:consecutive|full|complete|additional|successive)[\\s-]{1,3})*(?<kind>business|working|banking|trading|calendar)?[\\s-]{0,3}(?<unit>days?|weeks?|months?|years?|quarters?)(?:\\(s\\))?(?![a-z])`,
  'giu',
);
const anniversary = new RegExp(
  `(?:(?<ordinal>${englishOrdinal})|(?<![\\d])(?<number>\\d{1,2})(?:st|nd|rd|th))(?:\\s*\\(\\s*\\d{1,2}\\s*(?:st|nd|rd|th)?\\s*\\))?[\\s-]+(?:year\\s+)?anniversary`,
  'giu',
);
const chinese = new RegExp(
  `(?<![第\\d.年月])(?:(?<number>\\d{1,4}(?:\\.5)?|[${hanNumeral}]{1,6})\\s*(?:\\(\\s*(?<figures>\\d{1,4})\\s*\\)\\s*)?(?:个?(?<half>半)?)?\\s*(?<unit>个工作日|工作日|个交易日|个自然日|自然日|日历日|个日历日|天|日|个星期|星期|个?周(?!岁|期|转|边)|个月|月(?=内)|周年|年|个季度)(?<andHalf>半)?|(?<lone>半年|半个月))`,
  'gu',
);

/** Every span of time of a text, in order; dates and the ordinals in them are none. */
export function readDurations(text: string): DurationMention[] {
  const folded = foldWidth(text);
  const dates = readDates(text);
  const found: DurationMention[] = [];
  const add = (
    match: RegExpExecArray,
    duration: Omit<DurationMention, 'start' | 'end'> | undefined,
  ): void => {
    const start = match.index + (/^[\s-]*/.exec(match[0])?.[0].length ?? 0);
    const end = match.index + match[0].length;
    const overlaps = (known: Span): boolean => known.start < end && known.end > start;
    if (duration && duration.amount > 0 && !dates.some(overlaps) && !found.some(overlaps))
      found.push({ start, end, ...duration });
  };
  for (const match of folded.matchAll(english)) add(match, fromEnglish(match.groups ?? {}));
  for (const match of folded.matchAll(anniversary)) add(match, fromAnniversary(match.groups ?? {}));
  for (const match of folded.matchAll(chinese)) add(match, fromChinese(match.groups ?? {}));
  return found.sort((a, b) => a.start - b.start);
}

type Groups = Record<string, string | undefined>;

function fromEnglish(groups: Groups): Omit<DurationMention, 'start' | 'end'> | undefined {
  const inWords = groups['words'] === undefined ? undefined : parseEnglishInteger(groups['words']);
  const words = inWords === undefined ? undefined : Number(inWords);
  const inFigures = groups['figures'] ?? groups['plain'];
  const number = inFigures === undefined ? undefined : Number(inFigures);
  const count = number ?? words;
  if (count === undefined) return undefined;
  const unit = groups['unit']!.toLowerCase().replace(/s$/, '');
  const business = /^(?:business|working|banking|trading)$/i.test(groups['kind'] ?? '');
  const differs = words !== undefined && number !== undefined && words !== number;
  return {
    ...toDuration(count, business ? 'business-day' : unit),
    ...(differs && { mismatch: { words, figures: number } }),
  };
}

function fromAnniversary(groups: Groups): Omit<DurationMention, 'start' | 'end'> | undefined {
  const count = groups['ordinal'] ? parseEnglishOrdinal(groups['ordinal']) : Number(groups['number']);
  return count === undefined ? undefined : { amount: count, unit: 'year' };
}

function fromChinese(groups: Groups): Omit<DurationMention, 'start' | 'end'> | undefined {
  if (groups['lone'] === '半年') return { amount: 6, unit: 'month' };
  if (groups['lone'] === '半个月') return { amount: 15, unit: 'day' };
  const written = groups['number']!;
  const value = /^\d/.test(written) ? Number(written) : parseHanInteger(written);
  if (value === undefined) return undefined;
  const words = Number(value);
  const figures = groups['figures'] === undefined ? undefined : Number(groups['figures']);
  const unit = groups['unit']!.replace(/^个/, '');
  const count = figures ?? words;
  // "2024年" is a year of the calendar, not a span of 2024 years.
  if (/年$/.test(unit) && count > 200) return undefined;
  const differs = figures !== undefined && figures !== words;
  const half = groups['half'] !== undefined || groups['andHalf'] !== undefined;
  const duration = toDuration(count, chineseUnits[unit] ?? 'day');
  return {
    ...(half ? addHalf(duration) : duration),
    ...(differs && { mismatch: { words, figures } }),
  };
}

const chineseUnits: Readonly<Record<string, string>> = {
  工作日: 'business-day',
  交易日: 'business-day',
  星期: 'week',
  周: 'week',
  月: 'month',
  年: 'year',
  周年: 'year',
  季度: 'quarter',
};

function toDuration(count: number, unit: string): Duration {
  switch (unit) {
    case 'business-day':
    case 'month':
      return { amount: count, unit };
    case 'week':
      return { amount: count * 7, unit: 'day' };
    case 'quarter':
      return { amount: count * 3, unit: 'month' };
    case 'year':
      return Number.isInteger(count)
        ? { amount: count, unit: 'year' }
        : { amount: count * 12, unit: 'month' };
    default:
      return { amount: count, unit: 'day' };
  }
}

function addHalf({ amount, unit }: Duration): Duration {
  if (unit === 'year') return { amount: amount * 12 + 6, unit: 'month' };
  if (unit === 'month') return { amount: amount * 30 + 15, unit: 'day' };
  return { amount, unit };
}
