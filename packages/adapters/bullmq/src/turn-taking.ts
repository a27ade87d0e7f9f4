import type { JobDefinition } from '@groundwork/jobs';
import type { Queue } from 'bullmq';

/** BullMQ's lowest priority; one is its highest. */
const lastPriority = 2_097_152;

/** How long what is known of the line's front is good for, in milliseconds. */
const lookAgainAfterMs = 250;

/**
 * Turns among those who share a line, as start-time fair queueing (Goyal et al. 1996) gives them: each job's priority
 * is the one after its share's last, yet never before the front of the line. A share with ten thousand jobs waiting
 * has the turns 1 to 10,000; the first job of another share has the turn of the front, and is next.
 *
 * What a share's last turn was, each process knows of the jobs it added itself: two processes that add for one share
 * give it two turns.
 */
export class TurnTaking {
  private readonly lastOf = new Map<string, number>();
  private front = 1;
  private lookedAt = -Infinity;

  constructor(private readonly line: Pick<Queue, 'getPrioritized' | 'getPrioritizedCount'>) {}

  /** The priority of the next job; `undefined` for jobs that share with nobody. */
  async next(definition: JobDefinition, payload: unknown): Promise<number | undefined> {
    const share = definition.share?.(payload as never);
    if (share === undefined) return undefined;
    await this.look();
    const turn = Math.min(lastPriority, Math.max(this.front, (this.lastOf.get(share) ?? 0) + 1));
    this.lastOf.set(share, turn);
    return turn;
  }

  private async look(): Promise<void> {
    const now = performance.now();
    if (now - this.lookedAt < lookAgainAfterMs) return;
    this.lookedAt = now;
    const [first] = await this.line.getPrioritized(0, 0);
    // A job that is taken while it is looked at leaves nothing to see of a line that is not empty.
    if (!first && (await this.line.getPrioritizedCount()) > 0) return;
    this.front = first?.priority ?? 1;
    for (const [share, turn] of this.lastOf) if (!first || turn < this.front) this.lastOf.delete(share);
  }
}
