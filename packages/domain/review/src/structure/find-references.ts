import type { Span } from '@groundwork/kernel';
import { ClauseFinder, type WrittenTarget } from './clause-finder.ts';
import type { Clause, CrossReference, DefinedTerm } from './contract-structure.ts';
import { scheduleNumber } from './find-landmarks.ts';
import { isLineOfItsOwn } from './is-line-of-its-own.ts';
import { ownNames, pointsAway } from './points-away.ts';
import { readChineseReferences } from './read-chinese-references.ts';
import { readOrdinal } from './read-numeral.ts';

const places =
  'sections?|sec\\.|articles?|clauses?|paragraphs?|subsections?|sub-sections?|subparagraphs?|sub-clauses?|§§?';
const attachments = 'exhibits?|schedules?|annex(?:es)?|annexures?|appendix|appendices|attachments?';
/** (a), (iv), (B), (2): a word in parentheses is a heading, not a place. */
const inner = '\\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]{1,2}|[IVXLC]{1,5}|\\d{1,2})\\)';
const placeNumber = `(?:\\d{1,4}(?:\\.\\d{1,3})*(?:[A-Z](?![a-z])|-\\d+)?(?:\\s?${inner})*|[IVXLC]{1,6}(?![A-Za-z])|(?:${inner}){1,4})`;
const attachmentNumber = `"?(?:[A-Z](?:[-.]?\\d{1,2})?(?![A-Za-z])|\\d{1,2}(?:[.-]?(?:\\d{1,2}|[A-Z]))?|[IVX]{1,5}(?![A-Za-z]))"?(?:\\s?${inner})*`;
const joint = '\\s*(?:,\\s*(?:and|or)?|and\\/or|and|or|through|to|&|-)\\s*';
/** Words in any case, numbers as they are: "exhibit a clear" names no exhibit. */
const listOf = (words: string, number: string) => {
  const anyCase = words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return new RegExp(`(?<![A-Za-z])(${anyCase})\\s*(${number}(?:${joint}${number})*)(?![\\w])`, 'g');
};
const placeList = listOf(places, placeNumber);
const attachmentList = listOf(attachments, attachmentNumber);
const ofPlace = new RegExp(
  `^\\s*of\\s+(?:this\\s+)?(?:[Ss]ection|SECTION|[Aa]rticle|[Pp]aragraph|[Cc]lause|§)\\s*(${placeNumber})(?!\\w)`,
);
const ownPlace =
  /\bthis\s+(section|article|clause|paragraph|exhibit|schedule|annex|appendix|attachment)\b(?!\s*(?:\d|[IVX]+\b|[A-Z]\b|\())/gi;
const chineseOwn = /本条(?!款|例)(?:第\s*[一二三四五六七八九十\d]+\s*款)?/g;
const rule = /\b(?:Rule|Regulation)\s+\d+[A-Za-z]*(?:-\d+)?(?:\([a-z0-9]+\))*/g;

/** What stands before a place in a statute. */
const statuteBefore =
  /(?:U\.?\s?S\.?\s?C\.?A?\.?|C\.?F\.?R\.?|\bCode|\bAct|\bRegulations?|\bReg\.|\bRules|\bStatutes?|\bStat\.|\bLaw|\bPlan|\bLease)\s*,?\s*(?:§+\s*)?$/;

/** References of a contract to its own parts and to others', in order. Numbers in a list are one reference each. */
export function findReferences(
  text: string,
  folded: string,
  clauses: readonly Clause[],
  terms: readonly DefinedTerm[],
  labels: ReadonlySet<string>,
): CrossReference[] {
  const finder = new ClauseFinder(folded, clauses, labels);
  const own = ownNames(folded, terms, clauses);
  const found: CrossReference[] = [];
  const isLabel = labelTest(clauses);
  const add = (span: Span, target: WrittenTarget, isExternal: boolean) => {
    if (isLabel(span.start)) return;
    if (isExternal) return void found.push({ span, target: target.parts.join('.'), kind: 'external' });
    found.push({ span, ...finder.find(target, span.start) });
  };
  for (const match of folded.matchAll(placeList)) addPlaces(match);
  for (const match of folded.matchAll(attachmentList)) addAttachments(match);
  for (const match of folded.matchAll(ownPlace)) {
    const resolved = finder.enclosing(match[1]!.toLowerCase(), match.index);
    if (!resolved) continue;
    const kind = /^(?:section|article|clause|paragraph)$/i.test(match[1]!) ? 'clause' : 'schedule';
    found.push({ span: spanOf(match), target: resolved.number ?? '', kind, resolved: resolved.ordinal });
  }
  for (const match of folded.matchAll(rule)) {
    found.push({ span: spanOf(match), target: match[0].replace(/^\w+\s+/, ''), kind: 'external' });
  }
  for (const { span, target, isExternal } of readChineseReferences(folded)) add(span, target, isExternal);
  for (const match of folded.matchAll(chineseOwn)) {
    const resolved = finder.enclosing('条', match.index);
    if (resolved)
      found.push({
        span: spanOf(match),
        target: resolved.number ?? '',
        kind: 'clause',
        resolved: resolved.ordinal,
      });
  }
  return found.sort((a, b) => a.span.start - b.span.start);

  function addPlaces(match: RegExpMatchArray): void {
    const word = match[1]!.toLowerCase().replace(/s$/, '');
    const end = match.index! + match[0].length;
    if (isLineOfItsOwn(folded, match)) return;
    const isOfAnother =
      statuteBefore.test(folded.slice(Math.max(0, match.index! - 30), match.index)) ||
      pointsAway(folded, end, own);
    const within =
      /^\s*(?:of|to|in)\s+(?:the\s+)?((?:exhibit|schedule|annex|appendix|attachment)\s+"?[A-Z\d]{1,4}(?:-\d)?)"?\b/i.exec(
        folded.slice(end, end + 40),
      );
    // "clause (a) of Section 2.1" is 2.1(a).
    const holder = ofPlace.exec(folded.slice(end, end + 60))?.[1];
    for (const [span, number] of numbersOf(match, placeNumber)) {
      const isInner = number.startsWith('(');
      const parts = [...(isInner && holder !== undefined ? readParts(holder) : []), ...readParts(number)];
      const isStatute = /^\d{3,}|^\d+[A-Z]|^\d+-\d/.test(number) && !finder.has(parts[0]!);
      add(
        span,
        {
          kind: 'clause',
          word,
          parts,
          isRelative: isInner && holder === undefined,
          ...(within && { schedule: scheduleNumber(within[1]!.replace(/^\w+\s+"?/, '')) }),
        },
        isOfAnother || isStatute,
      );
    }
  }

  function addAttachments(match: RegExpMatchArray): void {
    if (!/^[A-Z]/.test(match[1]!) || isLineOfItsOwn(folded, match)) return;
    const end = match.index! + match[0].length;
    const word = match[1]!
      .toLowerCase()
      .replace(/^(annex|appendi).*$/, '$1')
      .replace(/s$/, '')
      .replace(/^appendi$/, 'appendix');
    const isOfAnother =
      /^\s*(?:of|to)\s+(?:the|that|such|its|Form|Amendment|Registration|[A-Z])\b/.test(
        folded.slice(end, end + 30),
      ) && pointsAway(folded, end, own);
    for (const [span, number] of numbersOf(match, attachmentNumber)) {
      const plain = number.replace(/"/g, '').replace(/\s?\(.*$/, '');
      // 10.1 is the number of an exhibit in a filing.
      const isFiled = /^\d{1,2}\.\d/.test(plain) && !finder.hasSchedule(word, scheduleNumber(plain));
      add(
        span,
        { kind: 'schedule', word, parts: [scheduleNumber(plain)], isRelative: false },
        isOfAnother || isFiled,
      );
    }
  }
}

/** Each number of a list with its span; the first has the word before it. */
function numbersOf(match: RegExpMatchArray, number: string): [Span, string][] {
  const list = match[2]!;
  const listAt = match.index! + match[0].length - list.length;
  return [...list.matchAll(new RegExp(number, 'g'))].map((found, index) => [
    { start: index === 0 ? match.index! : listAt + found.index, end: listAt + found.index + found[0].length },
    found[0],
  ]);
}

/** "5.02(a)(ii)" → 5, 2, a, ii; "IV" → 4. */
function readParts(number: string): string[] {
  const [head = '', ...inner] = number.split(/\s?[()]+\s?/).map((part) => part.trim());
  const parts =
    head === ''
      ? []
      : /^[IVXLC]+$/.test(head)
        ? [String(readOrdinal(head) ?? head)]
        : head.split('.').map((part) => (/^\d+$/.test(part) ? String(Number(part)) : part));
  if (parts.length === 2 && parts[1] === '0') parts.pop();
  return [...parts, ...inner.filter(Boolean).map((part) => part.toLowerCase())];
}

function labelTest(clauses: readonly Clause[]): (at: number) => boolean {
  const starts = new Set(clauses.filter(({ label }) => label !== undefined).map(({ span }) => span.start));
  const passed = clauses.filter(({ kind }) => kind === 'contents').map(({ span }) => span);
  return (at) => starts.has(at) || passed.some(({ start, end }) => at >= start && at < end);
}

function spanOf(match: RegExpMatchArray): Span {
  return { start: match.index!, end: match.index! + match[0].length };
}
