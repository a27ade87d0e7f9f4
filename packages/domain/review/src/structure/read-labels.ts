import type { Span } from '@groundwork/kernel';
import type { Line } from './read-lines.ts';
import { readChinese, readLetter, readOrdinal, readRoman } from './read-numeral.ts';

/** One way to understand a label: "(i)" is the ninth letter or the first Roman numeral. */
export interface LabelReading {
  /** Labels of one list are alike in this: "(a)", "1.", "第条", "section". */
  readonly scheme: string;
  /** Numbers from the outermost: 5.2 is [5, 2]; all other labels have one. */
  readonly path: readonly [number, ...number[]];
  /** As in `Clause.number`. */
  readonly token: string;
  /** Of labels that name their own depth (Part, Article, Section; 章, 节, 条): 1 the outermost. */
  readonly rank?: number;
}

/** Something that looks like the number of a clause. What it is, only its neighbours tell. */
export interface LabelCandidate {
  /** The label as printed, without the mark that ends it. */
  readonly span: Span;
  /** Where the text that it labels begins. */
  readonly bodyAt: number;
  readonly readings: readonly LabelReading[];
  /** See `Line.opening`; `inline` within a line after a finished sentence, or behind another label. */
  readonly opening: Line['opening'] | 'inline';
  /** The text behind it begins as sentences and headings do: a capital, a quote, a Chinese character. */
  readonly isFollowedByOpening: boolean;
  /** What stands before it announces a list. */
  readonly isIntroduced: boolean;
}

interface Pattern {
  readonly shape: RegExp;
  readonly read: (match: RegExpExecArray) => LabelReading[];
  /** The number alone could as well count something. */
  readonly isBare?: true;
  /** Only where a line begins. */
  readonly onlyAtLine?: true;
}

const ranks: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 2,
  article: 3,
  section: 4,
  clause: 4,
  编: 1,
  部分: 1,
  章: 2,
  节: 3,
  条: 4,
};
const counted = '[〇零一二两三四五六七八九十百千]';

const one = (
  scheme: string,
  value: number | undefined,
  token = String(value),
  rank?: number,
): LabelReading[] =>
  value === undefined || value === 0
    ? []
    : [{ scheme, path: [value], token, ...(rank !== undefined && { rank }) }];

/** A letter or a Roman numeral, between the same marks. */
function lettered(text: string, open: string, close: string): LabelReading[] {
  const isUpper = text === text.toUpperCase();
  const readings = one(`${open}${isUpper ? 'A' : 'a'}${close}`, readLetter(text), text.toLowerCase());
  return [...readings, ...one(`${open}${isUpper ? 'I' : 'i'}${close}`, readRoman(text), text.toLowerCase())];
}

