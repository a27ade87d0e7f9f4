import { Converter } from 'opencc-js/cn2t';

/** What was done to a true sentence to make it false. */
export const perturbationKinds = ['number', 'date', 'unit', 'name', 'negation', 'bound', 'role'] as const;
export type PerturbationKind = (typeof perturbationKinds)[number];

/** What was done to a true sentence that leaves it true. */
export const paraphraseKinds = [
  'verbatim',
  'case',
  'width',
  'script',
  'spacing',
  'number-format',
  'date-format',
  'clause-order',
] as const;
export type ParaphraseKind = (typeof paraphraseKinds)[number];

export interface Variant<Kind> {
  readonly kind: Kind;
  readonly text: string;
}

/** Names put in place of others, one list per language. */
export interface NamePool {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

type Rewrite = readonly [pattern: RegExp, replace: string | ((match: string, ...groups: string[]) => string)];

const han = /\p{Script=Han}/u;
const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const months = monthNames.join('|');

const numbers: readonly Rewrite[] = [
  [/(?<![\w.,/-])(\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?![\w/]|-\d|[年月日号]|(?: (?:January|February|March|April|May|June|July|August|September|October|November|December)))(?<!\b(?:1[5-9]|20)\d\d)/, (match) => otherNumber(match)],
  [/\b(two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|sixty|ninety)\b(?! ?\()/i, (match) => otherWord(match, ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'twenty', 'thirty', 'sixty', 'ninety'])],
  [/(?<![第一二三四五六七八九十百千万零])([二三四五六七八九十]{1,3})(?=天|日内|个|年(?!代|级)|次|名|倍|%)/u, (match) => otherWord(match, ['二', '三', '四', '五', '六', '七', '八', '九', '十', '十五', '二十', '三十'])],
  [/(?<=百分之)([二三四五六七八九十]{1,3})/u, (match) => otherWord(match, ['二', '三', '五', '八', '十', '二十'])],
]; // prettier-ignore
const dates: readonly Rewrite[] = [
  [new RegExp(`\\b(${months})(?= \\d{1,2}\\b|,? \\d{4})`), (match) => otherWord(match, monthNames)],
  [/\b(1[5-9]\d\d|20[0-2]\d)(?=\b(?![,.]\d|-\d|s))/, (match) => String(Number(match) + 3)],
  [/(1[5-9]\d\d|20[0-2]\d)(?=年)/u, (match) => String(Number(match) + 3)],
  [/(?<=年)(\d{1,2})(?=月)/u, (match) => String((Number(match) % 12) + 1)],
  [/(?<=月)(\d{1,2})(?=日)/u, (match) => String((Number(match) % 28) + 1)],
];
const units: readonly Rewrite[] = [
  [/(?<=\d[ -]?)business days\b/, 'calendar days'], [/(?<=(?:\d|\)|\bthirty|\bten|\bfive|\bsixty|\bninety)[ -])days?\b/, (unit) => unit.replace('day', 'month')],
  [/(?<=(?:\d|\)|\btwo|\bthree|\bfive|\bsix)[ -])months?\b/, (unit) => unit.replace('month', 'week')], [/(?<=(?:\d|\)|\btwo|\bthree|\bfive|\bten)[ -])years?\b/, (unit) => unit.replace('year', 'month')],
  [/(?<=\d )hours?\b/, (unit) => unit.replace('hour', 'minute')], [/(?<=\d )minutes?\b/, (unit) => unit.replace('minute', 'hour')],
  [/(?<=\d )km\b/, 'miles'], [/(?<=\d )miles?\b/, 'km'], [/(?<=\d )kg\b/, 'lb'], [/(?<=\d )million\b/, 'billion'], [/(?<=\d )billion\b/, 'million'],
  [/\$(?=\d)/, '€'], [/€(?=\d)/, '$'], [/£(?=\d)/, '$'], [/(?<=\d)%/, ' days'],
  [/(?<=[\d一二三四五六七八九十])个工作日/u, '个自然日'], [/(?<=[\d二三四五六七八九十])[天日](?=内|以|后|之|前|，|。)/u, '个月'], [/(?<=[\d一二三四五六七八九十])个月/u, '天'],
  [/(?<=(?<!\d{3})\d|[二三四五六七八九十])年(?=内|以|后|之|，|。|的)/u, '个月'], [/(?<=\d)小时/u, '分钟'], [/(?<=\d)分钟/u, '小时'], [/(?<=\d ?)公里/u, '米'],
  [/(?<=\d)万(?=[元美人吨])/u, '亿'], [/(?<=\d)亿(?=[元美人])/u, '万'], [/(?<=[\d万亿])元/u, '美元'], [/(?<=[\d万亿])美元/u, '欧元'], [/(?<=\d)%(?=[\p{Script=Han}，。])/u, '元'],
]; // prettier-ignore
const negations: readonly Rewrite[] = [
  [/\b(can|could|may|must|shall|should|will|would)not\b/, '$1'],
  [/\b(can|could|may|must|shall|should|will|would|is|are|was|were|does|do|did|has|have|had) not (?!only|just|more|less|later|exceed|limited)/, '$1 '],
  [/\b(may|must|shall|should|will|would|is|are|was|were|can|could)\b (?!not\b|be not|no\b|in no|under no|-)(?=[a-z]{3,})/, '$1 not '],
  [/\bnever /, 'always '], [/\b(has|have|had) (?=[a-z]{3,}(?:ed|en)\b)/, '$1 not '],
  [/\bwithout\b/, 'with'], [/\bexcept\b/, 'including'], [/\bunless\b/, 'if'],
  [/不得(?!不)/u, '可以'], [/不能(?!不)/u, '能'], [/不可(?![抗避能])/u, '可'], [/没有/u, '有'], [/未经/u, '经'], [/禁止/u, '允许'], [/无权/u, '有权'], [/无需/u, '需要'],
  [/应当(?!不)/u, '不应当'], [/可以(?!不)/u, '不可以'], [/必须(?!不)/u, '不必'], [/有权/u, '无权'], [/(?<![不只就但还可倒于总或尤要凡])是(?![否不非])/u, '不是'], [/(?<![不没所具])有(?![关限效时些没所一点趣名助利])/u, '没有'], [/(?<![不才])会(?=[被对导造使在将])/u, '不会'], [/除非/u, '如果'],
]; // prettier-ignore
const bounds: readonly Rewrite[] = [
  [/\bat least\b/i, 'at most'], [/\bat most\b/i, 'at least'], [/\bmore than\b/i, 'less than'], [/\bless than\b/i, 'more than'], [/\bno (?:more|later) than\b/i, 'no less than'], [/\bnot exceed/i, 'exceed'], [/\bup to\b(?= [$€£]?\d)/i, 'at least'], [/\bover (?=[$€£]?\d)/i, 'under '],
  [/不超过/u, '不少于'], [/不得超过/u, '不得少于'], [/不少于/u, '不超过'], [/不低于/u, '不高于'], [/超过(?=\d|[一二三四五六七八九十])/u, '不足'], [/(?<=\d[个%岁年月天元人日]{0,2})以上/u, '以下'], [/(?<=\d[个%岁年月天元人日]{0,2})以下/u, '以上'], [/至少/u, '至多'], [/最多(?=\d|[一二三四五六七八九十])/u, '最少'],
]; // prettier-ignore
const rolePairs: readonly [string, string][] = [
  ['Buyer', 'Seller'], ['Licensor', 'Licensee'], ['Lessor', 'Lessee'], ['Landlord', 'Tenant'], ['Company', 'Distributor'], ['Company', 'Consultant'], ['Customer', 'Supplier'], ['Franchisor', 'Franchisee'], ['Disclosing Party', 'Receiving Party'], ['Party A', 'Party B'], ['employee', 'employer'], ['employees', 'managers'],
  ['甲方', '乙方'], ['买受人', '出卖人'], ['出租人', '承租人'], ['债权人', '债务人'], ['贷款人', '借款人'], ['委托人', '受托人'], ['发包人', '承包人'], ['用人单位', '劳动者'], ['转让人', '受让人'], ['保证人', '债权人'], ['原告', '被告'], ['承运人', '托运人'], ['保管人', '寄存人'], ['许可人', '被许可人'], ['定作人', '承揽人'],
]; // prettier-ignore

