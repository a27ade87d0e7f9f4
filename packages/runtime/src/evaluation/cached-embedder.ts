import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '@groundwork/inference';
import { sha256 } from '@groundwork/kernel';

type Embedded = Awaited<ReturnType<Embedder['embed']>>;

/** A SHA-256 in bytes. */
const keyBytes = 32;

/**
 * An Embedder that keeps the vectors of passages in one file per EmbeddingSpace, by the hash of their text: for
 * evaluations that read the same corpus again and again. Queries always go to the model, so that their times stay
 * true. The file is read whole at the first use; records of 32 + 4 × dimensions bytes are appended, and one that was
 * cut off by a kill is dropped. One process at a time.
 */
export class CachedEmbedder implements Embedder {
  readonly provider: string;
  readonly space: Embedder['space'];
  readonly languages?: NonNullable<Embedder['languages']>;
  readonly cosineWorth?: number;
  readonly pricePerMillionTokens: number;
  /** Vectors that did not have to be computed. */
  hits = 0;
  private vectors: Promise<Map<string, Float32Array>> | undefined;
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly inner: Embedder,
    private readonly folder: string,
  ) {
    this.provider = inner.provider;
    this.space = inner.space;
    this.pricePerMillionTokens = inner.pricePerMillionTokens;
    if (inner.languages) this.languages = inner.languages;
    if (inner.cosineWorth !== undefined) this.cosineWorth = inner.cosineWorth;
  }

  async embed(texts: readonly string[], options: Parameters<Embedder['embed']>[1]): Promise<Embedded> {
    if (options.kind === 'query') return this.inner.embed(texts, options);
    const vectors = await (this.vectors ??= this.read());
    const keys = texts.map(sha256);
    const missing = new Map(texts.flatMap((text, i) => (vectors.has(keys[i]!) ? [] : [[keys[i]!, text]])));
    const computed: Embedded =
      missing.size === 0
        ? { vectors: [], inputTokens: 0 }
        : await this.inner.embed([...missing.values()], options);
    const fresh = [...missing.keys()].map((key, i) => [key, computed.vectors[i]!] as const);
    for (const [key, vector] of fresh) vectors.set(key, vector);
    if (fresh.length > 0) await this.append(fresh);
    this.hits += texts.length - missing.size;
    return { vectors: keys.map((key) => vectors.get(key)!), inputTokens: computed.inputTokens };
  }

  private get file(): string {
    const { name, version, dimensions } = this.space;
    return join(this.folder, `${`${name}@${version}`.replace(/[^\w.@-]+/g, '-')}.${dimensions}.vectors`);
  }

  private async read(): Promise<Map<string, Float32Array>> {
    await mkdir(this.folder, { recursive: true });
    const bytes = await readFile(this.file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const recordBytes = keyBytes + 4 * this.space.dimensions;
    const whole = bytes.length - (bytes.length % recordBytes);
    if (whole < bytes.length) await truncate(this.file, whole);
    const vectors = new Map<string, Float32Array>();
    for (let at = 0; at < whole; at += recordBytes) {
      const values = Uint8Array.from(bytes.subarray(at + keyBytes, at + recordBytes));
      vectors.set(bytes.toString('hex', at, at + keyBytes), new Float32Array(values.buffer));
    }
    return vectors;
  }

  /** One write after the other: records must not be torn by one another. */
  private append(fresh: readonly (readonly [string, Float32Array])[]): Promise<void> {
    const bytes = Buffer.concat(
      fresh.flatMap(([key, vector]) => [
        Buffer.from(key, 'hex'),
        Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      ]),
    );
    this.written = this.written.then(() => appendFile(this.file, bytes));
    return this.written;
  }
}
