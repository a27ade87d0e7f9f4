import type { Span } from '@groundwork/kernel';
import type { Clause, DefinedTerm } from './contract-structure.ts';
import { findTermUses } from './find-term-uses.ts';

const quoted = `"([^"\\n]{1,80}?)[,.]?"`;
const meaning =
  /(?:"[^"\n]{1,80}"(?:\s*\([^)\n]{0,80}\))?(?:\s*(?:,|\/|\bor\b|\band\b|或|和|、)\s*)?){1,4},?\s*(?:shall\s+(?:mean|have|include|refer|be)|means?\b|has\s+the|have\s+the|is\s+defined|refers?\s+to|includes?\b|:?\s*(?:是指|系指|意指|意为|指))/g;
/** A parenthesis with nothing in it but names and the words that give them. */
const naming =
  /\((?:(?:the|this|these|an?|each|either|both|every|individually|collectively|together|jointly|severally|hereinafter|hereafter|herein|sometimes|also|referred|to|as|is|are|be|called|known|defined|designated|such|any|all|and|or|with|its|their|affiliates?|subsidiaries|respectively|being|singularly|for|purposes|of|agreement|in|单独|分别|各自|统|合|简|以下|下|称|均|为|作|之|或|和|及|与|并)\b|\b|[\s,;:/、&]|"[^"\n]{1,80}"|'[^'\n]{2,60}'){1,40}\)/gi;
const called =
  /(?:hereinafter|hereafter)\s+(?:(?:collectively|sometimes|individually|also|jointly)\s+)*(?:referred\s+to\s+as|called|known\s+as|designated(?:\s+as)?)?\s*(?:the\s+)?"?([A-Z][\w&'-]*(?:\s+[A-Z][\w&'-]*){0,4})"?(?=[,.;)])/g;
const chineseCalled =
  /(?:(?:以下|下文|下|并|后)(?:单独|分别|各|均|统一|共同|合并)?(?:简称|合称|统称|并称|称)|单独称|合称|统称|简称)(?:为|作|:)?\s*((?:["'《][^"'《》\n]{1,30}["'》](?:\s*(?:或|和|、|及)\s*)?)+|[\u3400-\u9fffA-Za-z]{1,12}(?=[),。;]))/g;
const chineseMeans =
  /(?:本(?:合同|协议)(?:中|项下|内)?)?(?:所称|所指|项下的)\s*"?([\u3400-\u9fffA-Za-z]{2,14}?)"?,?\s*(?:是指|系指|指)/g;
const bareMeans =
  /^(?:the\s+)?([A-Z][\w&'/-]*(?:\s+(?:[A-Z][\w&'/-]*|of|and|or|the|for|to|in)){0,6})\s*(?:,|:|-)?\s*(?:shall\s+mean|means|shall\s+have\s+the\s+meaning|has\s+the\s+meaning)\b|^(?!本合同|本协议)([\u3400-\u9fffA-Za-z]{2,15}?)\s*[:,]?\s*(?:是指|系指|指的是|(?<=[:,]\s*)指)/;
const roleLine =
  /^[ \t]*((?:甲|乙|丙|丁|戊)方)[ \t]*(?:\([ \t]*([\u3400-\u9fff]{2,6})[ \t]*\))?[ \t]*(?:\([^)\n]{1,20}\))?[ \t]*:/gm;

/** Explained in clauses on interpretation, but words of the language all the same. */
const wordsOfLaw =
  /^(?:or|and|and\/or|any|may|will|shall|include|includes|included|including|include\(s\)|herein|hereof|hereto|hereunder|hereby|person|to|day|month|year|written|writing)$/i;

interface Definition {
  readonly term: string;
  readonly at: Span;
  readonly definition: Span;
}

