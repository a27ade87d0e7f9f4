import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { UploadedFile, UploadedForm } from '@groundwork/http';
import { type NewDocument, type NewWebSource, splitJsonl } from '@groundwork/ingestion';
import { type CollectionId, UserError } from '@groundwork/kernel';
import type { addDocuments, RouteInput, UploadFields } from '@groundwork/protocol';
import type { z } from 'zod';

/** Files, and what accompanies them. */
export type DocumentForm = UploadedForm<z.infer<typeof UploadFields>>;

/** A Document of a request, or why one part of it is none. */
export type RequestedDocument =
  | { readonly document: NewDocument }
  | { readonly page: NewWebSource }
  | { readonly externalId: string; readonly failure: UserError };

/** The Documents that a request brings, one at a time, so that only one file is in memory at once. */
export async function* toNewDocuments(
  { params, body }: RouteInput<typeof addDocuments>,
  form: DocumentForm | undefined,
): AsyncGenerator<RequestedDocument> {
  const collectionId = params.id;
  if (!form) {
    if ('url' in body) {
      yield { page: { ...body, collectionId, kind: 'page' } };
      return;
    }
    const { text, mediaType = 'text/plain', ...rest } = body;
    yield { document: { ...rest, collectionId, mediaType, content: new TextEncoder().encode(text) } };
    return;
  }
  const { access, metadata, externalId, externalIds, title } = form.fields;
  if (form.files.length > 1 && (externalId ?? title) !== undefined)
    throw new UserError('request.invalid', 'body: externalId and title are for uploads of one file.');
  const given = { collectionId, ...(access ? { access } : {}) };
  if (externalIds && externalIds.length !== form.files.length)
    throw new UserError('request.invalid', 'body.externalIds: there must be a name for each file.');
  for (const [index, file] of form.files.entries()) {
    if (file.name.toLowerCase().endsWith('.jsonl')) {
      yield* toRows(file, given, metadata ?? {});
    } else {
      const document = {
        ...given,
        ...(metadata ? { metadata } : {}),
        ...(title === undefined ? {} : { title }),
        externalId: externalIds?.[index] ?? externalId ?? file.name,
        mediaType: file.mediaType,
        content: await readFile(file.path),
      };
      yield { document };
    }
  }
}

/** Every row of a JSONL file is a Document of its own. */
async function* toRows(
  file: UploadedFile,
  given: { readonly collectionId: CollectionId; readonly access?: NewDocument['access'] },
  metadata: Readonly<Record<string, unknown>>,
): AsyncGenerator<RequestedDocument> {
  let rows = 0;
  for await (const row of splitJsonl(createReadStream(file.path))) {
    rows += 1;
    if ('failure' in row)
      yield {
        externalId: `${file.name}:${row.line}`,
        failure: new UserError('document.broken', `Line ${row.line} of "${file.name}": ${row.failure}`),
      };
    else
      yield {
        document: {
          ...given,
          ...row.document,
          metadata: { ...metadata, ...row.document.metadata },
        } as NewDocument,
      };
  }
  if (rows === 0)
    yield { externalId: file.name, failure: new UserError('document.empty', `"${file.name}" has no rows.`) };
}
