import { toArabicDigits } from './chinese-numerals.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const han = '[〇零一二三四五六七八九十]';
const year = new RegExp(`\\d{4}|${han}{4}`);
const patterns = {
  chinese: new RegExp(
    `(\\d{4}|${han}{4}) ?年 ?(\\d{1,2}|${han}{1,3}) ?月 ?(\\d{1,2}|${han}{1,3}) ?[日号]`,
    'g',
  ),
  dayFirst: new RegExp(`(?<![\\d.])(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${month},? (\\d{4})(?!\\d)`, 'g'),
  monthFirst: new RegExp(`(?<![a-z])${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, 'g'),
  yearFirst: /(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d]|[./-]\d)/g,
  yearLast: /(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d]|[./-]\d)/g,
} as const;

/**
 * Dates of a folded text as ISO 8601, however they are written in Chinese or English, where that is not how they are
 * written. 3/4/2024 is two dates, for nobody knows which is meant.
 */
export function dateTerms(folded: string): string[] {
  if (!year.test(folded)) return [];
  const dates = new Set<string>();
  const add = (year: string, monthNumber: number, day: string) => {
    const dayNumber = Number(toArabicDigits(day));
    if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return;
    const two = (number: number) => String(number).padStart(2, '0');
    dates.add(`${toArabicDigits(year)}-${two(monthNumber)}-${two(dayNumber)}`);
  };
  const all = (pattern: RegExp) => [...folded.matchAll(pattern)].map(([, ...groups]) => groups as string[]);
  const named = (name: string) => months.indexOf(name.slice(0, 3)) + 1;
  for (const [y, m, d] of all(patterns.chinese)) add(y!, Number(toArabicDigits(m!)), d!);
  for (const [d, m, y] of all(patterns.dayFirst)) add(y!, named(m!), d!);
  for (const [m, d, y] of all(patterns.monthFirst)) add(y!, named(m!), d!);
  for (const [y, sign, m, d] of all(patterns.yearFirst)) {
    // Written so, it is a term as it stands.
    if (sign !== '-' || m!.length < 2 || d!.length < 2) add(y!, Number(m), d!);
  }
  for (const [first, , second, y] of all(patterns.yearLast)) {
    add(y!, Number(second), first!);
    add(y!, Number(first), second!);
  }
  return [...dates];
}
