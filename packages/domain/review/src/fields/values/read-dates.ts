import type { Span } from '@groundwork/kernel';
import { toIsoDate } from './calendar-date.ts';
import { englishOrdinal, parseEnglishInteger, parseEnglishOrdinal } from './english-numerals.ts';
import { foldWidth } from './fold-width.ts';
import { hanNumeral, parseHanInteger } from './han-numerals.ts';

/** A whole calendar date as one text writes it. */
export interface DateMention extends Span {
  /** ISO 8601; absent where `problem` says why. */
  readonly date?: string;
  /** `ambiguous`: 01/03/2024 with nothing that tells day from month; `impossible`: 31 November. */
  readonly problem?: 'ambiguous' | 'impossible';
}

/** What tells day from month in 01/03/2024. */
export type DateOrder = 'month-first' | 'day-first';

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const month =
  '(?<name>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?';
// Scans and conversions tear the ordinal ending off its number: "1s t day", "15t h".
const ordinalEnding = '(?:\\s?(?:s\\s?t|n\\s?d|r\\s?d|t\\s?h)\\b)?';
const year = '(?<year>(?:19|20)\\d{2})(?!\\d)';
const han = `[${hanNumeral}]`;

const patterns: readonly RegExp[] = [
  `(?<year>(?:19|20)\\d{2}|[〇零○一二三四五六七八九]{4})\\s*年\\s*(?<month>\\d{1,2}|${han}{1,3})\\s*月\\s*(?<day>\\d{1,2}|${han}{1,3})\\s*[日号]`,
  `(?:中华民国|民国)\\s*(?<roc>\\d{1,3}|${han}{1,6})\\s*年\\s*(?<month>\\d{1,2}|${han}{1,3})\\s*月\\s*(?<day>\\d{1,2}|${han}{1,3})\\s*[日号]`,
  `(?<!\\d)(?<year>(?:19|20)\\d{2})\\s?(?<mark>[-/.])\\s?(?<month>\\d{1,2})\\s?\\k<mark>\\s?(?<day>\\d{1,2})(?!\\d)`,
  `\\b${month}\\s*(?<day>\\d{1,2})${ordinalEnding}\\s*[,.]?\\s*(?:of\\s+)?(?:the\\s+year\\s+)?${year}`,
  `(?<!\\d)(?<day>\\d{1,2})${ordinalEnding}(?:\\s+day)?(?:\\s+of)?[\\s-]*${month}\\s*,?[\\s-]*(?:in\\s+the\\s+year\\s+)?${year}`,
  `(?<ordinal>${englishOrdinal})(?:\\s+day)?(?:\\s*\\(\\d{1,2}${ordinalEnding}\\))?(?:\\s+day)?(?:\\s+of)?\\s+${month}\\s*,?\\s*(?:${year}|(?<yearWords>(?:two thousand|nineteen|twenty)(?:[\\s-]+(?:and|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|ninety))+))`,
  `(?<![\\d/.-])(?<first>\\d{1,2})(?<mark>[/.-])(?<second>\\d{1,2})\\k<mark>${year}(?![/-]\\d)`,
  `(?<![\\d/.-])(?<first>\\d{1,2})/(?<second>\\d{1,2})/(?<short>\\d{2})(?![\\d/])`,
].map((source) => new RegExp(source, 'giu'));

/**
 * Every whole date of a text, in order. Nothing is guessed: a numeric date that could be read two ways is `ambiguous`
 * unless `order` says how the contract writes its dates. Two-digit years are of 1970–2069.
 */
export function readDates(text: string, order?: DateOrder): DateMention[] {
  const folded = foldWidth(text);
  const found: DateMention[] = [];
  for (const pattern of patterns) {
    for (const match of folded.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (found.some((known) => known.start < span.end && known.end > span.start)) continue;
      const mention = toMention(match.groups ?? {}, order);
      if (mention) found.push({ ...span, ...mention });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** How a contract writes numeric dates, if one of them can be read in one way only and none contradicts it. */
export function inferDateOrder(text: string): DateOrder | undefined {
  const orders = new Set<DateOrder>();
  for (const [, first, second] of text.matchAll(
    /(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)/g,
  )) {
    if (Number(first) > 12 && Number(second) <= 12) orders.add('day-first');
    if (Number(second) > 12 && Number(second) <= 31 && Number(first) <= 12) orders.add('month-first');
  }
  return orders.size === 1 ? [...orders][0] : undefined;
}

type Groups = Record<string, string | undefined>;

function toMention(
  groups: Groups,
  order: DateOrder | undefined,
): Pick<DateMention, 'date' | 'problem'> | undefined {
  const yearNumber = readYear(groups);
  if (yearNumber === undefined) return undefined;
  if (groups['first'] !== undefined)
    return fromNumbers(Number(groups['first']), Number(groups['second']), yearNumber, order);
  const monthNumber = groups['name']
    ? months.findIndex((name) => name.startsWith(groups['name']!.slice(0, 3).toLowerCase())) + 1
    : readNumber(groups['month']);
  const dayNumber = groups['ordinal'] ? parseEnglishOrdinal(groups['ordinal']) : readNumber(groups['day']);
  if (monthNumber === undefined || dayNumber === undefined || dayNumber > 99) return undefined;
  const date = toIsoDate(yearNumber, monthNumber, dayNumber);
  return date ? { date } : { problem: 'impossible' };
}

function fromNumbers(
  first: number,
  second: number,
  yearNumber: number,
  order: DateOrder | undefined,
): Pick<DateMention, 'date' | 'problem'> | undefined {
  const monthFirst = toIsoDate(yearNumber, first, second);
  const dayFirst = toIsoDate(yearNumber, second, first);
  if (!monthFirst && !dayFirst) return first <= 31 && second <= 31 ? { problem: 'impossible' } : undefined;
  if (monthFirst && dayFirst && monthFirst !== dayFirst) {
    if (order === undefined) return { problem: 'ambiguous' };
    return { date: order === 'month-first' ? monthFirst : dayFirst };
  }
  return { date: (monthFirst ?? dayFirst)! };
}

function readYear(groups: Groups): number | undefined {
  if (groups['roc'] !== undefined) {
    const years = readNumber(groups['roc']);
    return years === undefined ? undefined : years + 1911;
  }
  if (groups['short'] !== undefined)
    return Number(groups['short']) + (Number(groups['short']) < 70 ? 2000 : 1900);
  if (groups['yearWords'] !== undefined) return readYearWords(groups['yearWords'].toLowerCase());
  return readNumber(groups['year']);
}

/** "two thousand and twelve", "nineteen ninety-nine", "twenty twenty". */
function readYearWords(words: string): number | undefined {
  const century = /^(nineteen|twenty)[\s-]+(.+)$/.exec(words);
  const value = century
    ? (century[1] === 'nineteen' ? 1900n : 2000n) + (parseEnglishInteger(century[2]!) ?? 1000n)
    : parseEnglishInteger(words);
  return value !== undefined && value >= 1900n && value < 2100n ? Number(value) : undefined;
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const value = parseHanInteger(text);
  return value === undefined ? undefined : Number(value);
}
