import type { DocumentProgress } from './document.ts';
import type { IngestionStore, IngestionWork } from './stores.ts';

/** Between two reports of one Document; what is done sooner is never reported. */
const everyMs = 500;
/** Reports after which the same is said again, as a sign of life: waiting for a parser or a model is not death. */
const repeatAfter = 40;

/**
 * Says how far the work on one Document is, beside the work: nobody waits for a report, and those that come faster
 * than they can be written are summed up by the last.
 */
export class ProgressReporter {
  private readonly timer: NodeJS.Timeout;
  private latest: DocumentProgress | undefined;
  private isNew = false;
  private quiet = 0;
  private writing: Promise<void> | undefined;
  private fault: { readonly error: unknown } | undefined;

  constructor(
    private readonly store: Pick<IngestionStore, 'reportProgress'>,
    private readonly work: IngestionWork,
  ) {
    this.timer = setInterval(() => this.write(), everyMs);
    this.timer.unref();
  }

  report(progress: DocumentProgress): void {
    this.latest = progress;
    this.isNew = true;
  }

  /** To be called once, however the work ended. Throws what a report failed with, unless told that it is known. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    if (this.fault) throw this.fault.error;
  }

  private write(): void {
    if (!this.latest || this.writing || (!this.isNew && ++this.quiet < repeatAfter)) return;
    this.isNew = false;
    this.quiet = 0;
    this.writing = this.store
      .reportProgress(this.work, this.latest)
      .catch((error: unknown) => void (this.fault = { error }))
      .finally(() => void (this.writing = undefined));
  }
}
