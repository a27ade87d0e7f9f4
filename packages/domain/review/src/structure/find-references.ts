import type { Span } from '@groundwork/kernel';
import { ClauseFinder, type WrittenTarget } from './clause-finder.ts';
import type { Clause, CrossReference, DefinedTerm } from './contract-structure.ts';
import { scheduleNumber } from './find-landmarks.ts';
import { readChinese, readOrdinal } from './read-numeral.ts';

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
const rule = /\b(?:Rule|Regulation)\s+\d+[A-Za-z]*(?:-\d+)?(?:\([a-z0-9]+\))*/g;

const counted = '[〇零一二两三四五六七八九十百千\\d]{1,6}';
const chinesePlace = new RegExp(
  `(?:第\\s*|(?<![\\d.])(?=\\d{1,3}\\.\\d))(${counted}(?:\\.\\d{1,3})*)((?:\\s*(?:、|,|和|及|与|至|到|-)\\s*第?\\s*${counted}(?:\\.\\d{1,3})*)*)\\s*(条|章|节|款)((?:之[一二三四五六七八九十])?)((?:\\s*第?\\s*\\(?${counted}\\)?\\s*(?:款|项|目))*)`,
  'g',
);
const chineseAttachment =
  /(附件|附录|附表)\s*([一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])((?:\s*(?:、|和|及|与)\s*(?:附件)?(?:[一二三四五六七八九十]{1,3}|\d{1,2}))*)(?![\d.])/g;
const chineseOwn = /本条(?!款|例)(?:第\s*[一二三四五六七八九十\d]+\s*款)?/g;

/** What stands before a place in a statute. */
const statuteBefore =
  /(?:U\.?\s?S\.?\s?C\.?A?\.?|C\.?F\.?R\.?|\bCode|\bAct|\bRegulations?|\bReg\.|\bRules|\bStatutes?|\bStat\.|\bLaw|\bPlan|\bLease)\s*,?\s*(?:§+\s*)?$/;
