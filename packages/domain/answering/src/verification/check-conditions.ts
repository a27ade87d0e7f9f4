import type { Fault } from './fault.ts';
import { readConditions, type Condition } from './read-polarity.ts';
import { pairAt } from '../text/content-terms.ts';
import { wording, type Statement } from './read-statement.ts';

/** Share of the claim's content that a sentence must hold for the claim to rest on it. */
const restsOn = 0.3;

/**
 * Conditions and exceptions of the sentences on which the claim rests must be in the claim, and be of the same kind:
 * without "unless …" the rest of the sentence says something else.
 */
export function checkConditions(claim: Statement, sentences: readonly Statement[]): Fault | undefined {
  const kinds = new Set(readConditions(claim.folded.text, claim.clauses).map((condition) => condition.kind));
  const said = contentKeys(claim, 0, Infinity);
  for (const sentence of sentences) {
    const shared = contentKeys(sentence, 0, Infinity).filter((key) => claim.keys.has(key)).length;
    if (shared < restsOn * new Set(said).size) continue;
    for (const condition of readConditions(sentence.folded.text, sentence.clauses)) {
      if (!limitsTheClaim(claim, sentence, condition) || kinds.has(condition.kind)) continue;
      return {
        reason: 'unsupported',
        detail: `leaves out "${wording(sentence, condition.start, condition.end)}"`,
      };
    }
  }
  return undefined;
}

/** Whether the claim says something of that sentence from outside the condition. */
function limitsTheClaim(claim: Statement, sentence: Statement, condition: Condition): boolean {
  const limited = [
    ...contentKeys(sentence, 0, condition.start),
    ...contentKeys(sentence, condition.end, Infinity),
  ];
  return limited.some((key) => claim.keys.has(key));
}

function contentKeys(statement: Statement, start: number, end: number): string[] {
  return statement.tokens.flatMap((token, index) => {
    if (token.start < start || token.end > end) return [];
    const key =
      token.kind === 'han'
        ? pairAt(statement.tokens, index)
        : token.content && token.kind !== 'mark'
          ? token.key
          : undefined;
    return key === undefined ? [] : [key];
  });
}
