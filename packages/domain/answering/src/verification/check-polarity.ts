import type { Span } from '@groundwork/kernel';
import type { Fault } from './fault.ts';
import { likeness, surroundingsOf } from './bind-mention.ts';
import type { Cue } from './read-polarity.ts';
import { pairAt } from '../text/content-terms.ts';
import { contentIn, isRestatement } from './is-restatement.ts';
import { wording, type Statement } from './read-statement.ts';

/**
 * Negations and obligations. Each clause of the claim is laid beside the source clause that shares most with it. Where the
 * two hold different numbers of negations, what the surplus negation bears on decides: a claim must not negate what the
 * source affirms, nor affirm what the source negates.
 */
export function checkPolarity(claim: Statement, source: Statement): Fault | undefined {
  if (claim.negations.length !== source.negations.length && isRestatement(claim, source)) {
    const detail = `the source negates ${source.negations.length} times, the claim ${claim.negations.length} times`;
    return { reason: 'negation', detail };
  }
  for (const clause of claim.clauses) {
    const partner = partnerOf(claim, clause, source);
    if (!partner) {
      const cue = cuesIn(claim.negations, clause)[0];
      if (cue && source.negations.length === 0) return negated(claim, cue);
      continue;
    }
    const mine = cuesIn(claim.negations, clause);
    const theirs = cuesIn(source.negations, partner);
    const fault =
      (mine.length > theirs.length ? surplusInClaim(claim, mine, source) : undefined) ??
      (theirs.length > mine.length ? surplusInSource(claim, clause, source, theirs) : undefined) ??
      movedNegation(claim, mine, source) ??
      (mine.length === 0 && theirs.length === 0 ? checkForce(claim, clause, source, partner) : undefined);
    if (fault) return fault;
  }
  return undefined;
}

function negated(claim: Statement, cue: Cue): Fault {
  return { reason: 'negation', detail: `"${wording(claim, cue.start, cue.end)}" is not in the source` };
}

function cuesIn<Item extends Span>(items: readonly Item[], clause: Span): Item[] {
  return items.filter((item) => item.start >= clause.start && item.start < clause.end);
}

/** The source clause with the largest share of this clause's content, if it shares any. */
function partnerOf(claim: Statement, clause: Span, source: Statement): Span | undefined {
  const wanted = contentIn(claim, clause);
  let best: { clause: Span; score: number } | undefined;
  for (const candidate of source.clauses) {
    const theirs = contentIn(source, candidate);
    const shared = [...wanted].filter((key) => theirs.has(key)).length;
    const score = shared / Math.sqrt(Math.max(1, theirs.size));
    if (shared > 0 && score > (best?.score ?? 0)) best = { clause: candidate, score };
  }
  return best?.clause;
}

/** Keys that a negation bears on: the content after it, for Chinese as pairs of characters. */
function focusKeys(statement: Statement, cue: Cue): string[] {
  return cue.focus.flatMap((index) => {
    const token = statement.tokens[index];
    if (!token) return [];
    if (token.kind !== 'han') return [token.key];
    const pair = pairAt(statement.tokens, index);
    return pair !== undefined && cue.focus.includes(index + 1) ? [pair] : [];
  });
}

function surplusInClaim(claim: Statement, mine: readonly Cue[], source: Statement): Fault | undefined {
  const negatedThere = new Set(source.negations.flatMap((cue) => focusKeys(source, cue)));
  const cue = mine.find((candidate) => {
    const [first] = focusKeys(claim, candidate);
    return first === undefined || !negatedThere.has(first);
  });
  return cue && negated(claim, cue);
}

function surplusInSource(
  claim: Statement,
  clause: Span,
  source: Statement,
  theirs: readonly Cue[],
): Fault | undefined {
  const said = contentIn(claim, clause);
  const negatedHere = new Set(claim.negations.flatMap((cue) => focusKeys(claim, cue)));
  for (const cue of theirs) {
    const keys = focusKeys(source, cue).filter((key) => said.has(key));
    if (keys.length === 0 || keys.some((key) => negatedHere.has(key))) continue;
    if (keys.every((key) => affirmedAsWell(claim, clause, source, key))) continue;
    return {
      reason: 'negation',
      detail: `the source says "${wording(source, cue.start, cue.end)}" of "${keys.join(' ')}"`,
    };
  }
  return undefined;
}

/** Whether the source also uses the word without a negation, in surroundings at least as like the claim's. */
function affirmedAsWell(claim: Statement, clause: Span, source: Statement, key: string): boolean {
  const mine = occurrences(claim, key).find((span) => span.start >= clause.start && span.end <= clause.end);
  if (!mine) return false;
  const around = surroundingsOf(claim, mine, []);
  const scored = occurrences(source, key).map((span) => ({
    negated: source.negations.some((cue) => cue.focus.some((index) => isAt(source, index, span))),
    score: likeness(around, surroundingsOf(source, span, [])),
  }));
  const best = (negatedOnes: boolean): number =>
    Math.max(-1, ...scored.filter((item) => item.negated === negatedOnes).map((item) => item.score));
  return best(false) >= 0 && best(false) >= best(true);
}

/** A negation that stands in both but bears on other words: "not" moved from one part of the sentence to another. */
function movedNegation(claim: Statement, mine: readonly Cue[], source: Statement): Fault | undefined {
  for (const cue of mine) {
    const keys = focusKeys(claim, cue);
    const known = keys.filter((key) => source.keys.has(key));
    if (known.length === 0 || keys.length !== known.length) continue;
    const negatedThere = new Set(source.negations.flatMap((other) => focusKeys(source, other)));
    if (!known.some((key) => negatedThere.has(key))) return negated(claim, cue);
  }
  return undefined;
}

function occurrences(statement: Statement, key: string): Span[] {
  return statement.tokens.flatMap((token, index) => {
    if (token.key === key) return [token];
    const next = statement.tokens[index + 1];
    return next && pairAt(statement.tokens, index) === key ? [{ start: token.start, end: next.end }] : [];
  });
}

function isAt(statement: Statement, index: number, span: Span): boolean {
  const token = statement.tokens[index];
  return token !== undefined && token.start >= span.start && token.end <= span.end;
}

/** Obligation may not be made out of permission or a plain statement, nor permission out of obligation. */
function checkForce(claim: Statement, clause: Span, source: Statement, partner: Span): Fault | undefined {
  const forces = (statement: Statement, range: Span): Set<string> =>
    new Set(cuesIn(statement.modals, range).map((modal) => modal.force));
  const mine = forces(claim, clause);
  const theirs = forces(source, partner);
  const obliges = source.modals.some((modal) => modal.force === 'must');
  if (mine.has('must') && (!obliges || (theirs.has('may') && !theirs.has('must') && !mine.has('may')))) {
    return { reason: 'negation', detail: 'the claim obliges, the source does not' };
  }
  if (mine.has('may') && !mine.has('must') && theirs.has('must') && !theirs.has('may')) {
    return { reason: 'negation', detail: 'the claim permits, the source obliges' };
  }
  return undefined;
}
