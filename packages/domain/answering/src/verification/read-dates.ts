import { hanNumeral, parseHanNumeral } from './read-numerals.ts';

/** A date or time of day as far as a text states it. */
export interface DateMention {
  readonly year?: number;
  /** 1…12; for weekdays absent. */
  readonly month?: number;
  readonly day?: number;
  /** 1 (Monday) … 7. */
  readonly weekday?: number;
  /** Minutes after midnight. */
  readonly minute?: number;
  readonly start: number;
  readonly end: number;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const monthPattern =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

const y = String.raw`(?<y>[12]\d{3}|[零〇一二三四五六七八九]{4})`;
const n = (name: string): string => `(?<${name}>\\d{1,2}|[${hanNumeral}]{1,3})`;
const mon = (name: string): string => `(?<${name}>${monthPattern})\\.?`;
const day = (name: string): string => `(?<${name}>\\d{1,2})(?:st|nd|rd|th)?`;

const patterns: readonly RegExp[] = [
  String.raw`(?<y>[12]\d{3})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)`,
  `${y}年(?:${n('m')}月(?:份)?(?:${n('d')}(?:日|号))?)?`,
  `民国(?<roc>\\d{1,3}|[${hanNumeral}]{1,4})年(?:${n('m')}月(?:${n('d')}(?:日|号))?)?`,
  `(?<!个)(?<![\\d${hanNumeral}])${n('m')}月(?!来|经|薪)(?:份)?(?:${n('d')}(?:日|号))?`,
  `\\b${day('d')}(?: day)?(?: of)? ${mon('mon')}(?:,? (?<y>[12]\\d{3}))?\\b`,
  `\\b${mon('mon')} ${day('d')}(?!\\d|,\\d{3}|%)(?:,? (?<y>[12]\\d{3}))?\\b`,
  `\\b${mon('mon')},? (?<y>[12]\\d{3})\\b`,
  `(?<=\\b(?:in|of|since|until|till|by|from|to|through|late|early|mid|every|each|between|during|before|after|and|-) ?)(?<mon>${monthPattern})\\b(?! \\d)`,
  `\\b(?<mon>january|february|april|june|july|august|september|october|november|december)\\b`,
  String.raw`\b(?<a>\d{1,2})[/.](?<b>\d{1,2})[/.](?<y>[12]\d{3})\b`,
].map((source) => new RegExp(source, 'gu'));

const timePatterns: readonly RegExp[] = [
  /(?<half>上午|下午|晚上|中午|凌晨|早上)?(?<h>\d{1,2}):(?<min>\d{2})(?::\d{2})?(?: ?(?<ampm>a\.?m\b\.?|p\.?m\b\.?))?/gu,
  /\b(?<h>\d{1,2}) ?(?<ampm>a\.?m\b\.?|p\.?m\b\.?)/gu,
  new RegExp(
    `(?<half>上午|下午|晚上|中午|凌晨|早上)(?<h>\\d{1,2}|[${hanNumeral}]{1,3})(?:点|时)(?:(?<min>\\d{1,2}|[${hanNumeral}]{1,3})分|(?<thirty>半))?`,
    'gu',
  ),
  /(?<h>\d{1,2})(?:点|时)(?:(?<min>\d{1,2})分|(?<thirty>半))?(?!间)/gu,
];

/** Dates and times of a folded text. A range already read is not read again. */
export function readDates(text: string): DateMention[] {
  const found: DateMention[] = [];
  const free = (start: number, end: number): boolean =>
    !found.some((known) => known.start < end && known.end > start);
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const date = free(match.index, end) ? toDate(match.groups ?? {}) : undefined;
      if (date) found.push({ ...date, start: match.index, end });
    }
  }
  for (const pattern of timePatterns) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const minute = free(match.index, end) ? toMinute(match.groups ?? {}) : undefined;
      if (minute !== undefined) found.push({ minute, start: match.index, end });
    }
  }
  for (const match of text.matchAll(
    /\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b|(?:周|星期|礼拜)([一二三四五六日天])/gu,
  )) {
    const weekday = match[1]
      ? weekdays.indexOf(match[1]) + 1
      : '一二三四五六日天'.indexOf(match[2] ?? '') + 1;
    found.push({ weekday: Math.min(7, weekday), start: match.index, end: match.index + match[0].length });
  }
  return found.sort((a, b) => a.start - b.start);
}

function toDate(groups: Record<string, string | undefined>): Omit<DateMention, 'start' | 'end'> | undefined {
  const year = groups['y'] ? number(groups['y']) : groups['roc'] ? number(groups['roc'])! + 1911 : undefined;
  const named = groups['mon']
    ? months.findIndex((name) => name.startsWith(groups['mon']!.slice(0, 3))) + 1
    : undefined;
  let month = named ?? number(groups['m']);
  let dayOfMonth = number(groups['d']);
  if (groups['a'] && groups['b']) {
    // 13/2/2026 is unambiguous; 3/2/2026 is read day first, the same way in a claim and in its source.
    const [a, b] = [Number(groups['a']), Number(groups['b'])];
    [dayOfMonth, month] = b > 12 ? [b, a] : [a, b];
  }
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (dayOfMonth !== undefined && (dayOfMonth < 1 || dayOfMonth > 31)) return undefined;
  if (year === undefined && month === undefined) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(dayOfMonth === undefined ? {} : { day: dayOfMonth }),
  };
}

function toMinute(groups: Record<string, string | undefined>): number | undefined {
  let hour = number(groups['h']);
  if (hour === undefined || hour > 24) return undefined;
  const afternoon = groups['ampm']?.startsWith('p') === true || /下午|晚上/.test(groups['half'] ?? '');
  if (afternoon && hour < 12) hour += 12;
  if (groups['ampm']?.startsWith('a') === true && hour === 12) hour = 0;
  return hour * 60 + (groups['thirty'] ? 30 : (number(groups['min']) ?? 0));
}

function number(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d/.test(text) ? Number(text) : parseHanNumeral(text);
}