/** False variants of a true sentence: at most one of each kind and rule, each changed in exactly one respect. */
export function perturbSentence(sentence: string, pool: NamePool): Variant<PerturbationKind>[] {
  const rewritten = (
    kind: PerturbationKind,
    rules: readonly Rewrite[],
    most: number,
  ): Variant<PerturbationKind>[] =>
    rules
      .flatMap(([pattern, replace]) => {
        const text =
          typeof replace === 'string'
            ? sentence.replace(pattern, replace)
            : sentence.replace(pattern, replace);
        return text === sentence ? [] : [{ kind, text }];
      })
      .slice(0, most);
  return [
    ...rewritten('number', numbers, 2),
    ...rewritten('date', dates, 2),
    ...rewritten('unit', units, 2),
    ...renamed(sentence, pool).map((text) => ({ kind: 'name' as const, text })),
    ...rewritten('negation', negations, 2),
    ...rewritten('bound', bounds, 1),
    ...swapped(sentence).map((text) => ({ kind: 'role' as const, text })),
  ];
}

/** The digits changed, the format kept. */
function otherNumber(text: string): string {
  const changed = text.replace(/\d/, (digit) => String((Number(digit) % 9) + 1));
  return changed;
}

function otherWord(word: string, words: readonly string[]): string {
  const at = words.findIndex((candidate) => candidate.toLowerCase() === word.toLowerCase());
  const other = words[(at + 3) % words.length] ?? word;
  return /^[A-Z]/.test(word) ? other[0]!.toUpperCase() + other.slice(1) : other;
}

