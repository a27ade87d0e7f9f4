import { stemmer } from 'stemmer';

/** A token of folded text. */
export interface Token {
  readonly text: string;
  /** What it is compared by: the stem of an English word, the character itself for Chinese. */
  readonly key: string;
  readonly kind: 'word' | 'number' | 'identifier' | 'han' | 'mark';
  /** False for words that carry no content of their own. */
  readonly content: boolean;
  /** Into the folded text. */
  readonly start: number;
  readonly end: number;
}

const functionWords = new Set(
  (
    'a an the this that these those it its they them their he she his her him we us our you your i my me who whom whose which what when where why how ' +
    'is are was were be been being am do does did done has have had having will would shall should may might can could must ought ' +
    'of in on at by for with to from into onto upon about as than then so and or but if also both each either all any such same very more most much many ' +
    'there here while after before during until through over under again further once because up down out off between per via within ' +
    "not no nor never none cannot only just too own other some few own s t 're 've 'll 'd 'm let etc additionally furthermore moreover firstly secondly thirdly finally lastly meanwhile besides overall accordingly however therefore thus hence well"
  ).split(' '),
);
const functionHan = new Set(
  '的了是在和与及或也都就还等之其此该这那个们着过把被将从对于以为而但则所且并若如有到向由内中上下时后前者又很再会可能应须需要得'.split(
    '',
  ),
);

const identifier = String.raw`[a-z]+(?:[-_/][a-z]+)*[-_./]?\d[a-z0-9]*(?:[-_./][a-z0-9]+)*|\d+[a-z]+\d[a-z0-9]*(?:[-_./][a-z0-9]+)*`;
const tokenPattern = new RegExp(
  `${identifier}|[a-z]+(?:'[a-z]+)?|\\d+(?:,\\d{3}(?!\\d))*(?:\\.\\d+)*|\\p{Script=Han}|[\\p{L}\\p{M}]+|\\S`,
  'gu',
);
const stems = new Map<string, string>();

/** Forms that no rule leads back to their verb or singular. */
const irregular: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'paid:pay lost:lose bought:buy sold:sell sent:send kept:keep held:hold told:tell took:take taken:take gave:give given:give went:go ' +
    'gone:go made:make chose:choose chosen:choose wrote:write written:write broke:break broken:break spent:spend built:build won:win ' +
    'began:begin begun:begin got:get knew:know known:know stolen:steal lent:lend met:meet brought:bring caught:catch taught:teach ' +
    'thought:think felt:feel found:find grew:grow grown:grow drove:drive driven:drive rose:rise risen:rise fell:fall fallen:fall ' +
    'children:child men:man women:woman feet:foot weekly:week monthly:month yearly:year daily:day'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
);

function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    const base = word.replace(/'s$/, '');
    stem = stemmer(irregular[base] ?? base);
    if (stems.size < 50_000) stems.set(word, stem);
  }
  return stem;
}

/** Tokens of folded text (see `foldText`). */
export function tokenize(folded: string): Token[] {
  return [...folded.matchAll(tokenPattern)].map((match) => {
    const text = match[0];
    const kind = kindOf(text);
    const content =
      kind === 'han' ? !functionHan.has(text) : kind === 'word' ? !functionWords.has(text) : kind !== 'mark';
    const key = kind === 'word' ? stemOf(text) : kind === 'number' ? text.replaceAll(',', '') : text;
    return { text, key, kind, content, start: match.index, end: match.index + text.length };
  });
}

function kindOf(text: string): Token['kind'] {
  if (/^\p{Script=Han}$/u.test(text)) return 'han';
  if (/^\d[\d.,]*$/.test(text)) return 'number';
  if (/\d/.test(text) && /[a-z]/.test(text)) return 'identifier';
  if (/\p{L}/u.test(text)) return 'word';
  return 'mark';
}

/**
 * Terms a text is about, with how often: stems of English content words, numbers and identifiers, and pairs of adjacent
 * Chinese characters (single ones where they stand alone).
 */
export function contentTerms(folded: string): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string): void => void terms.set(term, (terms.get(term) ?? 0) + 1);
  const tokens = tokenize(folded);
  tokens.forEach((token, index) => {
    if (token.kind !== 'han') {
      if (token.content) add(token.key);
      return;
    }
    const next = tokens[index + 1];
    const previous = tokens[index - 1];
    const joined = next?.kind === 'han' && next.start === token.end;
    if (joined && (token.content || next.content)) add(token.key + next.key);
    const alone = !joined && !(previous?.kind === 'han' && previous.end === token.start);
    if (alone && token.content) add(token.key);
  });
  return terms;
}

export function isChineseText(folded: string): boolean {
  const characters = folded.match(/\p{Script=Han}/gu)?.length ?? 0;
  return characters > 0 && characters * 3 >= (folded.match(/\p{L}/gu)?.length ?? 0);
}

/** Keys of tokens, and pairs of adjacent Chinese characters. */
export function keysOf(folded: string): Set<string> {
  return tokenKeys(tokenize(folded));
}

export function tokenKeys(tokens: readonly Token[]): Set<string> {
  const keys = new Set<string>();
  tokens.forEach((token, index) => {
    keys.add(token.key);
    const pair = pairAt(tokens, index);
    if (pair !== undefined) keys.add(pair);
  });
  return keys;
}

/** The Chinese character at `index` with the next one, where the two are adjacent. */
export function pairAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  const next = tokens[index + 1];
  return token?.kind === 'han' && next?.kind === 'han' && next.start === token.end
    ? token.key + next.key
    : undefined;
}
