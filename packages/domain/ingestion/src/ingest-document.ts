import type { Embedder } from '@groundwork/inference';
import {
  DocumentVersionId,
  newId,
  OperationalError,
  UserError,
  type Clock,
  type DocumentId,
  type EmbeddingSpaceId,
  type ErrorCode,
  type Logger,
  type TenantId,
} from '@groundwork/kernel';
import type { Chunk } from './chunk.ts';
import { chunkDocument } from './chunk-document.ts';
import { detectLanguage } from './detect-language.ts';
import type { DocumentParser, ParseLimits } from './document-parser.ts';
import type { ParsedDocument } from './parsed-document.ts';
import type { IngestionStore, IngestionWork } from './stores.ts';

/** What one call of an Embedder cost while ingesting. */
export interface EmbeddingCost {
  readonly tenantId: TenantId;
  readonly documentId: DocumentId;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly usd: number;
}

export interface IngestDocumentDeps {
  readonly work: IngestionStore;
  readonly parser: DocumentParser;
  /** The terms of a Chunk with their repetitions, analysed as queries will be. */
  readonly indexTerms: (chunk: Chunk, title: string) => ReadonlyMap<string, number>;
  /** What an Embedder reads for a Chunk: its text with what gives it context. */
  readonly embeddingText: (chunk: Chunk, title: string) => string;
  /** Every live EmbeddingSpace of the Tenant with its model. */
  readonly embedders: (
    tenantId: TenantId,
  ) => Promise<readonly { readonly spaceId: EmbeddingSpaceId; readonly embedder: Embedder }[]>;
  readonly recordCost?: (cost: EmbeddingCost) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: IngestLimits;
}

export interface IngestLimits {
  readonly parse: ParseLimits;
  /** Chunks embedded in one call. */
  readonly embedBatch: number;
  /** Claims after which a Document fails when something outside (a model, the database) is still down. */
  readonly claims: number;
  /** Claims after which it fails on a fault of ours, which another try rarely mends. */
  readonly claimsOnFault: number;
}

export const defaultIngestLimits: Omit<IngestLimits, 'parse'> = {
  embedBatch: 32,
  claims: 10,
  claimsOnFault: 3,
};

/**
 * Job handler: read, divide, embed and publish the newest original of one Document. Idempotent: a second run finds
 * nothing to claim. Ends with the Document `ready` or `failed`, or throws so that the queue tries again.
 */
export class IngestDocument {
  constructor(private readonly deps: IngestDocumentDeps) {}

  async run(
    job: { readonly tenantId: TenantId; readonly documentId: DocumentId },
    signal: AbortSignal,
  ): Promise<void> {
    const work = await this.deps.work.claim(job.tenantId, job.documentId);
    if (!work) return;
    try {
      if (work.claims > this.deps.limits.claims) {
        throw new UserError(
          'internal.bug',
          `Given up after ${work.claims - 1} tries that ended without a result.`,
        );
      }
      await this.ingest(work, signal);
    } catch (error) {
      const failure = signal.aborted ? undefined : this.toFailure(work, error);
      if (!failure) throw error;
      this.deps.logger.warn('document.failed', { documentId: work.documentId, code: failure.code });
      await this.deps.work.fail(work, failure);
    }
  }

  private async ingest(work: IngestionWork, signal: AbortSignal): Promise<void> {
    const started = this.deps.clock.now().getTime();
    const parsed = await this.parse(work, signal);
    await this.deps.work.reportProgress(work, { stage: 'chunking', done: 0, total: 1 });
    const title = work.title ?? parsed.title ?? work.fileName;
    const chunks = chunkDocument(parsed);
    if (chunks.length === 0) throw new UserError('document.no-text', `"${work.fileName}" holds no text.`);
    const vectors = await this.embed(work, chunks, title, signal);
    signal.throwIfAborted();
    await this.deps.work.reportProgress(work, { stage: 'publishing', done: 0, total: chunks.length });
    const isPublished = await this.deps.work.publish(work, {
      id: newId(DocumentVersionId, this.deps.clock.now().getTime()),
      title,
      mediaType: parsed.mediaType,
      text: parsed.text,
      language: detectLanguage(parsed.text),
      pages: parsed.pages,
      flags: parsed.flags,
      chunks: chunks.map((chunk, index) => ({
        ...chunk,
        terms: this.deps.indexTerms(chunk, title),
        vectors: vectors[index]!,
      })),
    });
    this.deps.logger.info(isPublished ? 'document.published' : 'document.superseded', {
      documentId: work.documentId,
      pages: parsed.pages,
      chunks: chunks.length,
      ms: this.deps.clock.now().getTime() - started,
    });
  }