/** Terms that the contract gives a meaning, in order of their definitions, each once, with where they are used. */
export function findDefinedTerms(text: string, folded: string, clauses: readonly Clause[]): DefinedTerm[] {
  const found: Definition[] = [];
  const add = (start: number, end: number, definition: Span): void => {
    const written = text.slice(start, end);
    // "Maximum Daily Quantity (MDQ)" is two names.
    const short = /^(.+?)\s*\(([A-Z][\w&-]+)\)\s*$/s.exec(written);
    if (short) {
      add(start, start + short[1]!.length, definition);
      return add(
        start + written.lastIndexOf(short[2]!),
        start + written.lastIndexOf(short[2]!) + short[2]!.length,
        definition,
      );
    }
    const term = written.replace(/\s+/g, ' ').trim();
    if (/[\p{L}]/u.test(term) && !wordsOfLaw.test(term)) found.push({ term, at: { start, end }, definition });
  };
  const addQuoted = (match: RegExpMatchArray, definition: Span, upTo = match[0].length) => {
    const at = match.index!;
    for (const name of match[0]
      .slice(0, upTo)
      .matchAll(new RegExp(`${quoted}|'([^'\\n]{2,60})'|《([^《》\\n]{1,30})》`, 'g'))) {
      const value = name[1] ?? name[2] ?? name[3]!;
      add(at + name.index + 1, at + name.index + 1 + value.length, definition);
    }
  };
  for (const match of folded.matchAll(meaning)) addQuoted(match, sentenceAt(folded, match.index, clauses));
  for (const match of folded.matchAll(naming)) addQuoted(match, spanOf(match));
  for (const match of folded.matchAll(called)) addGroup(match, sentenceAt(folded, match.index, clauses));
  for (const match of folded.matchAll(chineseCalled)) {
    const definition = parenthesisAround(folded, match.index) ?? sentenceAt(folded, match.index, clauses);
    if (/["'《]/.test(match[1]!)) addQuoted(match, definition);
    else addGroup(match, definition);
  }
  for (const match of folded.matchAll(chineseMeans))
    addGroup(match, sentenceAt(folded, match.index, clauses));
  for (const clause of clauses) {
    if (clause.kind !== 'clause' && clause.kind !== 'definition') continue;
    const from = bodyOf(folded, clause);
    const match = bareMeans.exec(folded.slice(from, from + 120));
    const name = match?.[1] ?? match?.[2];
    if (match && name)
      add(from + match[0].indexOf(name), from + match[0].indexOf(name) + name.length, clause.span);
  }
  const preambleEnd =
    clauses.find(({ kind }) => kind === 'clause' || kind === 'definition')?.span.start ?? folded.length;
  for (const match of folded.slice(0, preambleEnd).matchAll(roleLine)) {
    const end = folded.indexOf('\n', match.index + match[0].length);
    const line = { start: match.index + match[0].search(/\S/), end: end < 0 ? folded.length : end };
    for (const name of [match[1], match[2]]) {
      if (name) add(folded.indexOf(name, match.index), folded.indexOf(name, match.index) + name.length, line);
    }
  }
  return withUses(folded, found);

  function addGroup(match: RegExpMatchArray, definition: Span): void {
    const at = match.index! + match[0].lastIndexOf(match[1]!);
    add(at, at + match[1]!.length, definition);
  }
}

function withUses(folded: string, found: readonly Definition[]): DefinedTerm[] {
  const byTerm = new Map<string, Definition>();
  for (const definition of [...found].sort((a, b) => a.at.start - b.at.start)) {
    const key = folded.slice(definition.at.start, definition.at.end).replace(/\s+/g, ' ').trim();
    if (!byTerm.has(key)) byTerm.set(key, definition);
  }
  const uses = findTermUses(folded, [...byTerm.keys()]);
  return [...byTerm].map(([key, { term, definition }]) => ({
    term,
    definition,
    uses: (uses.get(key) ?? []).filter(
      ({ start, end }) => end <= definition.start || start >= definition.end,
    ),
  }));
}

/** The sentence from its defined term on; in a Clause that does nothing but define, all of it. */
function sentenceAt(folded: string, at: number, clauses: readonly Clause[]): Span {
  const defining = clauses.findLast(
    ({ kind, span }) => kind === 'definition' && span.start <= at && at < span.end,
  );
  if (defining && at - defining.span.start < 60) return defining.span;
  const before = folded.slice(Math.max(0, at - 600), at);
  const last = Math.max(
    before.search(
      /(?:[.;。；](?:\s+|(?=[\u3400-\u9fff]))|\n\s*\n)(?![\s\S]*(?:[.;。；](?:\s+|(?=[\u3400-\u9fff]))|\n\s*\n))/,
    ),
    -1,
  );
  const start =
    at -
    before.length +
    (last < 0 ? 0 : last + /^(?:[.;。；]\s*|\n\s*\n\s*)/.exec(before.slice(last))![0].length);
  const after = /[.;](?=\s+["A-Z(\d]|\s*$)|[。；]|\n\s*\n/.exec(folded.slice(at, at + 3_000));
  const end = after ? at + after.index + (/^\n/.test(after[0]) ? 0 : 1) : Math.min(folded.length, at + 3_000);
  return { start, end };
}

function parenthesisAround(folded: string, at: number): Span | undefined {
  const open = folded.lastIndexOf('(', at);
  const close = folded.indexOf(')', at);
  if (open < 0 || close < 0 || at - open > 80 || close - at > 120 || folded.slice(open, at).includes(')'))
    return undefined;
  return { start: open, end: close + 1 };
}

function bodyOf(folded: string, clause: Clause): number {
  let at = clause.span.start + (clause.label?.length ?? 0);
  while (at < clause.span.end && /[\s.:、)"]/.test(folded[at]!)) at++;
  return at;
}

function spanOf(match: RegExpMatchArray): Span {
  return { start: match.index!, end: match.index! + match[0].length };
}
