import type { Reranker, RerankScores } from '@groundwork/inference';
import { OperationalError } from '@groundwork/kernel';
import { CallWatch } from './call-watch.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { toModelError } from './model-failure.ts';
import { openProviderFetch } from './provider-fetch.ts';
import { readRerankReply, type RerankProtocol, type RerankReply } from './rerank-protocols.ts';
import { retryAttempts, type RetryPolicy } from './retry-attempts.ts';
import { windowText } from './text-windows.ts';

export interface HttpRerankerOptions {
  readonly provider: string;
  readonly model: string;
  readonly protocol: RerankProtocol;
  /** The whole address that requests go to. */
  readonly endpoint: string;
  readonly apiKey?: string;
  /** US dollars: per million tokens, and per thousand searches. */
  readonly price: { readonly tokens: number; readonly searches: number };
  readonly maxInputTokens: number;
  /** For one query, all its requests and their retries included. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
}

/** A window that an estimate took for short enough is halved so often. */
const mostHalvings = 2;

/**
 * A rerank API as the `Reranker` port. A text longer than the model reads is sent in windows and counts as its best
 * one (MaxP: Dai & Callan 2019, "Deeper Text Understanding for IR with Contextual Neural Language Modeling").
 */
export class HttpReranker implements Reranker {
  readonly provider: string;
  readonly model: string;
  private readonly who: string;

  constructor(private readonly options: HttpRerankerOptions) {
    this.provider = options.provider;
    this.model = options.model;
    this.who = `The reranker ${options.provider}:${options.model}`;
  }

  async score(query: string, texts: readonly string[], signal?: AbortSignal): Promise<RerankScores> {
    signal?.throwIfAborted();
    const { timeoutMs, maxInputTokens } = this.options;
    const timeouts = { firstTokenMs: timeoutMs, idleMs: timeoutMs, totalMs: timeoutMs };
    const watch = new CallWatch(timeouts, this.who, signal);
    try {
      const room = Math.max(64, maxInputTokens - estimateTokens(query));
      return await this.scoreWindows(query, texts, { room, watch, halvings: 0 });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toModelError(error, this.who, 1);
    } finally {
      watch.close();
    }
  }

  private async scoreWindows(
    query: string,
    texts: readonly string[],
    { room, watch, halvings }: { room: number; watch: CallWatch; halvings: number },
  ): Promise<RerankScores> {
    const windows = texts.flatMap((text, owner) =>
      windowText(text, room).map((window) => ({ window, owner })),
    );
    const size = this.options.protocol.batchSize;
    const best: number[] = texts.map(() => -Infinity);
    const spent = { tokens: 0, searches: 0, estimated: false };
    try {
      for (let at = 0; at < windows.length; at += size) {
        const batch = windows.slice(at, at + size);
        const reply = await this.request(
          query,
          batch.map(({ window }) => window),
          watch,
        );
        for (const [index, { owner }] of batch.entries())
          best[owner] = Math.max(best[owner] ?? -Infinity, reply.scores[index] ?? -Infinity);
        spent.tokens += reply.tokens ?? estimatedTokens(query, batch);
        spent.estimated ||= reply.tokens === undefined;
        spent.searches += reply.searches ?? 1;
      }
    } catch (error) {
      if (halvings >= mostHalvings || !isTooLong(error)) throw error;
      return this.scoreWindows(query, texts, { room: Math.ceil(room / 2), watch, halvings: halvings + 1 });
    }
    const { price } = this.options;
    return {
      scores: best,
      usage: { inputTokens: spent.tokens, outputTokens: 0 },
      ...(spent.estimated && { estimated: true }),
      costUsd: (spent.tokens * price.tokens) / 1e6 + (spent.searches * price.searches) / 1e3,
    };
  }

  private request(query: string, texts: readonly string[], watch: CallWatch): Promise<RerankReply> {
    const { endpoint, apiKey, model, protocol, retry: policy } = this.options;
    const { who } = this;
    const attempt = async () => {
      const response = await openProviderFetch(watch.signal)(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(apiKey && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(protocol.body(model, query, texts)),
      });
      return readRerankReply(await response.text(), texts.length, who);
    };
    return retryAttempts(() => watch.during(attempt()), { watch, policy, who });
  }
}

const estimatedTokens = (query: string, batch: readonly { readonly window: string }[]) =>
  batch.reduce((sum, { window }) => sum + estimateTokens(query) + estimateTokens(window), 0);

/** Said in words by some, by the status for a payload that is too large by others. */
function isTooLong(error: unknown): boolean {
  if (!(error instanceof OperationalError)) return false;
  return error.details['reason'] === 'too-long' || error.details['status'] === 413;
}