  private async parse(work: IngestionWork, signal: AbortSignal): Promise<ParsedDocument> {
    await this.deps.work.reportProgress(work, { stage: 'parsing', done: 0, total: 0 });
    // Reports follow one another without holding up the parser; those that come meanwhile are summed up by the last.
    let latest: { done: number; total: number } | undefined;
    let reporting = Promise.resolve();
    const parsed = await this.deps.parser.parse(
      {
        content: work.content,
        fileName: work.fileName,
        ...(work.mediaType === undefined ? {} : { mediaType: work.mediaType }),
      },
      {
        limits: this.deps.limits.parse,
        signal,
        onProgress: (done, total) => {
          if (latest) return void (latest = { done, total });
          latest = { done, total };
          reporting = reporting.then(async () => {
            const progress = latest!;
            latest = undefined;
            await this.deps.work.reportProgress(work, { stage: 'parsing', ...progress });
          });
          // Awaited below; until then a parse that fails first must not leave it unhandled.
          reporting.catch(() => {});
        },
      },
    );
    await reporting;
    return parsed;
  }

  private async embed(
    work: IngestionWork,
    chunks: readonly Chunk[],
    title: string,
    signal: AbortSignal,
  ): Promise<Map<EmbeddingSpaceId, Float32Array>[]> {
    const embedders = await this.deps.embedders(work.tenantId);
    const vectors = chunks.map(() => new Map<EmbeddingSpaceId, Float32Array>());
    const total = chunks.length * embedders.length;
    let done = 0;
    for (const { spaceId, embedder } of embedders) {
      for (let start = 0; start < chunks.length; start += this.deps.limits.embedBatch) {
        signal.throwIfAborted();
        await this.deps.work.reportProgress(work, { stage: 'embedding', done, total });
        const batch = chunks.slice(start, start + this.deps.limits.embedBatch);
        const texts = batch.map((chunk) => this.deps.embeddingText(chunk, title));
        const embedded = await embedder.embed(texts, { kind: 'passage', signal });
        if (embedded.vectors.length !== batch.length) {
          throw new OperationalError(
            'model.invalid-output',
            'The embedder returned another number of vectors.',
          );
        }
        embedded.vectors.forEach((vector, index) => vectors[start + index]!.set(spaceId, vector));
        done += batch.length;
        await this.deps.recordCost?.({
          tenantId: work.tenantId,
          documentId: work.documentId,
          provider: embedder.provider,
          model: embedder.space.name,
          inputTokens: embedded.inputTokens,
          usd: (embedded.inputTokens / 1e6) * embedder.pricePerMillionTokens,
        });
      }
    }
    return vectors;
  }

  /** How the Document ends because of this error; `undefined` where the queue shall try again. */
  private toFailure(work: IngestionWork, error: unknown): { code: ErrorCode; message: string } | undefined {
    if (error instanceof UserError) return { code: error.code, message: error.message };
    if (error instanceof OperationalError) {
      return work.claims >= this.deps.limits.claims
        ? { code: error.code, message: error.message }
        : undefined;
    }
    this.deps.logger.error('document.fault', {
      documentId: work.documentId,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    if (work.claims < this.deps.limits.claimsOnFault) return undefined;
    return { code: 'internal.bug', message: 'Groundwork failed to read this document.' };
  }
}
