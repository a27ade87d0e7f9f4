import type { Span } from '@groundwork/kernel';
import { formatDecimal, parseDecimal, shiftDecimal } from './decimal.ts';
import { englishNumeral, parseEnglishInteger } from './english-numerals.ts';
import { foldWidth } from './fold-width.ts';
import { hanNumeral, parseHanInteger } from './han-numerals.ts';

/** An amount of money as one text writes it. */
export interface MoneyMention extends Span {
  /** Exact decimal string. */
  readonly amount: string;
  /** ISO 4217; absent where the text leaves it open. A bare `$` is read as USD, a bare `¥` beside Chinese as CNY. */
  readonly currency?: string;
  readonly written: 'figures' | 'words';
}

const currencies: readonly (readonly [code: string, names: string])[] = [
  ['CNY', '人民币|RMB|CNY|renminbi|yuan'],
  ['HKD', '港币|港元|港纸|HK\\$|HKD|Hong Kong dollars?'],
  ['TWD', '新台币|台币|NT\\$|NTD|TWD|New Taiwan dollars?'],
  ['USD', '美元|美金|US\\$|U\\.S\\.\\s?\\$|USD|(?:U\\.?S\\.?|United States) dollars?'],
  ['EUR', '欧元|€|EUR|euros?'],
  ['GBP', '英镑|£|GBP|pounds? sterling|pounds?'],
  ['JPY', '日元|日币|JPY|Japanese yen|yen'],
  ['SGD', '新加坡元|新元|坡币|S\\$|SGD|Singapore dollars?'],
  ['CAD', '加元|CA?\\$|CDN\\$|CAD|Canadian dollars?'],
  ['AUD', '澳元|AU?\\$|AUD|Australian dollars?'],
  ['MOP', '澳门元|MOP\\$?'],
  ['CHF', '瑞士法郎|CHF|Swiss francs?'],
  ['KRW', '韩元|KRW|₩'],
  ['INR', '卢比|INR|Rs\\.|₹|rupees?'],
  ['USD', '\\$|dollars?'],
];
const anyCurrency = currencies.map(([, names]) => names).join('|');
const exact = currencies.map(([code, names]) => [code, new RegExp(`^(?:${names})$`, 'i')] as const);

const figure = '\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const powers: Readonly<Record<string, number>> = {
  百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 万亿: 12, thousand: 3, million: 6, billion: 9, mm: 6, m: 6,
}; // prettier-ignore
const power = '万亿|千万|百万|十万|亿|万|千(?=元)|百(?=元)|(?:thousand|million|billion|MM|M)\\b';

const figures = new RegExp(
  `(?:(?<before>${anyCurrency}|¥)\\s*:?\\s*)?(?<![\\d.])(?<figure>${figure})(?![\\dOo])\\s*(?<power>${power})?\\s*(?<after>${anyCurrency}|元|圆|块钱)?`,
  'giu',
);
const hanWords = new RegExp(
  `(?:(?<before>人民币|港币|港元|美元|美金|欧元|英镑|日元|新台币|RMB)\\s*:?\\s*)?(?<whole>[${hanNumeral}]+)\\s*(?<after>美元|港元|港币|欧元|英镑|日元|元|圆)(?:人民币)?(?:\\s*零?(?<jiao>[${hanNumeral}])角)?(?:\\s*零?(?<fen>[${hanNumeral}])分)?[整正]?`,
  'giu',
);
const englishWords = new RegExp(
  `(?:(?<before>(?:U\\.?S\\.?|United States|Hong Kong|Singapore|Canadian|Australian)\\s+dollars?|dollars|renminbi|RMB|euros)\\s+)?(?<words>${englishNumeral})(?:\\s+and\\s+(?<cents>\\d{1,2})\\s*/\\s*100(?:ths)?)?(?:\\s+(?<after>(?:U\\.?S\\.?|United States|Hong Kong|Singapore|Canadian|Australian|New Taiwan)\\s+dollars?|dollars?|euros?|pounds?(?:\\s+sterling)?|yuan|renminbi|RMB|yen|USD|HKD))?`,
  'giu',
);

/** Every amount of money that a text names in figures or in words, in order, none inside another. */
export function readMoney(text: string): MoneyMention[] {
  const folded = foldWidth(text);
  const chinese = /\p{Script=Han}/u.test(folded);
  const found: MoneyMention[] = [];
  const add = (mention: MoneyMention | undefined): void => {
    if (mention && !found.some((known) => known.start < mention.end && known.end > mention.start))
      found.push(mention);
  };
  for (const match of folded.matchAll(hanWords)) add(fromHanWords(match));
  for (const match of folded.matchAll(englishWords)) add(fromEnglishWords(match));
  for (const match of folded.matchAll(figures)) add(fromFigures(match, chinese));
  return found.sort((a, b) => a.start - b.start);
}

function fromFigures(match: RegExpExecArray, chinese: boolean): MoneyMention | undefined {
  const { before, figure: written = '', power: scale, after } = match.groups ?? {};
  if (before === undefined && after === undefined) return undefined;
  const value = parseDecimal(written);
  if (!value) return undefined;
  const amount = formatDecimal(shiftDecimal(value, scale ? (powers[scale.toLowerCase()] ?? 0) : 0));
  const currency = codeOf(before, chinese) ?? codeOf(after, chinese);
  const end = match.index + match[0].trimEnd().length;
  return { start: match.index, end, amount, written: 'figures', ...(currency && { currency }) };
}

function fromHanWords(match: RegExpExecArray): MoneyMention | undefined {
  const { before, whole = '', after, jiao, fen } = match.groups ?? {};
  const value = parseHanInteger(whole.replace(/^零(?=.)/, ''));
  if (value === undefined) return undefined;
  const tenth = jiao ? parseHanInteger(jiao) : 0n;
  const hundredth = fen ? parseHanInteger(fen) : 0n;
  if (tenth === undefined || hundredth === undefined || tenth > 9n || hundredth > 9n) return undefined;
  const amount = formatDecimal({ units: value * 100n + tenth * 10n + hundredth, scale: 2 });
  const currency = codeOf(before, true) ?? codeOf(after, true);
  const end = match.index + match[0].length;
  return { start: match.index, end, amount, written: 'words', ...(currency && { currency }) };
}

function fromEnglishWords(match: RegExpExecArray): MoneyMention | undefined {
  const { before, words = '', cents, after } = match.groups ?? {};
  if (before === undefined && after === undefined) return undefined;
  const value = parseEnglishInteger(words);
  // "3 million dollars" is read as figures, and "millions of dollars" is no amount.
  if (value === undefined || /^(?:hundred|thousand|million|billion|trillion)\b/iu.test(words))
    return undefined;
  const amount = formatDecimal({ units: value * 100n + BigInt(cents ?? 0), scale: 2 });
  const currency = codeOf(before, false) ?? codeOf(after, false);
  const end = match.index + match[0].trimEnd().length;
  return { start: match.index, end, amount, written: 'words', ...(currency && { currency }) };
}

function codeOf(name: string | undefined, chinese: boolean): string | undefined {
  if (name === undefined) return undefined;
  const written = name.replace(/\s+/g, ' ');
  if (written === '¥' || /^(?:元|圆|块钱)$/.test(written)) return chinese ? 'CNY' : undefined;
  return exact.find(([, pattern]) => pattern.test(written))?.[0];
}