const chineseStatuteBefore =
  /(?:》|(?<!方)法|法典|条例|办法|解释|规则|规程|细则|(?:原|主|该|其|总|基础|框架)(?:合同|协议)|同法|该法)\s*(?:\([^)\n]{0,30}\))?\s*(?:的|中|之)?\s*$/;

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
  addChinese();
  return found.sort((a, b) => a.span.start - b.span.start);

  function addPlaces(match: RegExpMatchArray): void {
    const word = match[1]!.toLowerCase().replace(/s$/, '');
    const end = match.index! + match[0].length;
    if (isHeadingOfItsOwn(folded, match)) return;
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
    if (!/^[A-Z]/.test(match[1]!) || isHeadingOfItsOwn(folded, match)) return;
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

  function addChinese(): void {
    if (!/[\u3400-\u9fff]/.test(folded)) return;
    let lastExternalEnd = -1;
    for (const match of folded.matchAll(chinesePlace)) {
      const before = folded.slice(Math.max(0, match.index - 40), match.index);
      const isChained =
        lastExternalEnd >= 0 &&
        /^\s*(?:、|,|和|及|与|或|以及|至)?\s*$/.test(folded.slice(lastExternalEnd, match.index));
      const isExternal = isChained || chineseStatuteBefore.test(before);
      const end = match.index + match[0].length;
      if (isExternal) lastExternalEnd = end;
      const kind = match[3]!;
      const first = match[1]!;
      const inner = [...match[5]!.matchAll(new RegExp(counted, 'g'))].map(([number]) =>
        String(readChinese(number) ?? number),
      );
      const others = [...match[2]!.matchAll(new RegExp(`${counted}(?:\\.\\d{1,3})*`, 'g'))];
      const numberAt = match.index + match[0].indexOf(first);
      const listAt = numberAt + first.length;
      const written: [Span, string, string[]][] =
        others.length === 0
          ? [[spanOf(match), first, inner]]
          : [
              [{ start: match.index, end: listAt }, first, []],
              ...others.map((other, index): [Span, string, string[]] => {
                const start = listAt + other.index;
                const isLast = index === others.length - 1;
                return [
                  { start, end: isLast ? end : start + other[0].length },
                  other[0],
                  isLast ? inner : [],
                ];
              }),
            ];
      for (const [span, number, rest] of written) {
        const parts = number.includes('.')
          ? number.split('.').map((part) => String(Number(part)))
          : [String(readChinese(number) ?? number)];
        add(
          span,
          {
            kind: 'clause',
            word: kind,
            parts: [...parts, ...rest],
            soft: rest.length,
            isRelative: kind === '款' && parts.length === 1,
          },
          isExternal,
        );
      }
    }
    for (const match of folded.matchAll(chineseAttachment)) {
      if (isHeadingOfItsOwn(folded, match)) continue;
      const end =
        match.index +
        match[1]!.length +
        /^\s*/.exec(match[0].slice(match[1]!.length))![0].length +
        match[2]!.length;
      add(
        { start: match.index, end },
        { kind: 'schedule', word: match[1]!, parts: [scheduleNumber(match[2]!)], isRelative: false },
        false,
      );
      for (const other of match[3]!.matchAll(/(?:附件)?([一二三四五六七八九十]{1,3}|\d{1,2})/g)) {
        const start = end + other.index;
        add(
          { start, end: start + other[0].length },
          { kind: 'schedule', word: match[1]!, parts: [scheduleNumber(other[1]!)], isRelative: false },
          false,
        );
      }
    }
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
  }

  /** "of the Lease", "thereof": the place is in another document. */
  function pointsAway(within: string, end: number, names: ReadonlySet<string>): boolean {
    const after = within.slice(end, end + 90);
    if (/^\s*,?\s*(?:thereof|therein|thereto|thereunder|U\.?S\.?C|C\.?F\.?R)/.test(after)) return true;
    const of =
      /^\s*,?\s*(?:respectively,?\s*)?(?:of|to|under|in|OF)\s+(?:(the|THE|that|such|said|its|each|any|any such|a|an)\s+(?:(?:certain|applicable|related|original|existing|relevant)\s+)?)?("?[A-Z\d][\w.&'/-]*"?(?:\s+(?:[A-Z\d][\w.&'/-]*|of|and|the|for|on)(?=\s|[,.;)]))*|agreement|contract|lease|act|code)/.exec(
        after,
      );
    if (!of) return false;
    const [whole, article, phrase = ''] = of;
    const isOf = /^\s*,?\s*of/.test(whole);
    if (!isOf && article === undefined) return false;
    const name = phrase
      .replace(/["\s]+/g, ' ')
      .trim()
      .toLowerCase()
      .replace(/(?: (?:of|and|the|for|on))+$/, '');
    if (
      /^(?:section|article|exhibit|schedule|annex|appendix|attachment|this|part|clause|paragraph)\b/.test(
        name,
      )
    )
      return false;
    if (!isOf) return /\b(?:agreement|act|code|lease|plan|statement|form)\b/.test(name) && !names.has(name);
    if (article === 'such' || article === 'that' || article === 'said') return true;
    return !names.has(name) && !names.has(name.replace(/^the /, ''));
  }
}

/** What the contract calls itself: "this Agreement", and the name that it gives itself. */
function ownNames(folded: string, terms: readonly DefinedTerm[], clauses: readonly Clause[]): Set<string> {
  const names = new Set<string>();
  const bodyAt = clauses.find(({ kind }) => kind === 'clause' || kind === 'definition')?.span.start ?? 3_000;
  const head = folded.slice(0, Math.max(bodyAt, 1_500));
  for (const match of head.matchAll(
    /\(\s*(?:hereinafter\s+)?(?:(?:referred\s+to\s+as|called)\s+)?(?:the|this)?\s*"([^"\n]{1,60})"/gi,
  )) {
    const before = head.slice(Math.max(0, match.index - 160), match.index);
    if (
      /\bthis\s[^.;()]{0,140}$/i.test(before) &&
      /\b(?:agreement|amendment|contract|addendum|lease|deed|statement|license|charter|letter|memorandum)\b/i.test(
        match[1]!,
      )
    )
      names.add(match[1]!.toLowerCase());
  }
  if (names.size === 0)
    for (const name of ['agreement', 'contract', 'amendment', 'addendum']) names.add(name);
  else if (
    ![...names].some((name) => /amendment|addendum|supplement/.test(name)) &&
    !terms.some(({ term }) => term === 'Agreement' || term === 'AGREEMENT')
  )
    names.add('agreement');
  return names;
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

/** A line with nothing else: the head of a page or of a part. */
function isHeadingOfItsOwn(folded: string, match: RegExpMatchArray): boolean {
  const end = match.index! + match[0].length;
  return (
    /(?:^|\n)[ \t]*$/.test(folded.slice(Math.max(0, match.index! - 40), match.index)) &&
    /^[ \t]*(?:\n|$)/.test(folded.slice(end, end + 20))
  );
}

function labelTest(clauses: readonly Clause[]): (at: number) => boolean {
  const starts = new Set(clauses.filter(({ label }) => label !== undefined).map(({ span }) => span.start));
  const passed = clauses.filter(({ kind }) => kind === 'contents').map(({ span }) => span);
  return (at) => starts.has(at) || passed.some(({ start, end }) => at >= start && at < end);
}

function spanOf(match: RegExpMatchArray): Span {
  return { start: match.index!, end: match.index! + match[0].length };
}
