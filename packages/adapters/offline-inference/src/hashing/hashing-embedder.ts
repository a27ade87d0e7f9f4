import type { Embedder } from '@groundwork/inference';
import { textFeatures } from './text-features.ts';

const dimensions = 384;

/**
 * Vectors by feature hashing (Weinberger et al. 2009, signed): needs no model, no network, and the same text has the
 * same vector everywhere. It knows words, not meanings: texts are near when they share stems, word pieces or Chinese
 * character pairs. A stand-in that keeps the vector leg working until a trained model is configured.
 */
export class HashingEmbedder implements Embedder {
  readonly provider = 'offline';
  readonly space = { name: 'hashing', version: '1', dimensions, distance: 'cosine' } as const;
  /** Chosen on one half of the questions of seven sets: more helps news and hurts exact references. */
  readonly cosineWorth = 0.2;
  readonly pricePerMillionTokens = 0;

  async embed(texts: readonly string[], options: { readonly signal?: AbortSignal }) {
    const vectors: Float32Array[] = [];
    let inputTokens = 0;
    for (const text of texts) {
      options.signal?.throwIfAborted();
      const { features, tokens } = textFeatures(text);
      vectors.push(hashFeatures(features));
      inputTokens += tokens;
    }
    options.signal?.throwIfAborted();
    return { vectors, inputTokens };
  }
}

/** Each feature adds its weight, with a sign, to one dimension; the sum is brought to length one. */
function hashFeatures(features: ReadonlyMap<string, number>): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of features) {
    const hash = hashText(feature);
    vector[(hash >>> 1) % dimensions]! += hash & 1 ? weight : -weight;
  }
  const length = Math.hypot(...vector);
  // A text without features still needs a direction: cosine has none for zero.
  if (length === 0) vector[0] = 1;
  else for (let i = 0; i < dimensions; i++) vector[i]! /= length;
  return vector;
}

/** FNV-1a over UTF-16 code units, finished with MurmurHash3's mixer: 32 well-spread bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