function renamed(sentence: string, pool: NamePool): string[] {
  const pick = (list: readonly string[], not: string): string | undefined => {
    const start = [...sentence].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7);
    return list
      .map((_, index) => list[(start + index) % list.length])
      .find((name) => name !== undefined && !sentence.includes(name) && !not.includes(name));
  };
  if (han.test(sentence)) {
    const match =
      /[\p{Script=Han}]{1,4}·[\p{Script=Han}]{1,5}|(?<![\p{Script=Han}])[\p{Script=Han}]{2,8}(?:有限公司|公司|集团|大学|银行)|(?:中国|美国|英国|法国|德国|日本|北京|上海|香港|广州|台湾|臺灣|伦敦|纽约|巴黎)/u.exec(
        sentence,
      );
    const name = match && pick(pool.zh, match[0]);
    return match && name ? [sentence.replace(match[0], name)] : [];
  }
  const match =
    /(?<=[a-z,] )(?!(?:I|The|A|An|In|On|Of|Mr|Mrs|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*/.exec(
      sentence,
    );
  const name = match && pick(pool.en, match[0]);
  return match && name ? [sentence.replace(match[0], name)] : [];
}

/** Two parties of the sentence in each other's place. */
function swapped(sentence: string): string[] {
  for (const [a, b] of rolePairs) {
    const name = (role: string): RegExp =>
      han.test(role) ? new RegExp(`(?<![被])${role}`, 'gu') : new RegExp(`\\b${role}\\b`, 'g');
    if (!name(a).test(sentence) || !name(b).test(sentence)) continue;
    // "A and B" says the same as "B and A".
    if (
      new RegExp(`(?:${a}|${b})(?: ?(?:and|or|与|和|及|或|、|以及) ?)(?:the )?(?:${a}|${b})`, 'u').test(
        sentence,
      )
    )
      continue;
    return [sentence.replace(name(a), '\u0001').replace(name(b), a).replaceAll('\u0001', b)];
  }
  return [];
}

const toTraditional = Converter({ from: 'cn', to: 't' });

/** True variants of a true sentence that differ in form only. */
export function paraphraseSentence(sentence: string): Variant<ParaphraseKind>[] {
  const chinese = han.test(sentence);
  const variants: Variant<ParaphraseKind>[] = [
    { kind: 'verbatim', text: sentence },
    { kind: 'case', text: chinese ? sentence : sentence.toUpperCase() },
    {
      kind: 'width',
      text: sentence.replace(/[0-9A-Za-z%]/g, (character) =>
        String.fromCodePoint(character.codePointAt(0)! + 0xfee0),
      ),
    },
    { kind: 'script', text: chinese ? toTraditional(sentence) : sentence },
    {
      kind: 'spacing',
      text: chinese
        ? sentence.replace(/(?<![\w.,:-])(\d+)(?=[\p{Script=Han}])/gu, ' $1 ')
        : sentence.replace(/ /g, '  '),
    },
    { kind: 'number-format', text: reformatNumbers(sentence) },
    { kind: 'date-format', text: reformatDates(sentence) },
    { kind: 'clause-order', text: reorderClauses(sentence) },
  ];
  return variants.filter(({ kind, text }) => kind === 'verbatim' || text !== sentence);
}

const words: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twenty: '20',
  thirty: '30',
  sixty: '60',
  ninety: '90',
};
const digitWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(words).map(([word, digit]) => [digit, word]),
);
const hanDigits: Readonly<Record<string, string>> = {
  2: '两',
  3: '三',
  4: '四',
  5: '五',
  6: '六',
  7: '七',
  8: '八',
  9: '九',
  10: '十',
  15: '十五',
  20: '二十',
  30: '三十',
  60: '六十',
};

