import type { Language, Logger, TenantId } from '@groundwork/kernel';
import { isGroundworkError } from '@groundwork/kernel';
import type { EmbeddingSpaces, LiveSpace } from './embedding-spaces.ts';
import { inTime } from './in-time.ts';
import { RecentValues } from './recent-values.ts';
import type { LexicalOnlyReason } from './search-result.ts';

/** A query's vector in the active space, or why there is none. */
export type QueryVector =
  | { readonly space: LiveSpace; readonly values: Float32Array; readonly inputTokens: number }
  | { readonly lexicalOnly: LexicalOnlyReason };

export interface EmbedQueryDeps {
  readonly spaces: EmbeddingSpaces;
  readonly logger: Logger;
  /** A slower embedder is left out of the search. */
  readonly timeoutMs: number;
}

/** Embeds queries and remembers the latest. A model that fails costs the vector leg, never the search. */
export class EmbedQuery {
  /** 1,000 vectors of 1,024 numbers are 4 MB. */
  private readonly recent = new RecentValues<Float32Array>(1_000);

  constructor(private readonly deps: EmbedQueryDeps) {}

  async run(
    tenantId: TenantId,
    { query, language, signal }: { query: string; language: Language; signal?: AbortSignal },
  ): Promise<QueryVector> {
    const space = await this.deps.spaces.forSearch(tenantId);
    if (typeof space === 'string') return { lexicalOnly: space };
    const { embedder } = space;
    if (language !== 'und' && embedder.languages && !embedder.languages.includes(language)) {
      return { lexicalOnly: 'language' };
    }
    const key = [embedder.space.name, embedder.space.version, query].join('\n');
    const known = this.recent.get(key);
    if (known) return { space, values: known, inputTokens: 0 };
    try {
      const embedded = await inTime((either) => embedder.embed([query], { kind: 'query', signal: either }), {
        timeoutMs: this.deps.timeoutMs,
        signal,
      });
      const values = embedded.vectors[0];
      if (!values) return { lexicalOnly: 'embedder-failed' };
      this.recent.set(key, values);
      return { space, values, inputTokens: embedded.inputTokens };
    } catch (error) {
      signal?.throwIfAborted();
      this.deps.logger.warn('query.embedding-failed', {
        model: embedder.space.name,
        code: isGroundworkError(error) ? error.code : String(error),
      });
      return { lexicalOnly: 'embedder-failed' };
    }
  }
}
