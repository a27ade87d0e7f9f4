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
  const mine = readConditions(claim.folded.text, claim.clauses);
  const said = new Set(contentKeys(claim, 0, Infinity));
  const limits = sentences.flatMap((sentence) => {
    const shared = new Set(contentKeys(sentence, 0, Infinity).filter((key) => said.has(key))).size;
    if (shared < restsOn * said.size) return [];
    const conditions = readConditions(sentence.folded.text, sentence.clauses);
    return conditions
      .filter((condition) => limitsTheClaim(claim, sentence, condition))
      .map((condition) => ({ sentence, condition }));
  });
  const missing = limits.find(({ condition: { kind } }) => {
    const count = (list: readonly Condition[]): number =>
      list.filter((condition) => condition.kind === kind).length;
    return count(mine) < count(limits.map(({ condition }) => condition));
  });
  if (!missing) return undefined;
  const { sentence, condition } = missing;
  return {
    reason: 'unsupported',
    detail: `leaves out "${wording(sentence, condition.start, condition.end)}"`,
  };
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
