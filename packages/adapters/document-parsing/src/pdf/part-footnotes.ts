import type { Line } from './find-lines.ts';

/** Footnotes are set at most this large, beside the body. */
const smaller = 0.92;
/** What a footnote opens with: a number or a mark, then its text. */
const mark = /^(?:\d{1,3}|[*†‡§¶]{1,3}|[①-⑳]|\[\d{1,3}\]|[¹²³⁴-⁹]{1,3})[.)]?\s*\p{L}/u;

/**
 * Takes the notes from the foot of each column, so that they follow the body of their page instead of parting it:
 * smaller lines below the last line of the body, from the first that opens with a mark.
 *
 * @param body size of the Document's body in points
 */
export function partFootnotes(
  regions: readonly (readonly Line[])[],
  body: number,
): { readonly regions: readonly (readonly Line[])[]; readonly notes: readonly (readonly Line[])[] } {
  const notes: Line[][] = [];
  const rest = regions.map((lines) => {
    const isSmall = (line: Line) => line.size <= smaller * body;
    const foot = lines.findLastIndex((line) => !isSmall(line)) + 1;
    const start = lines.findIndex((line, index) => index >= foot && mark.test(line.text));
    // A region of small print alone is no foot of anything.
    if (start <= 0 || foot === 0) return lines;
    notes.push(lines.slice(start));
    return lines.slice(0, start);
  });
  return { regions: rest, notes };
}
