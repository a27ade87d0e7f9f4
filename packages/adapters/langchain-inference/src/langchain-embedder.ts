import type { Embedder, EmbeddingSpaceSpec } from '@groundwork/inference';
import { OperationalError, type Language } from '@groundwork/kernel';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { CallWatch, type ModelTimeouts } from './call-watch.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { toModelError } from './model-failure.ts';
import { openProviderFetch, type Fetch } from './provider-fetch.ts';
import { defaultRetryPolicy, retryAttempts, type RetryPolicy } from './retry-attempts.ts';
import { halveText, windowText } from './text-windows.ts';
import { meanDirection, toUnitVector } from './unit-vector.ts';

export interface LangchainEmbedderOptions {
  readonly provider: string;
  readonly space: EmbeddingSpaceSpec;
  /** Makes the LangChain embeddings for one request; see `LangchainChatModelOptions.open`. */
  readonly open: (call: { readonly fetch: Fetch }) => EmbeddingsInterface | Promise<EmbeddingsInterface>;
  /** US dollars; zero where absent. */
  readonly pricePerMillionTokens?: number;
  readonly languages?: readonly Language[];
  /** Longest text the model reads, in tokens; longer ones are windowed. */
  readonly maxInputTokens: number;
  /** Texts per request; 64 where absent. */
  readonly batchSize?: number;
  /** Put before each text, as the E5 and BGE families want it. */
  readonly prefixes?: { readonly query: string; readonly passage: string };
  /** `totalMs` bounds one request with its retries. */
  readonly timeouts?: Partial<ModelTimeouts>;
  readonly retry?: Partial<RetryPolicy>;
}

/** A piece of a text: its vector counts by its length. */
interface Window {
  readonly text: string;
  readonly owner: number;
}

const defaultTimeouts: ModelTimeouts = { firstTokenMs: 60_000, idleMs: 60_000, totalMs: 120_000 };

/**
 * Any LangChain embeddings as the `Embedder` port. Texts longer than the model reads become windows whose vectors are
 * averaged, by length; where the provider still finds one too long, it is halved. Throws `OperationalError`:
 * `model.unavailable`, `model.timeout`, `model.dimension-mismatch`, `model.invalid-output`.
 */
export class LangchainEmbedder implements Embedder {
  readonly provider: string;
  readonly space: EmbeddingSpaceSpec;
  readonly languages?: readonly Language[];
  readonly pricePerMillionTokens: number;
  private readonly timeouts: ModelTimeouts;
  private readonly retry: RetryPolicy;
  private readonly who: string;

  constructor(private readonly options: LangchainEmbedderOptions) {
    this.provider = options.provider;
    this.space = options.space;
    if (options.languages) this.languages = options.languages;
    this.pricePerMillionTokens = options.pricePerMillionTokens ?? 0;
    this.timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.retry = { ...defaultRetryPolicy, ...options.retry };
    this.who = `The model ${options.provider}:${options.space.name}`;
  }

  async embed(
    texts: readonly string[],
    { kind, signal }: { readonly kind: 'query' | 'passage'; readonly signal?: AbortSignal },
  ): Promise<{ vectors: Float32Array[]; inputTokens: number }> {
    signal?.throwIfAborted();
    const prefix = this.options.prefixes?.[kind] ?? '';
    const room = Math.max(16, this.options.maxInputTokens - estimateTokens(prefix));
    // A blank text is refused by most providers; a full stop says as little.
    const windows = texts.flatMap((text, owner) =>
      windowText(text.trim() === '' ? '.' : text, room).map((window) => ({ text: prefix + window, owner })),
    );
    const pieces = texts.map(() => [] as { vector: Float32Array; weight: number }[]);
    const size = this.options.batchSize ?? 64;
    let inputTokens = 0;
    for (let at = 0; at < windows.length; at += size) {
      const batch = await this.embedWindows(windows.slice(at, at + size), kind, signal);
      inputTokens += batch.inputTokens;
      for (const { owner, ...piece } of batch.pieces) pieces[owner]?.push(piece);
    }
    return { vectors: pieces.map(meanDirection), inputTokens };
  }

  /** One batch; where a window turns out too long for the model, again with every long one halved. */
  private async embedWindows(
    windows: readonly Window[],
    kind: 'query' | 'passage',
    signal: AbortSignal | undefined,
  ): Promise<{ pieces: { owner: number; vector: Float32Array; weight: number }[]; inputTokens: number }> {
    try {
      const { vectors, inputTokens } = await this.request(windows, kind, signal);
      const pieces = windows.map(({ text, owner }, index) => ({
        owner,
        vector: this.check(vectors[index]),
        weight: text.length,
      }));
      return { pieces, inputTokens };
    } catch (error) {
      const tooLong = error instanceof OperationalError && error.details['reason'] === 'too-long';
      const longest = Math.max(...windows.map(({ text }) => text.length));
      const halved = windows.flatMap(({ text, owner }): Window[] => {
        const halves = text.length > longest / 2 ? halveText(text) : undefined;
        return halves ? halves.map((half) => ({ text: half, owner })) : [{ text, owner }];
      });
      if (!tooLong || halved.length === windows.length) throw error;
      return this.embedWindows(halved, kind, signal);
    }
  }

  private async request(
    windows: readonly Window[],
    kind: 'query' | 'passage',
    signal: AbortSignal | undefined,
  ) {
    const { who } = this;
    const texts = windows.map(({ text }) => text);
    const watch = new CallWatch(this.timeouts, who, signal);
    let reported: Promise<number | undefined> = Promise.resolve(undefined);
    const attempt = async () => {
      const fetch = openProviderFetch(watch.signal, (response) => (reported = readUsage(response.clone())));
      const embeddings = await this.options.open({ fetch });
      const [only] = texts;
      const vectors =
        kind === 'query' && only !== undefined && texts.length === 1
          ? [await embeddings.embedQuery(only)]
          : await embeddings.embedDocuments(texts);
      if (vectors.length !== texts.length) {
        throw new OperationalError(
          'model.invalid-output',
          `${who} gave ${vectors.length} vectors for ${texts.length} texts`,
        );
      }
      return vectors;
    };
    try {
      const policy = this.retry;
      const vectors = await retryAttempts(() => watch.during(attempt(), 'firstTokenMs'), {
        watch,
        policy,
        who,
      });
      const counted = await reported;
      return { vectors, inputTokens: counted ?? texts.reduce((sum, text) => sum + estimateTokens(text), 0) };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toModelError(error, who, 1);
    } finally {
      watch.close();
    }
  }

  private check(vector: readonly number[] | undefined): Float32Array {
    const { dimensions, name } = this.space;
    if (vector?.length !== dimensions) {
      throw new OperationalError(
        'model.dimension-mismatch',
        `${this.who} returned ${vector?.length ?? 0} dimensions; the space ${name} has ${dimensions}`,
        { details: { returned: vector?.length ?? 0, expected: dimensions } },
      );
    }
    const unit = toUnitVector(vector);
    if (unit) return unit;
    throw new OperationalError('model.invalid-output', `${this.who} returned a vector without direction`);
  }
}

/** Tokens as the provider counted them: OpenAI's `prompt_tokens`, Ollama's `prompt_eval_count`. Read from the end, where they stand. */
async function readUsage(response: Response): Promise<number | undefined> {
  const tail = (await response.text().catch(() => '')).slice(-500);
  const count = /"(?:prompt_tokens|prompt_eval_count)"\s*:\s*(\d+)/.exec(tail)?.[1];
  return count === undefined ? undefined : Number(count);
}
