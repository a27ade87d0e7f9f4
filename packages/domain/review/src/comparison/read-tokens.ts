import { toSimplified } from '@groundwork/retrieval';
import type { ComparedUnit } from './compared-units.ts';

/** A word, a number, one Chinese character or one mark. */
export interface ComparedToken {
  /** What is compared: width, ligatures, quotes, dashes and script folded; case kept. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Index of its unit. */
  readonly unit: number;
  readonly isMark: boolean;
}

const token =
  /(?<han>\p{Script=Han})|(?<number>\p{Nd}+(?:[.,．，]\p{Nd}+)*)|(?<word>(?:(?!\p{Script=Han})[\p{L}\p{M}])(?:(?!\p{Script=Han})[\p{L}\p{M}\p{Nd}]|['’](?=\p{L})|[-‐]\n\s*(?=\p{Ll}))*)|(?<blank>[_＿]{2,})|(?<leader>[.·…]{4,})|(?<unseen>[\s\u00AD\u200B-\u200F\u2060\uFEFF]+)|(?<mark>[^])/gu;
const bullet = /[•·▪▫◦‣●⁃∙\uE000-\uF8FF]/u;
/**
 * The number a paragraph may begin with. A bare figure is none ("30 days after …"), nor is one that counts something
 * ("1.5 million").
 */
const label =
  /^\s*(?:第\s*[〇零一二三四五六七八九十百千\d]+\s*[条條章节節款项項]|(?:附件|附录|附錄)\s*[一二三四五六七八九十\d]+|[（(][〇零一二三四五六七八九十百\d]{1,4}[)）]|[一二三四五六七八九十百]{1,4}\s*[、.．]|\d{1,3}(?:[.．]\d{1,3}){1,5}[.)）]?(?=\s)(?!\s*(?:million|billion|thousand|percent|per cent|times|days?|months?|years?|万|亿|元|倍))|\d{1,3}\s*[.．、)）](?=\s|\p{L}|[（(“"]|$)|[（(](?:[ivxlc]{1,6}|[a-zA-Z]{1,2}|\d{1,3})[)）]|(?:[ivxlcIVXLC]{1,6}|[a-zA-Z])[.)](?=\s)|(?:Article|Section|ARTICLE|SECTION|Clause|Exhibit|EXHIBIT|Schedule|SCHEDULE)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])\b(?!\.\d)[.:：]?)/u;

/** Marks that say the same in another font or input method. */
const sameMark = new Map<string, string>([
  ...[...'“”„‟«»「」『』＂〝〞″"'].map((sign): [string, string] => [sign, '"']),
  ...[...'‘’‚‛`´′＇'].map((sign): [string, string] => [sign, "'"]),
  ...[...'‐‑‒–—―−－─﹣'].map((sign): [string, string] => [sign, '-']),
  ['。', '.'],
  ['．', '.'],
  ['〔', '('],
  ['〕', ')'],
]);

export interface ReadTokens {
  readonly tokens: readonly ComparedToken[];
  /** Per unit the number it begins with; it changes with its neighbours, by nobody's hand. Kept out of the tokens. */
  readonly labels: readonly string[];
}

/**
 * The tokens of units in reading order. Where lines and pages break, white space, bullets and dotted leaders leave no
 * trace, so that a text set anew reads the same.
 */
export function readTokens(text: string, units: readonly ComparedUnit[]): ReadTokens {
  const tokens: ComparedToken[] = [];
  const labels: string[] = [];
  for (const [index, { span, cell }] of units.entries()) {
    const content = text.slice(span.start, span.end);
    const found = cell ? '' : (label.exec(content)?.[0] ?? '');
    // A label that is all there is, is the text: "Article IV", "附件一".
    const own = found.length < content.trimEnd().length ? found : '';
    labels.push(own.trim());
    let isFirst = true;
    for (const match of content.matchAll(token)) {
      if (match.index < own.length) continue;
      const groups = match.groups!;
      if (groups['unseen'] !== undefined || groups['leader'] !== undefined) continue;
      const raw = match[0];
      if (isFirst && bullet.test(raw)) continue;
      isFirst = false;
      const start = span.start + match.index;
      const isMark = groups['mark'] !== undefined;
      const key = groups['blank'] === undefined ? keyOf(raw, isMark) : '__';
      tokens.push({ key, start, end: start + raw.length, unit: index, isMark });
    }
  }
  return { tokens, labels };
}

function keyOf(source: string, isMark: boolean): string {
  // Cut at the end of a line: one word.
  const raw = isMark ? source : source.replace(/[-‐]\n\s*/g, '');
  if (/^[\x20-\x7E]+$/.test(raw)) return isMark ? (sameMark.get(raw) ?? raw) : raw;
  if (isMark) return sameMark.get(raw) ?? sameMark.get(raw.normalize('NFKC')) ?? raw.normalize('NFKC');
  return toSimplified(raw.normalize('NFKC').replaceAll('’', "'"));
}
