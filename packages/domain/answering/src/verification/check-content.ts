import type { Span } from '@groundwork/kernel';
import type { Fault } from './fault.ts';
import { looksLikeHanName } from './han-names.ts';
import { opensSentence } from './read-names.ts';
import { pairAt } from '../text/content-terms.ts';
import { isWithin, wording, type Statement } from './read-statement.ts';

/** Least share of the claim's content that must stand in its quotes (fitted; see evaluate-verifier.ts). */
export const minimumCoverage = 0.75;

/** A run of claim tokens whose content is not in the source. */
interface Novelty {
  readonly from: number;
  readonly to: number;
}

/**
 * Content and names. Names and identifiers of the claim must be in the source (or in the title and headings above it); a
 * term put in the place of one of the source's is a changed claim; of everything else enough must be there.
 */
export function checkContent(claim: Statement, source: Statement, context: Statement): Fault | undefined {
  const numbers = numbersOf(claim);
  const known = coveredTokens(claim, source, context);
  const content = claim.tokens.flatMap((token, index) =>
    token.content && !isWithin(token, numbers) ? [index] : [],
  );
  const novel = content.filter((index) => !known.has(index));

  for (const index of novel) {
    const fault = nameFault(claim, index);
    if (fault) return fault;
  }
  for (const run of runsOf(novel.filter((index) => !isConnective(claim, index))).map((found) =>
    extended(claim, found, known),
  )) {
    const words = wordsOf(claim, run);
    if (looksLikeHanName(claim, run.from, run.to))
      return { reason: 'name', detail: `"${words}" is not in the source` };
    if (replaces(claim, run, source) || replaces(claim, widened(claim, run, source), source))
      return { reason: kindOf(claim, run), detail: `"${words}" stands in place of the source's words` };
  }
  const weight = (indexes: readonly number[]): number =>
    indexes.reduce((sum, index) => sum + (claim.tokens[index]?.kind === 'han' ? 0.5 : 1), 0);
  const coverage = content.length === 0 ? 0 : 1 - weight(novel) / weight(content);
  if (content.length > 0 && coverage < minimumCoverage) {
    return {
      reason: 'unsupported',
      detail: `${Math.round(coverage * 100)} % of its content is in the source`,
    };
  }
  return content.length === 0 && numbers.length === 0
    ? { reason: 'unsupported', detail: 'says nothing' }
    : undefined;
}

const connectives = /^(?:其次|首先|此外|另外|最后|同时|再次|总之|总体|其中|具体|例如)/u;

/** Words that join sentences and claim nothing themselves. */
function isConnective(claim: Statement, index: number): boolean {
  const start = claim.tokens[index]?.start ?? 0;
  return (
    connectives.test(claim.folded.text.slice(start)) ||
    connectives.test(claim.folded.text.slice(Math.max(0, start - 1)))
  );
}

/** Ranges that are compared by value elsewhere. */
function numbersOf(statement: Statement): readonly Span[] {
  return [...statement.quantities, ...statement.dates];
}

/** Tokens found in the source: words by stem; Chinese characters as part of a pair that is there. */
function coveredTokens(claim: Statement, source: Statement, context: Statement): Set<number> {
  const covered = new Set<number>();
  const has = (key: string): boolean => source.keys.has(key) || context.keys.has(key);
  const numbers = numbersOf(claim);
  const joined = (index: number, neighbour: number): boolean => {
    const [token, other] = [claim.tokens[index], claim.tokens[neighbour]];
    if (token === undefined || other?.kind !== 'han' || isWithin(other, numbers)) return false;
    return token.end === other.start || other.end === token.start;
  };
  claim.tokens.forEach((token, index) => {
    if (token.kind !== 'han') {
      if (has(token.key)) covered.add(index);
      return;
    }
    if (has(pairAt(claim.tokens, index) ?? '')) covered.add(index).add(index + 1);
    const alone = !joined(index, index + 1) && !joined(index, index - 1);
    if (alone && has(token.key)) covered.add(index);
  });
  return covered;
}

