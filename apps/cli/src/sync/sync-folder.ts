import { type CollectionId, UserError } from '@groundwork/kernel';
import {
  type Document,
  listDocuments,
  removeDocument,
  renameDocument,
  retryDocument,
} from '@groundwork/protocol';
import type { Client } from '../client.ts';
import { type Failure, toFailure } from '../ingestion/failure.ts';
import { sendFile } from '../ingestion/send-file.ts';
import {
  fileMark,
  folderMark,
  isJsonl,
  isUnsafe,
  type KnownDocument,
  planSync,
  type SyncPlan,
} from './plan-sync.ts';
import { readInside, scanFolder } from './scan-folder.ts';

export interface FolderSync {
  readonly client: Client;
  readonly collectionId: CollectionId;
  readonly folder: string;
  /** By which the folder's Documents are known in the Collection. */
  readonly name: string;
  readonly access?: readonly string[] | undefined;
  readonly dryRun: boolean;
  /** Delete even more than half. */
  readonly yes: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface FolderSynced {
  readonly created: number;
  readonly changed: number;
  readonly renamed: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly links: number;
  readonly plan: Readonly<Record<'send' | 'rename' | 'delete', readonly string[]>>;
  readonly failures: Failure[];
  /** Documents that are being read now. */
  readonly waiting: Set<string>;
}

/**
 * Makes the Collection hold what the folder holds. Nothing is done before the whole plan is known; each step may be
 * repeated, so a sync that was broken off is ended by the next one.
 * Throws `UserError('sync.unsafe')` where more than half would be deleted.
 */
export async function syncFolder(sync: FolderSync): Promise<FolderSynced> {
  const scan = await scanFolder(sync.folder, sync.signal);
  const documents = await everyDocument(sync);
  const plan = planSync(sync.name, scan, documents);
  if (isUnsafe(plan.remove.length, plan.tracked) && !sync.yes && !sync.dryRun) {
    throw new UserError(
      'sync.unsafe',
      `${plan.remove.length} of the ${plan.tracked} documents of "${sync.name}" would be deleted.`,
    );
  }
  const counts = { created: 0, changed: 0, renamed: 0, unchanged: plan.unchanged.length, deleted: 0 };
  const failures: Failure[] = [
    ...scan.unreadable.map(({ externalId, isFolder, reason }) => {
      const what = `${isFolder ? 'Folder' : 'File'} "${externalId}" cannot be read (${reason})`;
      return toFailure(externalId, new UserError('request.invalid', `${what}; what is known of it stays.`));
    }),
    ...plan.conflicts.map(({ file: { externalId }, known }) => {
      const owner = String(known.metadata[folderMark]);
      const message = `A document "${externalId}" belongs to the folder "${owner}".`;
      return toFailure(externalId, new UserError('document.exists', message));
    }),
  ];
  const waiting = new Set<string>();
  if (!sync.dryRun) await carryOut(sync, plan, documents, { counts, failures, waiting });
  return { ...counts, links: scan.links.length, plan: toNames(plan), failures, waiting };
}

interface Doing {
  readonly counts: { created: number; changed: number; renamed: number; unchanged: number; deleted: number };
  readonly failures: Failure[];
  readonly waiting: Set<string>;
}

async function carryOut(
  sync: FolderSync,
  plan: SyncPlan,
  documents: readonly Document[],
  doing: Doing,
): Promise<void> {
  const { client } = sync;
  const steps = [
    ...plan.rename.map(({ file, known }) => ({
      name: file.externalId,
      run: async () => {
        const body = { externalId: file.externalId };
        const { id } = await client.call(renameDocument, { params: { id: known.id }, body });
        doing.counts.renamed += 1;
        doing.waiting.add(id);
      },
    })),
    ...plan.send.map((step) => ({
      name: step.file.externalId,
      run: () => send(sync, step, documents, doing),
    })),
    ...plan.remove.map((known) => ({ name: known.externalId, run: () => remove(client, known, doing) })),
    ...failedForNow(plan, documents).map(({ id, externalId }) => ({
      name: externalId,
      run: async () => {
        await client.call(retryDocument, { params: { id } });
        doing.waiting.add(id);
      },
    })),
  ];
  for (const [index, { name, run }] of steps.entries()) {
    sync.signal.throwIfAborted();
    sync.onProgress(index, steps.length);
    await run().catch((error: unknown) => doing.failures.push(toFailureOfFile(name, error)));
  }
  sync.onProgress(steps.length, steps.length);
}

async function send(
  sync: FolderSync,
  { file, known }: SyncPlan['send'][number],
  documents: readonly Document[],
  doing: Doing,
): Promise<void> {
  const { client, collectionId, access, name } = sync;
  const { externalId } = file;
  const metadata = {
    ...known?.metadata,
    [folderMark]: name,
    ...(isJsonl(externalId) ? { [fileMark]: externalId } : {}),
  };
  const content = await readInside(sync.folder, externalId);
  const added = await sendFile(client, collectionId, { externalId, content, access, metadata });
  for (const { outcome, document } of added.documents) {
    doing.counts[outcome] += 1;
    doing.waiting.add(document.id);
  }
  for (const { externalId: row, error } of added.rejected) doing.failures.push({ externalId: row, ...error });
  if (isJsonl(externalId) && added.rejected.length === 0) {
    const kept = new Set(added.documents.map(({ document }) => document.id));
    await removeRows(sync, externalId, kept, documents, doing);
  }
}

/** Rows that a JSONL file had and has no more. */
async function removeRows(
  { client, name, yes }: FolderSync,
  file: string,
  kept: ReadonlySet<string>,
  documents: readonly Document[],
  doing: Doing,
): Promise<void> {
  const rows = documents.filter(
    ({ metadata }) => metadata[folderMark] === name && metadata[fileMark] === file,
  );
  const stale = rows.filter(({ id }) => !kept.has(id));
  if (isUnsafe(stale.length, rows.length) && !yes) {
    throw new UserError(
      'sync.unsafe',
      `${stale.length} of the ${rows.length} rows of "${file}" would be deleted.`,
    );
  }
  for (const row of stale) await remove(client, row, doing);
}

async function remove(client: Client, { id }: KnownDocument, { counts }: Doing): Promise<void> {
  await client.call(removeDocument, { params: { id } });
  counts.deleted += 1;
}

/** Unchanged Documents that failed on something that passes: a model, the database. The file itself fails again. */
function failedForNow({ unchanged }: SyncPlan, documents: readonly Document[]): Document[] {
  const names = new Set(unchanged.map(({ externalId }) => externalId));
  return documents.filter(
    ({ externalId, failure }) =>
      names.has(externalId) && failure !== undefined && !failure.code.startsWith('document.'),
  );
}

async function everyDocument({ client, collectionId: id }: FolderSync): Promise<Document[]> {
  const all: Document[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call(listDocuments, { params: { id }, query });
    all.push(...(page.documents as Document[]));
    cursor = page.nextCursor;
    if (cursor === undefined) return all;
  }
}

/** A file may go, or become a link, between the plan and its turn. */
function toFailureOfFile(name: string, error: unknown): Failure {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return toFailure(name, error);
  return toFailure(name, new UserError('request.invalid', `"${name}" cannot be read (${code}).`));
}

function toNames({ send, rename, remove: removed }: SyncPlan): FolderSynced['plan'] {
  return {
    send: send.map(({ file }) => file.externalId),
    rename: rename.map(({ file, known }) => `${known.externalId} → ${file.externalId}`),
    delete: removed.map(({ externalId }) => externalId),
  };
}
