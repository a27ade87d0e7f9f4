import { setMaxListeners } from 'node:events';
import {
  type DocumentId,
  DocumentVersionId,
  newId,
  OperationalError,
  UserError,
  type Clock,
  type ErrorCode,
  type Logger,
  type TenantId,
} from '@groundwork/kernel';
import type { Chunk } from './chunk.ts';
import { chunkDocument } from './chunk-document.ts';
import { detectLanguage } from './detect-language.ts';
import type { DocumentParser, ParseLimits } from './document-parser.ts';
import { embedChunks, type SpaceEmbedder } from './embed-chunks.ts';
import type { IngestionDrafts } from './ingestion-drafts.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { ProgressReporter } from './progress-reporter.ts';
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
  readonly drafts: IngestionDrafts;
  readonly parser: DocumentParser;
  /** The terms of a Chunk with their repetitions, analysed as queries will be. */
  readonly indexTerms: (chunk: Chunk, title: string) => ReadonlyMap<string, number>;
  /** What an Embedder reads for a Chunk: its text with what gives it context. */
  readonly embeddingText: (chunk: Chunk, title: string) => string;
  /** Every live EmbeddingSpace of the Tenant with its model. */
  readonly embedders: (tenantId: TenantId) => Promise<readonly SpaceEmbedder[]>;
  readonly recordCost?: (cost: EmbeddingCost) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: IngestLimits;
}

export interface IngestLimits {
  readonly parse: ParseLimits;
  /** Chunks embedded in one call. */
  readonly embedBatch: number;
  /** Parsing or embedding that took this long is kept as a draft, in milliseconds. */
  readonly draftAfterMs: number;
  /** Documents that wait, and are small, are taken along by one job, so that they are published together. */
  readonly together: { readonly documents: number; readonly bytes: number };
  /** Claims after which a Document fails when something outside (a model, the database) is still down. */
  readonly claims: number;
  /** Claims after which it fails on a fault of ours, which another try rarely mends. */
  readonly claimsOnFault: number;
}

export const defaultIngestLimits: Omit<IngestLimits, 'parse'> = {
  embedBatch: 32,
  draftAfterMs: 2_000,
  together: { documents: 24, bytes: 32 * 1024 },
  claims: 10,
  claimsOnFault: 3,
};

/**
 * Job handler: read, divide, embed and publish the newest original of a Document, and of small ones of the same
 * Tenant that wait. Idempotent: a second run finds nothing to claim. Each ends `ready` or `failed` by itself; throws
 * where one did not, so that the queue tries again.
 */
export class IngestDocument {
  /** In this process. Whoever works on a Document looks at its end for a newer original, so nobody else need begin. */
  private readonly underWay = new Set<DocumentId>();

  constructor(private readonly deps: IngestDocumentDeps) {}

