import type { CollectionId } from '@groundwork/kernel';
import { addDocuments, type RouteResponse } from '@groundwork/protocol';
import type { Client } from '../client.ts';

/** One file of an upload, and what its Documents are given. */
export interface FileToSend {
  readonly externalId: string;
  readonly content: Uint8Array;
  readonly access?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export function sendFile(
  client: Client,
  id: CollectionId,
  file: FileToSend,
): Promise<RouteResponse<typeof addDocuments>> {
  const { externalId, content, access, metadata } = file;
  return client.upload(addDocuments, { id }, [{ name: externalId, content }], {
    externalId,
    ...(access ? { access: JSON.stringify(access) } : {}),
    ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
  });
}
