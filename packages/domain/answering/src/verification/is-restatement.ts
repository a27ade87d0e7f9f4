import type { Span } from '@groundwork/kernel';
import { pairAt } from '../text/content-terms.ts';
import type { Statement } from './read-statement.ts';

/** Share of content that two texts must have in common, both ways, to be the same sentence in other order or form. */
const sameSentence = 0.85;

/** Whether the claim says the whole source over again: then the two must agree in every number and negation. */
export function isRestatement(claim: Statement, source: Statement): boolean {
  const whole = { start: 0, end: Infinity };
  const [mine, theirs] = [contentIn(claim, whole), contentIn(source, whole)];
  const shared = [...mine].filter((key) => theirs.has(key)).length;
  return shared >= sameSentence * Math.max(mine.size, theirs.size);
}

/** Content of a range as comparable keys: stems of words, pairs of Chinese characters. */
export function contentIn(statement: Statement, range: Span): Set<string> {
  const keys = new Set<string>();
  statement.tokens.forEach((token, index) => {
    if (token.start < range.start || token.end > range.end) return;
    const key =
      token.kind === 'han' ? pairAt(statement.tokens, index) : token.content ? token.key : undefined;
    if (key !== undefined) keys.add(key);
  });
  return keys;
}
