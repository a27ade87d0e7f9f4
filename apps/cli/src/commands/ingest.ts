import { readFile } from 'node:fs/promises';
import {
  addDocuments,
  createCollection,
  type Document,
  getDocument,
  listCollections,
} from '@groundwork/protocol';
import { type CollectionId, isGroundworkError } from '@groundwork/kernel';
import type { Client } from '../client.ts';
import { type Command, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { listFiles } from '../list-files.ts';
import { UsageError } from '../usage-error.ts';

interface Failure {
  readonly externalId: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** How often a Document's progress is asked for while waiting, in milliseconds. */
const pollMs = 250;

export const ingest: Command = {
  name: 'ingest',
  summary: 'Put files and folders into a collection.',
  usage:
    'groundwork ingest <path…> --collection NAME [--no-wait]\n\n' +
    'Unchanged files are left alone and changed ones become new versions, so an interrupted run is resumed by\n' +
    'running it again. PDF, DOCX, XLSX, PPTX, CSV, HTML, Markdown, text, mail (EML, MSG, with attachments) and\n' +
    'JSONL (one document a line) are read.',
  options: {
    collection: { type: 'string', short: 'c' },
    'no-wait': { type: 'boolean' },
    ...connectionOptions,
  },
  async run({ values, positionals, config, output, signal }) {
    if (positionals.length === 0) throw new UsageError('Name at least one file or folder.');
    if (!values['collection']) throw new UsageError('Name the collection: --collection NAME.');
    const files = await listFiles(positionals);
    const connection = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      workers: true,
      signal,
    });
    try {
      const { client } = connection;
      const collectionId = await ensureCollection(client, values['collection'] as string);
      const counts = { created: 0, changed: 0, unchanged: 0 };
      const failures: Failure[] = [];
      const waiting = new Set<string>();

      for (const [index, file] of files.entries()) {
        signal.throwIfAborted();
        output.progress('sending  ', index, files.length);
        const added = await addFile(client, collectionId, file).catch((error: unknown) => {
          if (!isGroundworkError(error)) throw error;
          failures.push({
            externalId: file.externalId,
            code: error.code,
            message: error.message,
            remedy: error.remedy,
          });
        });
        for (const { outcome, document } of added?.documents ?? []) {
          counts[outcome] += 1;
          waiting.add(document.id);
        }
        for (const { externalId, error } of added?.rejected ?? []) failures.push({ externalId, ...error });
      }
      output.progress('sending  ', files.length, files.length);

      const total = waiting.size;
      if (!values['no-wait']) {
        for await (const document of settled(client, waiting, signal, (done) =>
          output.progress('ingesting', done, total),
        )) {
          if (document.failure) failures.push({ externalId: document.externalId, ...document.failure });
        }
      }
      output.line(
        `${files.length} files → ${counts.created} new, ${counts.changed} changed, ${counts.unchanged} unchanged documents` +
          ` in "${values['collection']}"; ${failures.length} failed (${connection.where})`,
      );
      for (const { externalId, code, message, remedy } of failures) {
        output.line(`  ${externalId}: ${message} [${code}]\n    ${remedy}`);
      }
      output.result({ collectionId, files: files.length, ...counts, failures });
      return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
    } finally {
      await connection.close();
    }
  },
};

async function ensureCollection(client: Client, name: string): Promise<CollectionId> {
  const { collections } = await client.call(listCollections);
  const found = collections.find((collection) => collection.name === name);
  return (found ?? (await client.call(createCollection, { body: { name } }))).id as CollectionId;
}

async function addFile(client: Client, id: CollectionId, file: { path: string; externalId: string }) {
  const content = await readFile(file.path);
  return client.upload(addDocuments, { id }, [{ name: file.externalId, content }], {
    externalId: file.externalId,
  });
}

/** Yields each Document when it has come to a terminal state. */
async function* settled(
  client: Client,
  waiting: ReadonlySet<string>,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): AsyncIterable<Document> {
  let done = 0;
  for (const id of waiting) {
    for (;;) {
      signal.throwIfAborted();
      const document = (await client.call(getDocument, { params: { id } })) as Document;
      if (document.status === 'ready' || document.status === 'failed') {
        yield document;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    onProgress(++done);
  }
}
