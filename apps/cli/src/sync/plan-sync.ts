import type { FolderScan, ScannedFile } from './scan-folder.ts';

/** A Document of the Collection, as far as a sync needs to know it. */
export interface KnownDocument {
  readonly id: string;
  readonly externalId: string;
  readonly sha256?: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Metadata by which a Document is known as part of a synced folder, and of which file of it, if that is not its name. */
export const folderMark = 'syncedFrom';
export const fileMark = 'syncedFile';

export interface SyncPlan {
  readonly send: readonly { readonly file: ScannedFile; readonly known?: KnownDocument }[];
  readonly rename: readonly { readonly file: ScannedFile; readonly known: KnownDocument }[];
  readonly remove: readonly KnownDocument[];
  readonly unchanged: readonly ScannedFile[];
  /** Files whose name is that of a Document of another folder. */
  readonly conflicts: readonly { readonly file: ScannedFile; readonly known: KnownDocument }[];
  /** Documents of this folder before. */
  readonly tracked: number;
}

/**
 * What must be done so that the Collection holds what the folder holds; pure. Only Documents that carry this folder's
 * mark are ever deleted, and none whose file may only be unreadable. A file that is new with the bytes of one that is
 * missing is that file under another name.
 */
export function planSync(folder: string, scan: FolderScan, documents: readonly KnownDocument[]): SyncPlan {
  const byName = new Map(documents.map((document) => [document.externalId, document]));
  const tracked = documents.filter(({ metadata }) => metadata[folderMark] === folder);
  const present = new Set(scan.files.map(({ externalId }) => externalId));
  const missing = tracked.filter(
    (document) => !present.has(fileOf(document)) && !mayExist(scan, fileOf(document)),
  );

  const plan = {
    send: [] as { file: ScannedFile; known?: KnownDocument }[],
    rename: [] as { file: ScannedFile; known: KnownDocument }[],
    unchanged: [] as ScannedFile[],
    conflicts: [] as { file: ScannedFile; known: KnownDocument }[],
  };
  const moved = new Set<KnownDocument>();
  for (const file of scan.files) {
    // The rows of such a file are Documents with names of their own; the server finds out what changed.
    const known = isJsonl(file.externalId) ? undefined : byName.get(file.externalId);
    if (known) {
      const mark = known.metadata[folderMark];
      if (mark !== undefined && mark !== folder) plan.conflicts.push({ file, known });
      else if (mark === folder && known.sha256 === file.sha256) plan.unchanged.push(file);
      else plan.send.push({ file, known });
      continue;
    }
    const before = missing.find(
      (document) =>
        !moved.has(document) && document.sha256 === file.sha256 && document.metadata[fileMark] === undefined,
    );
    if (before && !isJsonl(file.externalId)) {
      moved.add(before);
      plan.rename.push({ file, known: before });
    } else plan.send.push({ file });
  }
  return { ...plan, remove: missing.filter((document) => !moved.has(document)), tracked: tracked.length };
}

/** More than half of what was there: rather a folder that is not mounted than the wish to delete it. */
export function isUnsafe(removed: number, of: number): boolean {
  return removed * 2 > of;
}

export function isJsonl(name: string): boolean {
  return name.toLowerCase().endsWith('.jsonl');
}

function fileOf({ externalId, metadata }: KnownDocument): string {
  const file = metadata[fileMark];
  return typeof file === 'string' ? file : externalId;
}

function mayExist({ unreadable }: FolderScan, externalId: string): boolean {
  return unreadable.some((entry) =>
    entry.isFolder ? externalId.startsWith(`${entry.externalId}/`) : entry.externalId === externalId,
  );
}
