import { englishNumeral, hanNumeral, parseEnglishNumeral, parseHanNumeral } from './read-numerals.ts';
import { currencyOf, currencyPattern, isCurrency, unitNamed, unitPattern } from './units.ts';

/** How a number bounds what is said of it. */
export type Bound = 'exact' | 'at-least' | 'more' | 'at-most' | 'less';

/** A number as a text states it. */
export interface Quantity {
  /** In base units of the dimension: two weeks are 14 with dimension `day`. */
  readonly value: number;
  /** As written: two weeks are 2. */
  readonly written: number;
  /** `''` for a plain number, `ordinal` for third, 第三; else see `units.ts`. */
  readonly dimension: string;
  readonly bound: Bound;
  readonly start: number;
  readonly end: number;
}

const digits = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const scalePattern =
  '十万|百万|千万|万亿|万|亿|千|百|thousand|million|billion|trillion|mn|bn|k(?![a-z])|m(?=\\b(?! \\d))(?![a-z])';
const scaleValues: Readonly<Record<string, number>> = {
  十: 10, 百: 100, 千: 1e3, 十万: 1e5, 百万: 1e6, 千万: 1e7, 万: 1e4, 亿: 1e8, 万亿: 1e12,
  thousand: 1e3, million: 1e6, mn: 1e6, billion: 1e9, bn: 1e9, trillion: 1e12, k: 1e3, m: 1e6,
}; // prettier-ignore
const letterCurrencies = 'usd|hkd|rmb|cny|eur|gbp|ntd|twd|mop|sgd|jpy';
/** Chinese measure words: after one of these a single Chinese digit is a number and not part of a word. */
const classifiers =
  '个|名|人|位|件|台|项|条|款|次|份|种|家|所|间|张|本|页|章|节|年级|级|层|楼|号|期|届|岁|周岁|点|分|组|套|辆|部|批|笔|户|场|颗|座|门|片|只|头|箱|包|瓶|支|栋|艘|架|枚|处|段|句|字|倍|半';

const numberPattern = new RegExp(
  [
    `(?<percentHan>百分之(?:${digits}|[${hanNumeral}点]+))`,
    `(?<fraction>(?<denominator>[${hanNumeral}]+|\\d+)分之(?<numerator>[${hanNumeral}]+|\\d+))`,
    `(?<ordinalHan>第(?:[${hanNumeral}]+|\\d+))`,
    `(?<ordinalEnglish>\\b\\d+(?:st|nd|rd|th)\\b)`,
    `(?:(?<currency>${currencyPattern}) ?)?(?:(?<digits>(?:(?<!\\d\\.|\\d,(?=\\d{3}(?!\\d))|\\w|[a-z]-)|(?<=\\b(?:${letterCurrencies})))(?:${digits}))|(?<han>[${hanNumeral}]+(?:点[${hanNumeral}]+)?)|(?<words>\\b${englishNumeral}\\b))(?: ?\\((?<again>${digits}|${englishNumeral})\\))?(?<scale>[ -]?(?:${scalePattern}))?(?<more>多|余|\\+)?(?<unit>[ -]?${unitPattern})?`,
    `(?<half>半(?<halfUnit>年|天|日|个月|个小时|小时|个工作日))`,
  ].join('|'),
  'gu',
);

const ordinalWords = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/**
 * Numbers of a folded text with their units and bounds, Chinese and English numerals included. A range shares its unit
 * ("3-5 days"). `skip` are ranges read as something else (dates, times).
 */
export function readQuantities(
  text: string,
  skip: readonly { start: number; end: number }[] = [],
): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(numberPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    if (skip.some((range) => range.start < end && range.end > start)) continue;
    const read = readMatch(match.groups ?? {}, text, end);
    if (!read) continue;
    const quantity = { ...read, bound: boundOf(text, start, end), start, end };
    found.push(quantity);
    // "thirty (30) days" states the number twice; both are claims.
    const again = match.groups?.['again'];
    const written =
      again === undefined ? undefined : /^\d/.test(again) ? numeral(again) : parseEnglishNumeral(again);
    if (written !== undefined && written !== read.written) {
      found.push({ ...quantity, written, value: round((read.value / read.written) * written) });
    }
  }
  found.push(...readOrdinalWords(text));
  return shareUnits(text, found);
}

