import type { TenantId } from '@groundwork/kernel';
import type { DocumentProgress } from './document.ts';
import type { IngestionStore, IngestionWork, ProgressReport } from './stores.ts';

/** Between two reports of one job; what is done sooner is never reported. */
const everyMs = 1_000;
/** Reports after which the same is said again, as a sign of life: waiting for a parser or a model is not death. */
const repeatAfter = 20;

/**
 * Says how far the work on the Documents of one job is, beside the work: nobody waits for a report, and those that
 * come faster than they can be written are summed up by the last.
 */
export class ProgressReporter {
  private readonly timer: NodeJS.Timeout;
  private readonly latest = new Map<IngestionWork, ProgressReport>();
  private news = new Set<IngestionWork>();
  private ticks = 0;
  private writing: Promise<void> | undefined;
  private fault: { readonly error: unknown } | undefined;

  constructor(
    private readonly store: Pick<IngestionStore, 'reportProgress'>,
    private readonly tenantId: TenantId,
  ) {
    this.timer = setInterval(() => this.write(), everyMs);
    this.timer.unref();
  }

  report(work: IngestionWork, progress: DocumentProgress): void {
    this.latest.set(work, { work, progress });
    this.news.add(work);
  }

  /** Nothing more is said of this one. */
  end(work: IngestionWork): void {
    this.latest.delete(work);
    this.news.delete(work);
  }

  /** To be called once, however the work ended. Throws what a report failed with. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    if (this.fault) throw this.fault.error;
  }

  private write(): void {
    if (this.writing) return;
    const isRepeat = ++this.ticks % repeatAfter === 0;
    const reports = [...this.latest.values()].filter(({ work }) => isRepeat || this.news.has(work));
    if (reports.length === 0) return;
    this.news = new Set();
    this.writing = this.store
      .reportProgress(this.tenantId, reports)
      .catch((error: unknown) => void (this.fault = { error }))
      .finally(() => void (this.writing = undefined));
  }
}
