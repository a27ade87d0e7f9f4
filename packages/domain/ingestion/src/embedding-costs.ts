import type { Clock, DocumentId } from '@groundwork/kernel';

/** What Embedders cost while a Document was ingested. */
export interface EmbeddingCost {
  readonly documentId: DocumentId;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly usd: number;
}

/** Between two records of one job, in milliseconds. */
const everyMs = 2_000;

/** What the Documents of one job cost, recorded together: one entry for a Document and model. */
export class EmbeddingCosts {
  private sums = new Map<string, EmbeddingCost>();
  private recordedAt: number;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly record: (costs: readonly EmbeddingCost[]) => Promise<void>,
    private readonly clock: Clock,
  ) {
    this.recordedAt = clock.now().getTime();
  }

  async add(cost: EmbeddingCost): Promise<void> {
    const key = `${cost.documentId} ${cost.provider} ${cost.model}`;
    const { inputTokens, usd } = this.sums.get(key) ?? { inputTokens: 0, usd: 0 };
    this.sums.set(key, { ...cost, inputTokens: cost.inputTokens + inputTokens, usd: cost.usd + usd });
    if (this.clock.now().getTime() - this.recordedAt >= everyMs) await this.flush();
  }

  /** Whoever waits for it knows that all added before is recorded. */
  flush(): Promise<void> {
    this.flushing = this.flushing.catch(() => {}).then(() => this.write());
    return this.flushing;
  }

  private async write(): Promise<void> {
    const costs = [...this.sums.values()];
    this.sums = new Map();
    this.recordedAt = this.clock.now().getTime();
    if (costs.length > 0) await this.record(costs);
  }
}
