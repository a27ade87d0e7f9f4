import type { Span } from '@groundwork/kernel';
import type { Line } from './read-lines.ts';

const longest = 90;
const small =
  /^(?:a|an|and|as|at|by|for|from|if|in|into|nor|of|on|or|per|the|to|upon|v|vs|with|without|&|-|\/)$/i;

/** What a label's text begins with, if that is its heading: "Amendment." before a sentence, 付款方式 on its own line. */
export function findHeading(
  folded: string,
  from: number,
  line: Line,
  next: Line | undefined,
  to: number,
): Span | undefined {
  if (from >= line.end)
    return next && next.start < to && !next.isFurniture ? wholeLine(folded, next) : undefined;
  const stop = Math.min(line.end, to);
  const text = folded.slice(from, Math.min(stop, from + 200));
  const isChinese = /^["'《]?[\u3400-\u9fff]/.test(text);
  const span = (length: number): Span | undefined =>
    length > 0 ? { start: from, end: from + length } : undefined;
  if (isChinese) return span(chineseHeading(text));
  if (stop - from <= longest && (line.begins === 'heading' || !/[.;,:]$/.test(text)) && looksLikeTitle(text))
    return span(text.length);
  const closed = /^(.{2,88}?)(?:\.(?=\s|$)|:(?=\s|$)|\s{2,}|\s+-+\s|\t)/s.exec(text);
  if (!closed || /\n/.test(closed[1]!) || !looksLikeTitle(closed[1]!)) return undefined;
  return span(closed[1]!.length);
}

/** A line that reads like a heading and nothing else. */
export function wholeLine(folded: string, line: Line): Span | undefined {
  const text = folded.slice(line.start, line.end);
  if (text.length > longest || line.isTable) return undefined;
  const isHeading = /[\u3400-\u9fff]/.test(text)
    ? text.length <= 24 && !/[。;,:、]/.test(text)
    : looksLikeTitle(text) && !/[;,.]$/.test(text);
  return isHeading ? { start: line.start, end: line.end } : undefined;
}

function chineseHeading(text: string): number {
  const whole = /^[^\n。;,]{1,30}$/.exec(text.split('\n')[0]!);
  if (whole && whole[0].length <= 24 && !/[::_]/.test(whole[0]) && !/(?:应当|不得|负责|承担)/.test(whole[0]))
    return whole[0].trimEnd().length;
  const closed = /^([\u3400-\u9fffA-Za-z、与和及()《》"]{2,16}?)(?::|[ \t]{1,}|\n)/.exec(text);
  return closed && !/[应须将]/.test(closed[1]!) ? closed[1]!.length : 0;
}

/** Capitals at every word that counts. */
function looksLikeTitle(text: string): boolean {
  const words = text
    .trim()
    .split(/[\s/,-]+/)
    .filter((word) => /[A-Za-z]/.test(word));
  if (words.length === 0 || words.length > 14) return false;
  const plain = words.filter((word) => !small.test(word.replace(/[^A-Za-z&]/g, '')));
  const capital = plain.filter((word) => /^["'([]*\p{Lu}/u.test(word));
  if (
    words.length > 1 &&
    words.length <= 4 &&
    capital.length >= 1 &&
    /^["'([]*\p{Lu}/u.test(words[0]!) &&
    capital.length * 2 >= plain.length
  )
    return true;
  return capital.length > 0 && capital.length >= plain.length * 0.7 && /^["'([]*\p{Lu}/u.test(words[0]!);
}