function reformatNumbers(sentence: string): string {
  return sentence
    .replace(/(?<![\d,.])(\d{1,3}),(\d{3})(?![\d,.]\d)/g, '$1$2')
    .replace(/(?<![\d,.年-])(\d{4,7})(?=[元人吨名]|(?: (?:people|employees|members|dollars|miles)))/gu, (digits) => Number(digits).toLocaleString('en'))
    .replace(/(?<![\w.,])(\d{1,2})(?= (?:days|months|years|weeks|hours|minutes|times|members|people))/g, (digits) => digitWords[digits] ?? digits)
    .replace(/\b(two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|sixty|ninety)(?= (?:days|months|years|weeks|hours|minutes|times|members|people))/g, (word) => words[word] ?? word)
    .replace(/(?<![\d.,])(\d{1,2})(?=个月|天|个工作日|次|小时)/gu, (digits) => hanDigits[digits] ?? digits)
    .replace(/(?<![第一二三四五六七八九十百千万零])(十五|二十|三十|六十|[三四五六七八九十])(?=个月|天|日内|个工作日|年内)/gu, (digits) => Object.entries(hanDigits).find(([, text]) => text === digits)?.[0] ?? digits)
    .replace(/(?<![\d.])(\d{1,2})%(?=[\p{Script=Han}，。])/gu, (_match, digits: string) => (hanDigits[digits] ? `百分之${hanDigits[digits]}`.replace('两', '二') : `${digits}%`));
} // prettier-ignore

function reformatDates(sentence: string): string {
  const two = (text: string): string => text.padStart(2, '0');
  return sentence
    .replace(
      new RegExp(`\\b(${months}) (\\d{1,2}), (\\d{4})`),
      (_m, month: string, day: string, year: string) =>
        `${year}-${two(String(monthNames.indexOf(month) + 1))}-${two(day)}`,
    )
    .replace(
      new RegExp(`\\b(\\d{1,2}) (${months}) (\\d{4})`),
      (_m, day: string, month: string, year: string) => `${month} ${day}, ${year}`,
    )
    .replace(
      /(\d{4})年(\d{1,2})月(\d{1,2})日/u,
      (_m, year: string, month: string, day: string) => `${year}-${two(month)}-${two(day)}`,
    );
}

/** A leading adverbial put behind its main clause: "In May 2020, the office moved." → "The office moved in May 2020." */
function reorderClauses(sentence: string): string {
  const chinese = /^([^，。；：“”「」、]{6,}?)，([^，。；：“”「」]{6,})。$/u.exec(sentence);
  if (chinese && !/^(?:但|因此|所以|而|其|它|这|那|并|则|也|就|从而|以|对)/u.test(chinese[2] ?? ''))
    return `${chinese[2] ?? ''}，${chinese[1] ?? ''}。`;
  const english =
    /^((?:In|On|At|After|Before|During|Since|By|Within|When|If|For|From|Until|As|Under) [^,.;:()"]+), ([a-z][^,;:()"]+)\.$/.exec(
      sentence,
    );
  if (!english) return sentence;
  const [, lead = '', main = ''] = english;
  return `${main[0]!.toUpperCase()}${main.slice(1)} ${lead[0]!.toLowerCase()}${lead.slice(1)}.`;
}