const patterns: readonly Pattern[] = [
  {
    shape:
      /(article|section|sec\.|chapter|part|clause|§) ?§? *(\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,7}|[a-z]{3,9})(?![\w(%]|\.\d)(?:[.:)]|[ \t]*-(?=\s))?/iy,
    read: ([, word = '', number = '']) => {
      if (!/^[A-Z§]/.test(word)) return [];
      const name = /^(?:sec\.|§)$/i.test(word) ? 'section' : word.toLowerCase();
      const path = number.includes('.') ? readPath(number) : undefined;
      if (path) return [{ scheme: 'N.N', path, token: path.join('.') }];
      return one(name, readOrdinal(number), undefined, ranks[name]);
    },
  },
  {
    shape: /(\d{1,3}(?:\.\d{1,3}){1,5})[.、:)]?(?=[\s"'([]|[\u3400-\u9fff]|[A-Z][a-z]|$)/y,
    read: ([, number = '']) => {
      // "2.0 Definitions" heads 2.1.
      if (/^\d+\.0$/.test(number)) return one('1.0', Number.parseInt(number, 10));
      const path = readPath(number);
      return path ? [{ scheme: 'N.N', path, token: path.join('.') }] : [];
    },
  },
  {
    shape: /(\d{1,3})([.)、])(?=[\s"'([]|[\u3400-\u9fff]|[A-Z][A-Za-z]|$)/y,
    read: ([, number = '', mark = '']) => one(`1${mark}`, Number(number)),
  },
  { shape: /\((\d{1,3})\)[.、]?/y, read: ([, number = '']) => one('(1)', Number(number)) },
  { shape: /\(([A-Za-z]{1,5})\)[.]?/y, read: ([, text = '']) => lettered(text, '(', ')') },
  {
    shape: /([a-z])\.(?=\s+["(]?[A-Z])/y,
    read: ([, text = '']) => lettered(text, '', '.'),
  },
  {
    shape: /([A-Za-z]{1,5})([.)])(?=\s|$)/y,
    read: ([, text = '', mark = '']) => lettered(text, '', mark),
    onlyAtLine: true,
  },
  { shape: /(\d{1,2})(?=[ \t]+[A-Z"]|[ \t]{2,}\S|[ \t]*[\u3400-\u9fff])/y, read: ([, number = '']) => one('1', Number(number)), onlyAtLine: true, isBare: true },
  {
    shape: new RegExp(`第 ?(${counted}{1,6}|\\d{1,3}) ?(编|章|节|条|部分)(?!款|第|的|规定|所|之规定|约定|项)[.、:]?`, 'y'),
    read: ([, number = '', kind = '']) => one(`第${kind}`, readChinese(number), undefined, ranks[kind]),
  },
  { shape: new RegExp(`(${counted}{1,3})[、.](?!\\d)`, 'y'), read: ([, number = '']) => one('一、', readChinese(number)) },
  { shape: new RegExp(`\\((${counted}{1,3})\\)[、.]?`, 'y'), read: ([, number = '']) => one('(一)', readChinese(number)) },
  { shape: /([①-⑳])/y, read: ([, sign = '']) => one('①', sign.charCodeAt(0) - 0x245f) },
  { shape: /([⑴-⒇])/y, read: ([, sign = '']) => one('⑴', sign.charCodeAt(0) - 0x2473) },
  { shape: /([⒈-⒛])/y, read: ([, sign = '']) => one('⒈', sign.charCodeAt(0) - 0x2487) },
]; // prettier-ignore

/** "5.02" → [5, 2]; `undefined` for what is an amount or a date rather than a place. */
function readPath(number: string): [number, ...number[]] | undefined {
  const [first = 0, ...rest] = number.split('.').map(Number);
  return first > 0 ? [first, ...rest] : undefined;
}

/** What stands behind a number that counts or measures something, or refers to a place. */
const measured =
  /^\s*(?:(?:million|billion|thousand|percent|per cent|days?|years?|months?|weeks?|hours?|minutes?|above|below|hereof|herein|hereto|hereunder|thereof|of|and|or|to|through|inclusive|u\.s\.c)\b|[%,;x°‰]|[-/]\d|(?:万|亿)?元|(?:条|款|项)?(?:规定|所述|约定))|^(?:万|亿|倍|米|公斤|千克|吨|个|年|月|日|天|小时|分钟|平方|立方|折|次|份|台|套|件|号|条|款|项)/i;
/** What stands before a number that refers to a place or counts something. */
const leads =
  /(?:\b(?:sections?|articles?|exhibits?|schedules?|annex|appendix|paragraphs?|clauses?|subsections?|part|rule|item|and|or|to|in|of|under|through|no\.|nos\.|by|from|than|with|see|at|dated|approximately|\$|us\$)|[,第本述据照按及和或与至到见])\s*$/i;

/** Where a label may stand within a line: after a sentence or a wide gap; 5.2 and ARTICLE V also after a heading. */
const inlineStart = new RegExp(
  `[.;:!?)\\]"'](?:["')\\]]| and\\/or| and| or)?[ \\t]+|[ \\t]{2,}|[。;:!?](?=\\S)|` +
    `[ \\t]+(?=\\d{1,2}(?:\\.\\d{1,2}){1,3}\\.?[ \\t]+["A-Z]|(?:ARTICLE|SECTION) (?:[IVX]+|\\d+)\\b)|[ \\t]+(?=(?:\\d{1,2}|[一二三四五六七八九十]{1,3})、[\\u3400-\\u9fff])|(?<=[A-Z]{2})[ \\t]+(?=Section \\d+\\.\\d+\\.?[ \\t]+[A-Z])`,
  'g',
);

/** Every place of the folded text where a clause may begin, in order. */
export function readLabels(folded: string, lines: readonly Line[]): LabelCandidate[] {
  const found: LabelCandidate[] = [];
  for (const line of lines) {
    if (line.isFurniture || line.isTable) continue;
    let at = line.start;
    // "5. (a) The …": a label directly behind a label.
    for (let depth = 0; depth < 3; depth++) {
      const candidate = candidateAt(folded, at, line, depth === 0 ? line.opening : 'inline');
      if (!candidate) break;
      found.push(candidate);
      at = candidate.bodyAt;
    }
    inlineStart.lastIndex = at;
    for (
      let match = inlineStart.exec(folded);
      match && match.index < line.end;
      match = inlineStart.exec(folded)
    ) {
      const start = match.index + match[0].length;
      if (start >= line.end) break;
      const candidate = candidateAt(folded, start, line, 'inline');
      if (candidate && start > (found.at(-1)?.span.start ?? -1)) {
        found.push(candidate);
        inlineStart.lastIndex = candidate.bodyAt;
      }
    }
  }
  return found;
}

function candidateAt(
  folded: string,
  start: number,
  line: Line,
  opening: LabelCandidate['opening'],
): LabelCandidate | undefined {
  if (!/[\dA-Za-z(§第一二三四五六七八九十①-⒛]/.test(folded[start] ?? '')) return undefined;
  for (const { shape, read, onlyAtLine, isBare } of patterns) {
    if (onlyAtLine && opening === 'inline') continue;
    if (isBare && (opening === 'wrap' || (opening === 'line' && line.end - line.start > 40))) continue;
    shape.lastIndex = start;
    const match = shape.exec(folded);
    if (!match || start + match[0].length > line.end) continue;
    const readings = read(match);
    if (readings.length === 0) continue;
    const end = start + match[0].length;
    if (!/[.、)条章节]$/.test(match[0]) && measured.test(folded.slice(end, end + 24))) return undefined;
    const before = folded.slice(Math.max(0, start - 14), start);
    if (opening !== 'block' && leads.test(before) && !/[;:.,] (?:and|or|and\/or)\s*$/.test(before))
      return undefined;
    const printed = match[0].replace(/(?<=.)(?:[.:、]|\s*-)$/, '').trimEnd();
    return {
      span: { start, end: start + printed.length },
      bodyAt: skipBlanks(folded, end, line.end),
      readings,
      opening,
      isIntroduced: /[:-]["')\]]*\s*$/.test(folded.slice(Math.max(0, start - 40), start)),
      isFollowedByOpening: opensText(folded, skipBlanks(folded, end, line.end), line.end),
    };
  }
  return undefined;
}

function skipBlanks(folded: string, from: number, to: number): number {
  let at = from;
  while (at < to && /[\s]/.test(folded[at]!)) at++;
  return at;
}

function opensText(folded: string, at: number, lineEnd: number): boolean {
  return at >= lineEnd || /[\p{Lu}"'[(\u3400-\u9fff_$<《]/u.test(folded[at]!);
}
