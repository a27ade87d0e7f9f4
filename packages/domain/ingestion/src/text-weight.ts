import type { Span } from '@groundwork/kernel';

/** A Chinese, Japanese or Korean character carries about as much as this many Latin letters. */
const cjkWeight = 2.3;

/** How much a span says, in Latin characters: the measure of a Chunk's size in any script. */
export function textWeight(text: string, span: Span): number {
  let weight = 0;
  for (let index = span.start; index < span.end; index++) {
    weight += isCjk(text.charCodeAt(index)) ? cjkWeight : 1;
  }
  return weight;
}

/** Blocks from CJK radicals to Hangul syllables, and full-width forms; supplementary planes count as two halves. */
function isCjk(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  );
}