  async run(
    job: { readonly tenantId: TenantId; readonly documentId: DocumentId },
    signal: AbortSignal,
  ): Promise<void> {
    const taken = await this.take(job.tenantId, job.documentId);
    // All that is taken along listens for the job's end, each parse and embedding for itself.
    setMaxListeners(0, signal);
    const ends = await Promise.allSettled(taken.map((work) => this.bringToItsEnd(work, signal)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Large ones go alone. A job whose Document is done, or in hand, works on what waits instead. */
  private async take(tenantId: TenantId, documentId: DocumentId): Promise<IngestionWork[]> {
    const { work, limits } = this.deps;
    const own = this.underWay.has(documentId) ? undefined : await work.claim(tenantId, documentId);
    const taken = own && !this.underWay.has(documentId) ? [own] : [];
    for (const { documentId: id } of taken) this.underWay.add(id);
    if (own && own.content.byteLength > limits.together.bytes) return taken;
    for (const other of await work.claimSmall(tenantId, limits.together)) {
      if (this.underWay.has(other.documentId)) continue;
      this.underWay.add(other.documentId);
      taken.push(other);
    }
    return taken;
  }

  private async bringToItsEnd(claimed: IngestionWork, signal: AbortSignal): Promise<void> {
    try {
      let work: IngestionWork | undefined = claimed;
      while (work && !(await this.attempt(work, signal))) {
        // Failed, removed, or superseded by an original that came meanwhile: then that one is to be worked on.
        work = await this.deps.work.claim(work.tenantId, work.documentId);
      }
    } finally {
      this.underWay.delete(claimed.documentId);
    }
  }

  /** @returns whether this original is published now. */
  private async attempt(work: IngestionWork, signal: AbortSignal): Promise<boolean> {
    const progress = new ProgressReporter(this.deps.work, work);
    try {
      if (work.claims > this.deps.limits.claims) {
        throw new UserError(
          'internal.bug',
          `Given up after ${work.claims - 1} tries that ended without a result.`,
        );
      }
      const isPublished = await this.ingest(work, progress, signal);
      await progress.stop();
      return isPublished;
    } catch (error) {
      await progress.stop().catch(() => {});
      const failure = signal.aborted ? undefined : this.toFailure(work, error);
      if (!failure) throw error;
      this.deps.logger.warn('document.failed', { documentId: work.documentId, code: failure.code });
      await this.deps.work.fail(work, failure);
      return false;
    }
  }

  private async ingest(
    work: IngestionWork,
    progress: ProgressReporter,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { clock, logger, limits } = this.deps;
    const started = clock.now().getTime();
    const parsed = await this.parse(work, progress, signal);
    progress.report({ stage: 'chunking', done: 0, total: 1 });
    const title = work.title ?? parsed.title ?? work.fileName;
    const chunks = chunkDocument(parsed);
    if (chunks.length === 0) throw new UserError('document.no-text', `"${work.fileName}" holds no text.`);
    const embedders = await this.deps.embedders(work.tenantId);
    const vectors = await embedChunks(
      {
        drafts: this.deps.drafts,
        clock,
        limits,
        onEmbedded: (embedder, inputTokens) => this.recordCost(work, embedder, inputTokens),
        onProgress: (done, total) => progress.report({ stage: 'embedding', done, total }),
      },
      work,
      chunks.map((chunk) => this.deps.embeddingText(chunk, title)),
      embedders,
      signal,
    );
    signal.throwIfAborted();
    progress.report({ stage: 'publishing', done: 0, total: chunks.length });
    const isPublished = await this.deps.work.publish(work, {
      id: newId(DocumentVersionId, clock.now().getTime()),
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
    logger.info(isPublished ? 'document.published' : 'document.superseded', {
      documentId: work.documentId,
      pages: parsed.pages,
      chunks: chunks.length,
      ms: clock.now().getTime() - started,
    });
    return isPublished;
  }

  private async parse(
    work: IngestionWork,
    progress: ProgressReporter,
    signal: AbortSignal,
  ): Promise<ParsedDocument> {
    const { clock, drafts, limits, parser } = this.deps;
    progress.report({ stage: 'parsing', done: 0, total: 0 });
    const kept = work.claims > 1 ? await drafts.findParsed(work) : undefined;
    if (kept) return kept;
    const started = clock.now().getTime();
    const parsed = await parser.parse(
      {
        content: work.content,
        fileName: work.fileName,
        ...(work.mediaType === undefined ? {} : { mediaType: work.mediaType }),
      },
      {
        limits: limits.parse,
        signal,
        onProgress: (done, total) => progress.report({ stage: 'parsing', done, total }),
      },
    );
    if (clock.now().getTime() - started >= limits.draftAfterMs) await drafts.saveParsed(work, parsed);
    return parsed;
  }

  private async recordCost(
    { tenantId, documentId }: IngestionWork,
    { provider, space, pricePerMillionTokens }: SpaceEmbedder['embedder'],
    inputTokens: number,
  ): Promise<void> {
    const usd = (inputTokens / 1e6) * pricePerMillionTokens;
    await this.deps.recordCost?.({ tenantId, documentId, provider, model: space.name, inputTokens, usd });
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
