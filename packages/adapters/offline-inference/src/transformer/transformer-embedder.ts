import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { Embedder } from '@groundwork/inference';
import { EncoderThread } from './encoder-thread.ts';
import { dimensions } from './text-encoder.ts';

/**
 * multilingual-e5-small (Wang et al. 2024), cut to Chinese and English and quantised: knows meanings, and a question
 * in one language finds its answer in the other. `models/multilingual-e5-small/README.md` says where it comes from.
 * Runs in a thread of its own; queries go before passages.
 */
export class TransformerEmbedder implements Embedder {
  readonly provider = 'offline';
  readonly space = { name: 'multilingual-e5-small', version: '1', dimensions, distance: 'cosine' } as const;
  /** Chosen on one half of the questions of ten sets: more helps lay questions and hurts exact references. */
  readonly cosineWorth = 5.5;
  readonly pricePerMillionTokens = 0;
  private readonly thread: EncoderThread;

  /** `threads` work on one text; four at most unless told. */
  constructor({ threads }: { readonly threads?: number | undefined } = {}) {
    threads ??= Math.min(4, availableParallelism());
    this.thread = new EncoderThread('multilingual-e5-small', { threads });
  }

  async embed(
    texts: readonly string[],
    options: { readonly kind: 'query' | 'passage'; readonly signal?: AbortSignal },
  ) {
    if (texts.length === 0) return { vectors: [], inputTokens: 0 };
    const { vectors, tokens } = await this.thread.encode(texts, options);
    return {
      vectors: texts.map((_, i) => new Float32Array(vectors.subarray(i * dimensions, (i + 1) * dimensions))),
      inputTokens: tokens,
    };
  }
}

/** Whether this machine can run the transformer: ONNX Runtime comes for most platforms, not for all. */
export function runsTransformer(): boolean {
  try {
    createRequire(import.meta.url)('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
}