function nameFault(claim: Statement, index: number): Fault | undefined {
  const token = claim.tokens[index];
  if (!token) return undefined;
  const words = wording(claim, token.start, token.end);
  if (token.kind === 'identifier') return { reason: 'name', detail: `"${words}" is not in the source` };
  if (token.kind === 'number') return { reason: 'number', detail: `"${words}" is not in the source` };
  if (token.kind !== 'word') return undefined;
  const inChinese = claim.tokens.filter((other) => other.kind === 'han').length > 2;
  const capital = /^\p{Lu}/u.test(words);
  const acronym = /^\p{Lu}{2,}$/u.test(words);
  if (inChinese || (capital && (acronym || !opensSentence(claim, index)))) {
    return { reason: 'name', detail: `"${words}" is not in the source` };
  }
  return undefined;
}

function runsOf(indexes: readonly number[]): Novelty[] {
  const runs: { from: number; to: number }[] = [];
  for (const index of indexes) {
    const last = runs.at(-1);
    if (last && index === last.to + 1) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

/** The run with the function characters beside it that are part of no pair of the source: 都 of 成都. */
function extended(claim: Statement, run: Novelty, known: ReadonlySet<number>): Novelty {
  const joins = (index: number): boolean => {
    const token = claim.tokens[index];
    return token?.kind === 'han' && !known.has(index) && !isWithin(token, numbersOf(claim));
  };
  let { from, to } = run;
  while (joins(from - 1)) from -= 1;
  while (joins(to + 1)) to += 1;
  return { from, to };
}

function wordsOf(claim: Statement, run: Novelty): string {
  return wording(claim, claim.tokens[run.from]?.start ?? 0, claim.tokens[run.to]?.end ?? 0);
}

function kindOf(claim: Statement, run: Novelty): Fault['reason'] {
  return /^\p{Lu}/u.test(wordsOf(claim, run)) ? 'name' : 'unsupported';
}

/** Most tokens of the source that one term of the claim may stand for. */
const longestReplaced = 18;

/** Between the same neighbours the source has other content: the claim's term was put in its place. */
function replaces(claim: Statement, run: Novelty, source: Statement): boolean {
  const left = neighbours(claim, run.from - 1, -1);
  const right = neighbours(claim, run.to + 1, 1);
  if (left.length + right.length < 2) return false;
  for (let at = 0; at < source.tokens.length; at += 1) {
    if (!matches(source, at - 1, -1, left)) continue;
    for (let width = 1; width <= longestReplaced && at + width <= source.tokens.length; width += 1) {
      if (!matches(source, at + width, 1, right)) continue;
      if (source.tokens.slice(at, at + width).some((token) => token.content || token.kind === 'word'))
        return true;
    }
  }
  return false;
}

/** The run with neighbouring pairs of Chinese characters that are in the source by chance: 利亚 of 澳大利亚 in 维多利亚. */
function widened(claim: Statement, run: Novelty, source: Statement): Novelty {
  const isHan = (index: number): boolean => claim.tokens[index]?.kind === 'han';
  const joins = (index: number): boolean => source.keys.has(pairAt(claim.tokens, index) ?? '');
  let { from, to } = run;
  if (isHan(to + 1) && isHan(to + 2) && joins(to + 1) && !joins(to + 2)) to += 2;
  if (isHan(from - 1) && isHan(from - 2) && joins(from - 2) && !joins(from - 3)) from -= 2;
  return { from, to };
}

/** Up to two tokens on one side of a place; marks count, so that a sentence's own boundaries are compared as well. */
function neighbours(statement: Statement, from: number, step: 1 | -1): string[] {
  const keys: string[] = [];
  for (let index = from; keys.length < 2 && index >= 0 && index < statement.tokens.length; index += step) {
    const token = statement.tokens[index];
    if (token) keys.push(token.key);
  }
  return keys;
}

function matches(source: Statement, from: number, step: 1 | -1, keys: readonly string[]): boolean {
  return keys.every((key, offset) => source.tokens[from + offset * step]?.key === key);
}