type Reading = Pick<Quantity, 'value' | 'written' | 'dimension'>;

function readMatch(
  groups: Record<string, string | undefined>,
  text: string,
  end: number,
): Reading | undefined {
  if (groups['percentHan']) return valued(numeral(groups['percentHan'].slice(3)), '%');
  if (groups['fraction']) {
    const denominator = numeral(groups['denominator'] ?? '');
    const numerator = numeral(groups['numerator'] ?? '');
    return denominator && numerator !== undefined ? valued(numerator / denominator, '') : undefined;
  }
  if (groups['ordinalHan']) return valued(numeral(groups['ordinalHan'].slice(1)), 'ordinal');
  if (groups['ordinalEnglish']) return valued(Number.parseInt(groups['ordinalEnglish'], 10), 'ordinal');
  if (groups['half']) {
    const unit = unitNamed(groups['halfUnit'] ?? '');
    return unit ? { value: unit.factor / 2, written: 0.5, dimension: unit.dimension } : undefined;
  }
  return readPlain(groups, text, end);
}

function readPlain(
  groups: Record<string, string | undefined>,
  text: string,
  end: number,
): Reading | undefined {
  const { digits: arabic, han, words } = groups;
  const unit = unitNamed((groups['unit'] ?? '').replace(/^[ -]/, ''));
  const scale = scaleValues[(groups['scale'] ?? '').replace(/^[ -]/, '')] ?? 1;
  if (han && !isNumberHan(han, unit !== undefined, text.slice(end))) return undefined;
  if (words === 'one' && !unit && scale === 1) return undefined;
  const base = arabic
    ? Number(arabic.replaceAll(',', ''))
    : han
      ? parseHanNumeral(han)
      : parseEnglishNumeral(words ?? '');
  if (base === undefined) return undefined;
  const currency = groups['currency'] ? currencyOf(groups['currency'].trim()) : undefined;
  const written = base * scale;
  return {
    value: round(written * (unit?.factor ?? 1)),
    written: round(written),
    dimension: bothOf(currency, unit?.dimension) ?? '',
  };
}

function valued(value: number | undefined, dimension: string): Reading | undefined {
  return value === undefined ? undefined : { value, written: value, dimension };
}

/** A currency before the number and a unit behind it that is another currency contradict each other: neither agrees. */
function bothOf(currency: string | undefined, dimension: string | undefined): string | undefined {
  if (currency === undefined || dimension === undefined || !isCurrency(dimension))
    return currency ?? dimension;
  return currency === dimension || currency === 'dollar' ? dimension : `${currency}/${dimension}`;
}

/** Drops the noise of binary fractions: .1 kg is 100 g. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

function numeral(text: string): number | undefined {
  return /^\d/.test(text) ? Number(text.replaceAll(',', '')) : parseHanNumeral(text);
}

/** 一 in 一般 or 统一 is no number: a lone Chinese digit counts only before a unit or a measure word. */
function isNumberHan(han: string, hasUnit: boolean, after: string): boolean {
  if (hasUnit) return true;
  if (han === '一' && /^(?:处理|次性|部分|点|定)/.test(after)) return false;
  if (/^[万亿千百十]$/.test(han)) return false;
  if (new RegExp(`^(?:至|到|-|~)(?:[${hanNumeral}]|\\d)`, 'u').test(after)) return true;
  if (han.length >= 2) return !/^(?:万一|千万|百万|一一|十分|三三两两|万千)$/.test(han);
  return (
    new RegExp(`^(?:${classifiers})`, 'u').test(after) &&
    !(han === '一' && /^(?:点|次性|部分|定|个|种|位|名|些|项|家|份|条|件|级)/.test(after))
  );
}

