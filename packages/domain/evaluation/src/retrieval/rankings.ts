import type { Passage } from '@groundwork/retrieval';

/** What is measured side by side: each leg alone, both fused, and what a reranker made of that. */
export const rankingNames = ['lexical', 'vector', 'fused', 'reranked'] as const;
export type RankingName = (typeof rankingNames)[number];

export type Rankings = Readonly<Record<RankingName, readonly Passage[]>>;

/**
 * The rankings behind one search's Passages. `reranked` is the order that the search returned, which a reranker may
 * have touched only at its top; without one it is the fused order.
 */
export function rankingsOf(passages: readonly Passage[]): Rankings {
  const by = (leg: 'lexical' | 'vector' | 'fused') =>
    passages
      .flatMap((passage) => {
        const score = passage.scores[leg];
        return score === undefined ? [] : [{ passage, score }];
      })
      .sort((a, b) => b.score - a.score)
      .map(({ passage }) => passage);
  return { lexical: by('lexical'), vector: by('vector'), fused: by('fused'), reranked: passages };
}

/** Whether a reranker took part in the search. */
export function isReranked(passages: readonly Passage[]): boolean {
  return passages.some(({ scores }) => scores.reranked !== undefined);
}

/** Documents by their best Passage. Where queries are documents too, BEIR leaves out the query itself. */
export function rankDocuments(ranking: readonly Passage[], queryId: string): string[] {
  return [...new Set(ranking.map(({ externalId }) => externalId))].filter((id) => id !== queryId);
}
