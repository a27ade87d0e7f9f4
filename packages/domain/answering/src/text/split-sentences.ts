import type { Span } from '@groundwork/kernel';

/** One sentence, list item, heading or table row of a text: `text.slice(start, end)`, without white space at its ends. */
export interface SentenceSpan extends Span {
  readonly kind: 'sentence' | 'item' | 'heading' | 'row';
}

const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st vs etc e.g i.e cf al inc ltd co corp llc plc no nos art arts sec para fig figs vol ' +
    'approx dept est ext min max jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m ph.d pp ch ed eds gen gov hon rev ' +
    'mt ave blvd rd tel'
  ).split(' '),
);
/** After these a full stop may also end the sentence: it does when a capital follows. */
const endingAbbreviations = new Set('etc inc ltd co corp llc plc a.m p.m u.s u.k al jr sr'.split(' '));

const itemMark =
  /^(?:[-*•·▪◦‣–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}、|[①-⑳])\s*/u;
const closers = /["'”’」』）)\]》】]/u;

/**
 * Split text into sentences, English and Chinese. Line breaks end a unit where the next line is a list item, heading,
 * table row or blank; inside a paragraph a break is just white space (wrapped lines of a PDF). Spans into the text, so
 * a slice is byte-identical to the source.
 */
export function splitSentences(text: string): SentenceSpan[] {
  return splitBlocks(text).flatMap((block) => {
    if (block.kind === 'row' || block.kind === 'heading') return [block];
    return splitBlock(text, block);
  });
}

function splitBlocks(text: string): SentenceSpan[] {
  const blocks: { start: number; end: number; kind: SentenceSpan['kind'] }[] = [];
  let open: (typeof blocks)[number] | undefined;
  for (const line of text.matchAll(/[^\n\r\f]+/g)) {
    const content = line[0].trim();
    const start = line.index + line[0].indexOf(content);
    const end = start + content.length;
    const gap = open ? text.slice(open.end, start) : '';
    if (content === '') continue;
    const kind = kindOfLine(content);
    const continues =
      open !== undefined &&
      kind === 'sentence' &&
      (open.kind === 'sentence' || open.kind === 'item') &&
      !/\n\s*\n|\f/.test(gap.replace(/\r/g, '')) &&
      isWrapped(text.slice(open.start, open.end), content);
    if (continues && open) open.end = end;
    else blocks.push((open = { start, end, kind }));
  }
  return blocks;
}

function kindOfLine(line: string): SentenceSpan['kind'] {
  if (/^\|.*\|$/.test(line) || /\t.*\S/.test(line)) return 'row';
  if (/^#{1,6}\s/.test(line)) return 'heading';
  if (itemMark.test(line)) return 'item';
  if (isTitleLine(line)) return 'heading';
  return 'sentence';
}

function isTitleLine(line: string): boolean {
  if (/^第[一二三四五六七八九十百零\d]+[编章节]/.test(line) && line.length < 30) return true;
  if (/[.。!！?？;；,，:：]["'”’」』）)]?$/u.test(line)) return false;
  const words = line.split(/\s+/);
  const capitals = words.filter((word) => /^[A-Z\d]/.test(word)).length;
  return (
    words.length <= 8 && words.length > 1 && words.every((word) => !/^[a-z]{5,}/.test(word)) && capitals > 0
  );
}

/** A line goes on in the next one where it does not end like a sentence and the next does not look like a new start. */
function isWrapped(before: string, next: string): boolean {
  if (/[.。!！?？]["'”’」』）)]?$/u.test(before)) return !/^[\p{Lu}\p{Script=Han}\d"“「]/u.test(next);
  if (/[:：]$/u.test(before)) return false;
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  return lastLine.length >= 30 || /^[\p{Ll},，;；]/u.test(next) || /[,，、]$/u.test(before);
}

function splitBlock(text: string, block: SentenceSpan): SentenceSpan[] {
  const sentences: SentenceSpan[] = [];
  let start = block.start;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const content = raw.trim();
    if (content !== '') {
      const from = start + raw.indexOf(content);
      sentences.push({ start: from, end: from + content.length, kind: block.kind });
    }
    start = end;
  };
  for (let index = block.start; index < block.end; index += 1) {
    if (!endsSentence(text, index, start, block)) continue;
    let end = index + 1;
    while (end < block.end && /[.。!！?？…]/u.test(text[end] ?? '')) end += 1;
    while (end < block.end && closers.test(text[end] ?? '')) end += 1;
    close(end);
    index = end - 1;
  }
  close(block.end);
  return sentences;
}

function endsSentence(text: string, index: number, start: number, block: SentenceSpan): boolean {
  const character = text[index] ?? '';
  const rest = text.slice(index + 1, Math.min(block.end, index + 12));
  if (/[。！？；]/u.test(character)) return true;
  if (character === '…') return !/^…/.test(rest) && /^["'”’」』\s]*[\p{Lu}\p{Script=Han}]/u.test(rest);
  if (!/[.!?]/.test(character)) return false;
  if (rest === '') return true;
  if (/^["'”’)\]]*\s+\p{Ll}/u.test(rest)) return false;
  if (!/^["'”’)\]]*\s/.test(rest))
    return /^["'”’)\]]*[\p{Script=Han}]/u.test(rest) && !/\d/.test(text[index - 1] ?? '');
  if (character !== '.') return true;
  const word = /[\p{L}.]*$/u.exec(text.slice(Math.max(start, index - 12), index))?.[0].toLowerCase() ?? '';
  const next = rest.replace(/^["'”’)\]]*\s+/, '');
  if (text.slice(start, index).trim().length <= 3 && /^[\dA-Za-z]+$/.test(text.slice(start, index).trim()))
    return false;
  if (abbreviations.has(word))
    return endingAbbreviations.has(word) && /^\p{Lu}\p{Ll}/u.test(next) && word !== 'co';
  if (/^\p{L}$/u.test(word)) return false;
  return true;
}
