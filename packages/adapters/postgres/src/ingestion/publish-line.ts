import type { IngestionWork, NewVersion } from '@groundwork/ingestion';
import type { DocumentId, TenantId } from '@groundwork/kernel';
import type { Database } from '../database/database.ts';
import { type Publication, publishVersions } from './publish-versions.ts';

/** In one transaction; the embedded database serves nobody else meanwhile. A longer Document goes alone. */
const mostDocuments = 64;
const mostChunks = 200;

interface Waiting extends Publication {
  readonly resolve: (isPublished: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Versions of one Tenant that become ready while others are being written are written together, in the next
 * transaction: alone, each would wait for the lock of the Tenant's index anyway. A group that cannot be written is
 * written one by one, so that each Document fails for its own reasons only.
 */
export class PublishLine {
  private readonly waiting = new Map<TenantId, Waiting[]>();

  constructor(private readonly database: Database) {}

  publish(work: IngestionWork, version: NewVersion): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const entry = { work, version, resolve, reject };
      const line = this.waiting.get(work.tenantId);
      if (line) return void line.push(entry);
      this.waiting.set(work.tenantId, [entry]);
      void this.drain(work.tenantId);
    });
  }

  private async drain(tenantId: TenantId): Promise<void> {
    const line = this.waiting.get(tenantId)!;
    // Those that come at the same moment go together.
    await new Promise(setImmediate);
    while (line.length > 0) {
      const group = takeGroup(line);
      if (await this.tryToWrite(tenantId, group)) continue;
      for (const one of group) await this.tryToWrite(tenantId, [one]);
    }
    this.waiting.delete(tenantId);
  }

  /** False, with nothing said to those who wait, where several cannot be written together. */
  private async tryToWrite(tenantId: TenantId, group: readonly Waiting[]): Promise<boolean> {
    try {
      const published = await this.database.work(tenantId, (tx) => publishVersions(tx, group));
      for (const { work, resolve } of group) resolve(published.has(work.documentId));
    } catch (error) {
      if (group.length > 1) return false;
      group[0]?.reject(error);
    }
    return true;
  }
}

/** From the front of the line, each Document once: a second version of one is judged after the first is written. */
function takeGroup(line: Waiting[]): Waiting[] {
  const group: Waiting[] = [];
  const documents = new Set<DocumentId>();
  let chunks = 0;
  for (const entry of line) {
    chunks += entry.version.chunks.length;
    const isFull = group.length === mostDocuments || chunks > mostChunks;
    if (group.length > 0 && (isFull || documents.has(entry.work.documentId))) break;
    documents.add(entry.work.documentId);
    group.push(entry);
  }
  line.splice(0, group.length);
  return group;
}
