import { readFile } from 'node:fs/promises';
import type { CollectionId } from '@groundwork/kernel';
import { type AddedDocuments, addDocuments } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import type { FoundFile } from '../list-files.ts';
import { type Failure, toFailure } from './failure.ts';
import { sendFile } from './send-file.ts';

/** Files of one upload; a larger one goes alone. */
const together = { files: 48, bytes: 1024 * 1024 };

/** What became of some of the files. */
export interface Sent {
  readonly files: number;
  readonly added: readonly AddedDocuments[];
  readonly failures: readonly Failure[];
}

interface ReadFile extends FoundFile {
  readonly content: Uint8Array;
}

/** Sends files, small ones many at once. Where several cannot be sent together, each fails for its own reasons only. */
export async function* sendFiles(
  client: Client,
  id: CollectionId,
  files: readonly FoundFile[],
  access?: readonly string[],
): AsyncGenerator<Sent> {
  let batch: ReadFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const content = await readFile(file.path);
    if (batch.length > 0 && bytes + content.byteLength > together.bytes) {
      yield await sendBatch(client, id, batch, access);
      [batch, bytes] = [[], 0];
    }
    batch.push({ ...file, content });
    bytes += content.byteLength;
    if (batch.length < together.files) continue;
    yield await sendBatch(client, id, batch, access);
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield await sendBatch(client, id, batch, access);
}

async function sendBatch(
  client: Client,
  id: CollectionId,
  batch: readonly ReadFile[],
  access: readonly string[] | undefined,
): Promise<Sent> {
  if (batch.length > 1) {
    const added = await sendTogether(client, id, batch, access).catch(() => undefined);
    if (added) return { files: batch.length, added: [added], failures: [] };
  }
  const added: AddedDocuments[] = [];
  const failures: Failure[] = [];
  for (const { externalId, content } of batch) {
    await sendFile(client, id, { externalId, content, access }).then(
      (one) => added.push(one as AddedDocuments),
      (error: unknown) => failures.push(toFailure(externalId, error)),
    );
  }
  return { files: batch.length, added, failures };
}

async function sendTogether(
  client: Client,
  id: CollectionId,
  batch: readonly ReadFile[],
  access: readonly string[] | undefined,
): Promise<AddedDocuments> {
  const files = batch.map(({ externalId, content }) => ({ name: externalId, content }));
  const added = await client.upload(addDocuments, { id }, files, {
    externalIds: JSON.stringify(batch.map(({ externalId }) => externalId)),
    ...(access ? { access: JSON.stringify(access) } : {}),
  });
  return added as AddedDocuments;
}