function readOrdinalWords(text: string): Quantity[] {
  return [
    ...text.matchAll(new RegExp(`\\b(?:${ordinalWords.slice(2).join('|')}|first|second(?!s))\\b`, 'g')),
  ].map((match) => ({
    value: ordinalWords.indexOf(match[0]) + 1,
    written: ordinalWords.indexOf(match[0]) + 1,
    dimension: 'ordinal',
    bound: 'exact' as const,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "3-5 days", "HK$100 to 200", 三至五年: the number without a unit takes its neighbour's. */
function shareUnits(text: string, quantities: readonly Quantity[]): Quantity[] {
  return quantities.map((quantity, index) => {
    if (quantity.dimension !== '') return quantity;
    const next = quantities[index + 1];
    const previous = quantities[index - 1];
    const joins = (from: number, to: number): boolean =>
      /^ ?(?:-|~|to|or|and|至|到|或) ?$/.test(text.slice(from, to));
    if (next && next.dimension !== '' && next.dimension !== 'ordinal' && joins(quantity.end, next.start)) {
      return { ...quantity, value: quantity.value * factorOf(text, next), dimension: next.dimension };
    }
    if (previous && /^[A-Z]{3}$|^dollar$/.test(previous.dimension) && joins(previous.end, quantity.start)) {
      return { ...quantity, dimension: previous.dimension };
    }
    return quantity;
  });
}

function factorOf(text: string, quantity: Quantity): number {
  const unit = new RegExp(`(${unitPattern})$`, 'u').exec(text.slice(quantity.start, quantity.end))?.[1];
  return unitNamed(unit ?? '')?.factor ?? 1;
}

const filler = String.raw`(?: ?(?:of|a|an|the|about|approximately|another|any|every|each|is|be|to|为|是|约|达|达到|到|有))* ?`;
const boundsBefore: readonly [Bound, RegExp][] = (
  [
    [
      'at-most',
      'no more than|not more than|no later than|not later than|no longer than|not longer than|not (?:to )?exceed(?:ing)?|(?:cannot|never) exceed|no greater than|at most|up to|a maximum of|maximum(?: of)?|within|不(?:得|能|可|应)?(?:超过|多于|高于|大于|晚于|迟于|超出)|最多|至多|最高|最长|最大|最迟|不逾',
    ],
    [
      'at-least',
      'no less than|not less than|no fewer than|not fewer than|not below|no earlier than|at least|a minimum of|minimum(?: of)?|不(?:得|能|可|应)?(?:少于|低于|小于|短于|早于)|至少|最少|最低|最短|最小|起码|不下',
    ],
    [
      'more',
      'more than|greater than|longer than|larger than|higher than|over|above|exceeds?|exceeding|exceeded|beyond|超过|超出|高于|多于|大于|逾|长于',
    ],
    [
      'less',
      'less than|fewer than|shorter than|smaller than|lower than|under|below|少于|低于|小于|不足|未满|短于|未达',
    ],
  ] as const
).map(([bound, names]) => [bound, new RegExp(`(?:${names})${filler}$`, 'u')]);
const boundsAfter: readonly [Bound, RegExp][] = [
  [
    'at-least',
    /^(?: ?(?:or|and) (?:more|longer|above|over|greater|older|later)| ?(?:\(含\))?(?:及|或|含)?以上|起)/u,
  ],
  [
    'at-most',
    /^(?: ?(?:or|and) (?:less|fewer|under|below|younger|earlier)| ?(?:\(含\))?(?:及|或|含)?(?:以下|以内|之内)|内)/u,
  ],
];

function boundOf(text: string, start: number, end: number): Bound {
  const after = text.slice(end, end + 16).replace(/^(?:个|人|名|的|件|元|岁)?/u, '');
  for (const [bound, pattern] of boundsAfter)
    if (pattern.test(after) || pattern.test(text.slice(end, end + 16))) return bound;
  const before = text.slice(Math.max(0, start - 36), start);
  for (const [bound, pattern] of boundsBefore) if (pattern.test(before)) return bound;
  return 'exact';
}
