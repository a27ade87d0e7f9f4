import type { Embedder } from '@groundwork/inference';
import { OperationalError, sha256, type Clock, type EmbeddingSpaceId } from '@groundwork/kernel';
import type { IngestionDrafts } from './ingestion-drafts.ts';
import type { IngestionWork } from './stores.ts';

export interface SpaceEmbedder {
  readonly spaceId: EmbeddingSpaceId;
  readonly embedder: Embedder;
}

export interface EmbedChunksDeps {
  readonly drafts: IngestionDrafts;
  readonly clock: Clock;
  readonly limits: {
    /** Texts embedded in one call. */
    readonly embedBatch: number;
    /** Work of this length is kept as a draft; what took less is quicker done again. In milliseconds. */
    readonly draftAfterMs: number;
  };
  readonly onEmbedded: (embedder: Embedder, inputTokens: number) => Promise<void>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Calls under way for one Document: while one is written down, the model has the next. */
const lanes = 2;

/**
 * The vector of each text in each space, in the order of the texts. What an earlier run over the same work kept is
 * not asked for again. Throws what an Embedder throws, and `OperationalError('model.invalid-output')`.
 */
export async function embedChunks(
  deps: EmbedChunksDeps,
  work: IngestionWork,
  texts: readonly string[],
  embedders: readonly SpaceEmbedder[],
  signal: AbortSignal,
): Promise<Map<EmbeddingSpaceId, Float32Array>[]> {
  const vectors = texts.map(() => new Map<EmbeddingSpaceId, Float32Array>());
  let done = 0;
  const count = (more: number) => deps.onProgress((done += more), texts.length * embedders.length);
  count(0);
  for (const { spaceId, embedder } of embedders) {
    const found: ReadonlyMap<string, Float32Array> =
      work.claims > 1 ? await deps.drafts.findVectors(work, spaceId) : new Map();
    const missing: number[] = [];
    for (const [index, text] of texts.entries()) {
      const vector = found.size > 0 ? found.get(sha256(text)) : undefined;
      if (vector) vectors[index]!.set(spaceId, vector);
      else missing.push(index);
    }
    count(texts.length - missing.length);
    let unsaved = new Map<string, Float32Array>();
    let savedAt = deps.clock.now().getTime();
    const take = async () => {
      const batch = missing.splice(0, deps.limits.embedBatch);
      const embedded = await embedder.embed(
        batch.map((index) => texts[index]!),
        { kind: 'passage', signal },
      );
      if (embedded.vectors.length !== batch.length) {
        throw new OperationalError(
          'model.invalid-output',
          'The embedder returned another number of vectors.',
        );
      }
      for (const [place, index] of batch.entries()) {
        vectors[index]!.set(spaceId, embedded.vectors[place]!);
        unsaved.set(texts[index]!, embedded.vectors[place]!);
      }
      count(batch.length);
      await deps.onEmbedded(embedder, embedded.inputTokens);
      const now = deps.clock.now().getTime();
      if (missing.length === 0 || now - savedAt < deps.limits.draftAfterMs) return;
      savedAt = now;
      const draft = new Map([...unsaved].map(([text, vector]) => [sha256(text), vector]));
      unsaved = new Map();
      await deps.drafts.saveVectors(work, spaceId, draft);
    };
    await inLanes(lanes, () => missing.length > 0, take, signal);
  }
  return vectors;
}

/** Several at a time for as long as there is more; the first failure ends it. */
async function inLanes(
  count: number,
  hasMore: () => boolean,
  take: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let failed = false;
  const lane = async () => {
    while (!failed && hasMore()) {
      signal.throwIfAborted();
      await take();
    }
  };
  const guarded = async () => {
    try {
      await lane();
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: count }, guarded));
}
