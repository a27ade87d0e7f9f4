import type { Span } from '@groundwork/kernel';
import { pairAt } from '../text/content-terms.ts';
import { type Statement } from './read-statement.ts';

/** How far, in tokens, the words around a mention tell what it is said of. */
const reach = 8;
/** A source mention must fit this much better than the agreeing one before the claim counts as mixed up. */
const clearlyBetter = { factor: 1.4, margin: 0.4 };

/** The content around a mention, with distances in tokens (from 1), before and after it. */
export interface Surroundings {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

/** Content around `span`; `ignored` are ranges of mentions of the same kind, which are what is being told apart. */
export function surroundingsOf(statement: Statement, span: Span, ignored: readonly Span[]): Surroundings {
  const { tokens } = statement;
  const clause = statement.clauses.find((range) => range.start <= span.start && range.end > span.start);
  const walk = (indexes: readonly number[]): Map<string, number> => {
    const found = new Map<string, number>();
    let distance = 0;
    for (const index of indexes) {
      const token = tokens[index];
      if (!token || distance >= reach) break;
      if (
        token.kind === 'mark' ||
        ignored.some((range) => range.start < token.end && range.end > token.start)
      )
        continue;
      if (!token.content && token.kind !== 'han') continue;
      const outside = clause !== undefined && (token.start < clause.start || token.end > clause.end);
      distance += token.kind === 'han' ? 0.5 : 1;
      const key = pairAt(tokens, index) ?? token.key;
      if (!found.has(key)) found.set(key, Math.max(1, distance) + (outside ? 3 : 0));
    }
    return found;
  };
  const before = tokens.flatMap((token, index) => (token.end <= span.start ? [index] : [])).reverse();
  const after = tokens.flatMap((token, index) => (token.start >= span.end ? [index] : []));
  return { before: walk(before), after: walk(after) };
}

/** How alike two surroundings are: near words count more, words on the other side do not count. */
export function likeness(a: Surroundings, b: Surroundings): number {
  let score = 0;
  for (const side of ['before', 'after'] as const) {
    for (const [key, distance] of a[side]) {
      const other = b[side].get(key);
      if (other !== undefined) score += 1 / Math.max(distance, other);
    }
  }
  return score;
}

export interface BoundMention<Mention extends Span> {
  readonly mention: Mention;
  readonly score: number;
}

/**
 * Which of the source's mentions a claim's mention rests on: the agreeing one in the most similar surroundings.
 * `mixed` is set where a disagreeing mention stands in clearly more similar surroundings, as when two amounts or two
 * parties have changed places.
 *
 * @returns `undefined` where no mention of the source agrees.
 */
export function bindMention<Mention extends Span>(
  claim: Statement,
  mention: Mention,
  source: Statement,
  candidates: readonly Mention[],
  options: {
    readonly agrees: (candidate: Mention) => boolean;
    readonly claimMentions: readonly Span[];
    readonly sourceMentions: readonly Span[];
  },
):
  | {
      readonly best: BoundMention<Mention>;
      readonly agreeing: readonly BoundMention<Mention>[];
      readonly mixed?: Mention;
    }
  | undefined {
  const around = surroundingsOf(claim, mention, options.claimMentions);
  const scored = candidates.map((candidate) => ({
    mention: candidate,
    score: likeness(around, surroundingsOf(source, candidate, options.sourceMentions)),
    agrees: options.agrees(candidate),
  }));
  const agreeing = scored.filter((candidate) => candidate.agrees).sort((a, b) => b.score - a.score);
  const best = agreeing[0];
  if (!best) return undefined;
  const rival = scored.filter((candidate) => !candidate.agrees).sort((a, b) => b.score - a.score)[0];
  const mixed = rival && rival.score > clearlyBetter.factor * best.score + clearlyBetter.margin;
  return { best, agreeing, ...(mixed ? { mixed: rival.mention } : {}) };
}
