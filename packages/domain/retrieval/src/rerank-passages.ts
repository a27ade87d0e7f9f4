import type { Reranker } from '@groundwork/inference';
import { isGroundworkError, type Logger } from '@groundwork/kernel';
import { embeddingText } from './embedding-text.ts';
import { inTime } from './in-time.ts';
import type { Passage } from './passage.ts';
import type { NotRerankedReason, Reranking } from './search-result.ts';

export interface RerankPassagesDeps {
  readonly reranker: Reranker;
  readonly logger: Logger;
  /** How many of the best Passages are judged. */
  readonly top: number;
  /** A slower reranker is left out of the search. */
  readonly timeoutMs: number;
}

export type RerankedPassages =
  | { readonly passages: readonly Passage[]; readonly reranking: Reranking }
  | { readonly passages: readonly Passage[]; readonly notReranked: NotRerankedReason };

/**
 * Puts the best of a ranking in the order that a Reranker gives them; those beyond `top` follow as they were. What
 * the Reranker finds equal keeps its order. One that fails or takes too long costs the reranking, never the search.
 */
export class RerankPassages {
  constructor(private readonly deps: RerankPassagesDeps) {}

  /** How many Passages are judged: what a search must not cut off before. */
  get top(): number {
    return this.deps.top;
  }

  async run(query: string, passages: readonly Passage[], signal?: AbortSignal): Promise<RerankedPassages> {
    const { reranker, logger, top, timeoutMs } = this.deps;
    const best = passages.slice(0, top);
    if (best.length < 2) return { passages, notReranked: 'nothing-to-order' };
    try {
      const texts = best.map(embeddingText);
      const result = await inTime((either) => reranker.score(query, texts, either), { timeoutMs, signal });
      const { scores, usage, estimated, costUsd } = result;
      const ordered = best
        .map((passage, index) => ({
          ...passage,
          scores: { ...passage.scores, reranked: finite(scores[index]) },
        }))
        .sort((a, b) => b.scores.reranked - a.scores.reranked);
      const { provider, model } = reranker;
      return {
        passages: [...ordered, ...passages.slice(top)],
        reranking: { provider, model, ...usage, ...(estimated && { estimated }), costUsd },
      };
    } catch (error) {
      signal?.throwIfAborted();
      logger.warn('passages.reranking-failed', {
        model: reranker.model,
        code: isGroundworkError(error) ? error.code : String(error),
      });
      return { passages, notReranked: 'reranker-failed' };
    }
  }
}

/** An order made by comparing what is no number is no order. */
function finite(score: number | undefined): number {
  if (score === undefined || !Number.isFinite(score)) throw new Error(`no score: ${score}`);
  return score;
}
