/** A line with nothing else: the head of a page or of a part. */
export function isLineOfItsOwn(folded: string, match: RegExpMatchArray): boolean {
  const end = match.index! + match[0].length;
  return (
    /(?:^|\n)[ \t]*$/.test(folded.slice(Math.max(0, match.index! - 40), match.index)) &&
    /^[ \t]*(?:\n|$)/.test(folded.slice(end, end + 20))
  );
}
