import { setMaxListeners } from 'node:events';
import {
  type DocumentId,
  type ErrorCode,
  type Logger,
  OperationalError,
  type TenantId,
  UserError,
} from '@groundwork/kernel';
import type { SpaceEmbedder } from './embed-chunks.ts';
import { type EmbeddingCost, EmbeddingCosts } from './embedding-costs.ts';
import { Meeting } from './meeting.ts';
import { prepareVersion, type PrepareVersionDeps } from './prepare-version.ts';
import { ProgressReporter } from './progress-reporter.ts';
import type { IngestionStore, IngestionWork } from './stores.ts';
import { type IngestJob, workedOnTogether } from './to-ingest-jobs.ts';

export interface IngestDocumentDeps extends PrepareVersionDeps {
  readonly work: IngestionStore;
  /** Every live EmbeddingSpace of the Tenant with its model. */
  readonly embedders: (tenantId: TenantId) => Promise<readonly SpaceEmbedder[]>;
  readonly recordCosts?: (tenantId: TenantId, costs: readonly EmbeddingCost[]) => Promise<void>;
  readonly logger: Logger;
  readonly limits: IngestLimits;
}

export interface IngestLimits extends Readonly<PrepareVersionDeps['limits']> {
  /** Parsing or embedding that took this long is kept as a draft, in milliseconds; several share the time they take. */
  readonly draftAfterMs: number;
  /** Documents that wait, and are small, are taken along by one job, so that they are published together. */
  readonly together: { readonly documents: number; readonly bytes: number };
  /** How long one that is ready to be published waits for the others of its job, in milliseconds. */
  readonly patienceMs: number;
  /** Claims after which a Document fails when something outside (a model, the database) is still down. */
  readonly claims: number;
  /** Claims after which it fails on a fault of ours, which another try rarely mends. */
  readonly claimsOnFault: number;
}

export const defaultIngestLimits: Omit<IngestLimits, 'parse'> = {
  embedBatch: 32,
  draftAfterMs: 2_000,
  together: workedOnTogether,
  patienceMs: 2_000,
  claims: 10,
  claimsOnFault: 3,
};

/** What the Documents of one job have in common. */
interface Round {
  readonly draftAfterMs: number;
  readonly embedders: () => Promise<readonly SpaceEmbedder[]>;
  readonly costs: EmbeddingCosts;
  readonly progress: ProgressReporter;
  readonly meeting: Meeting<DocumentId>;
  readonly signal: AbortSignal;
}

/**
 * Job handler: read, divide, embed and publish the newest original of a Document, and of small ones of the same
 * Tenant that came with it or wait. Idempotent: a second run finds nothing to claim. Each ends `ready` or `failed` by
 * itself; throws where one did not, so that the queue tries again.
 */
export class IngestDocument {
  /** In this process. Whoever works on a Document looks at its end for a newer original, so nobody else need begin. */
  private readonly underWay = new Set<DocumentId>();

  constructor(private readonly deps: IngestDocumentDeps) {}

  async run(job: IngestJob, signal: AbortSignal): Promise<void> {
    const taken = await this.take(job);
    if (taken.length === 0) return;
    // All that is taken along listens for the job's end, each parse and embedding for itself.
    setMaxListeners(0, signal);
    const round = this.openRound(job.tenantId, taken, signal);
    const ends = await Promise.allSettled(taken.map((work) => this.bringToItsEnd(work, round)));
    const closed = await Promise.allSettled([round.progress.stop(), round.costs.flush()]);
    const failed = [...ends, ...closed].find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Large ones go alone. A job whose Documents are done, or in hand, works on what waits instead. */
  private async take({ tenantId, documentId, along = [] }: IngestJob): Promise<IngestionWork[]> {
    const free = [documentId, ...along].filter((id) => !this.underWay.has(id));
    const claimed = await this.deps.work.claimTogether(tenantId, free, this.deps.limits.together);
    const taken = claimed.filter((work) => !this.underWay.has(work.documentId));
    for (const work of taken) this.underWay.add(work.documentId);
    return taken;
  }

  private openRound(tenantId: TenantId, taken: readonly IngestionWork[], signal: AbortSignal): Round {
    const { deps } = this;
    let embedders: ReturnType<IngestDocumentDeps['embedders']> | undefined;
    return {
      draftAfterMs: deps.limits.draftAfterMs * taken.length,
      embedders: () => (embedders ??= deps.embedders(tenantId)),
      costs: new EmbeddingCosts(async (costs) => deps.recordCosts?.(tenantId, costs), deps.clock),
      progress: new ProgressReporter(deps.work, tenantId),
      meeting: new Meeting(
        taken.map(({ documentId }) => documentId),
        deps.limits.patienceMs,
      ),
      signal,
    };
  }

  private async bringToItsEnd(claimed: IngestionWork, round: Round): Promise<void> {
    try {
      let work: IngestionWork | undefined = claimed;
      while (work && !(await this.attempt(work, round))) {
        // Failed, removed, or superseded by an original that came meanwhile: then that one is to be worked on.
        work = await this.deps.work.claim(work.tenantId, work.documentId);
      }
    } finally {
      round.meeting.leave(claimed.documentId);
      this.underWay.delete(claimed.documentId);
    }
  }

  /** @returns whether this original is published now. */
  private async attempt(work: IngestionWork, round: Round): Promise<boolean> {
    try {
      if (work.claims > this.deps.limits.claims) {
        throw new UserError(
          'internal.bug',
          `Given up after ${work.claims - 1} tries that ended without a result.`,
        );
      }
      return await this.ingest(work, round);
    } catch (error) {
      const failure = round.signal.aborted ? undefined : this.toFailure(work, error);
      if (!failure) throw error;
      // Those that get on need not wait for one that has failed.
      round.meeting.leave(work.documentId);
      this.deps.logger.warn('document.failed', { documentId: work.documentId, code: failure.code });
      await this.deps.work.fail(work, failure);
      return false;
    } finally {
      round.progress.end(work);
    }
  }

  private async ingest(work: IngestionWork, round: Round): Promise<boolean> {
    const { clock, logger } = this.deps;
    const { documentId } = work;
    const started = clock.now().getTime();
    const version = await prepareVersion(this.deps, work, {
      embedders: round.embedders,
      onEmbedded: ({ provider, space, pricePerMillionTokens }, inputTokens) => {
        const usd = (inputTokens / 1e6) * pricePerMillionTokens;
        return round.costs.add({ documentId, provider, model: space.name, inputTokens, usd });
      },
      draftAfterMs: round.draftAfterMs,
      report: (progress) => round.progress.report(work, progress),
      signal: round.signal,
    });
    await round.meeting.arrive(documentId);
    await round.costs.flush();
    round.signal.throwIfAborted();
    const { pages, chunks } = version;
    round.progress.report(work, { stage: 'publishing', done: 0, total: chunks.length });
    const isPublished = await this.deps.work.publish(work, version);
    logger.info(isPublished ? 'document.published' : 'document.superseded', {
      documentId,
      pages,
      chunks: chunks.length,
      ms: clock.now().getTime() - started,
    });
    return isPublished;
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
