import type { CollectionId } from '@groundwork/kernel';
import type { AddedDocuments } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { ensureCollection } from '../ingestion/ensure-collection.ts';
import { type Failure, printFailures, toFailure } from '../ingestion/failure.ts';
import { sendFiles } from '../ingestion/send-files.ts';
import { settledDocuments } from '../ingestion/settled-documents.ts';
import { allWebSources, readSitemap, sendPage, sendSitemap } from '../ingestion/web-sources.ts';
import { listFiles } from '../list-files.ts';
import { UsageError } from '../usage-error.ts';

/** What the command has done so far. */
interface Progress {
  readonly counts: { created: number; changed: number; unchanged: number };
  readonly failures: Failure[];
  /** Documents whose end is waited for. */
  readonly waiting: Set<string>;
}

export const ingest: Command = {
  name: 'ingest',
  summary: 'Put files, folders and web pages into a collection.',
  usage:
    'groundwork ingest <path or https://…>… --collection NAME [--sitemap https://…]… [--access GRANT]… [--no-wait]\n\n' +
    'Unchanged files are left alone and changed ones become new versions, so an interrupted run is resumed by\n' +
    'running it again. PDF, DOCX, HTML, Markdown, text and JSONL (one document a line) are read. Pages are fetched by\n' +
    'the server, which honours robots.txt and connects to public addresses only. "groundwork sync" also deletes.',
  options: {
    collection: { type: 'string', short: 'c' },
    sitemap: { type: 'string', multiple: true },
    access: { type: 'string', multiple: true },
    'no-wait': { type: 'boolean' },
    ...connectionOptions,
  },
  async run(context) {
    const { values, positionals, config, output, signal } = context;
    const sitemaps = (values['sitemap'] as string[] | undefined) ?? [];
    if (positionals.length + sitemaps.length === 0)
      throw new UsageError('Name at least one file, folder or address.');
    if (!values['collection']) throw new UsageError('Name the collection: --collection NAME.');
    const pages = positionals.filter(isAddress);
    const files = await listFiles(positionals.filter((path) => !isAddress(path)));
    const connection = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      workers: true,
      signal,
    });
    try {
      const { client } = connection;
      const collectionId = await ensureCollection(client, values['collection'] as string);
      const access = values['access'] as string[] | undefined;
      const progress: Progress = {
        counts: { created: 0, changed: 0, unchanged: 0 },
        failures: [],
        waiting: new Set(),
      };
      const all = files.length + pages.length;
      let sent = 0;
      const report = () => output.progress('sending  ', sent, all);
      report();
      for await (const { files: count, added, failures } of sendFiles(client, collectionId, files, access)) {
        signal.throwIfAborted();
        for (const one of added) note(progress, one);
        progress.failures.push(...failures);
        sent += count;
        report();
      }
      for (const url of pages) {
        signal.throwIfAborted();
        await sendPage(client, collectionId, url, access).then(
          (added) => note(progress, added as AddedDocuments),
          (error: unknown) => progress.failures.push(toFailure(url, error)),
        );
        sent += 1;
        report();
      }
      for (const url of sitemaps) await addSitemap(context, client, collectionId, url, progress);
      if (!values['no-wait']) await wait(context, client, collectionId, progress);

      const { counts, failures } = progress;
      const sources = [
        ...(files.length > 0 ? [`${files.length} files`] : []),
        ...(pages.length > 0 ? [`${pages.length} pages`] : []),
        ...(sitemaps.length > 0 ? [`${sitemaps.length} sitemaps`] : []),
      ].join(', ');
      output.line(
        `${sources || 'Nothing'} → ${counts.created} new, ${counts.changed} changed, ${counts.unchanged} unchanged` +
          ` documents in "${values['collection']}"; ${failures.length} failed (${connection.where})`,
      );
      printFailures(output, failures);
      output.result({
        collectionId,
        files: files.length,
        pages: pages.length,
        sitemaps: sitemaps.length,
        ...counts,
        failures,
      });
      return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
    } finally {
      await connection.close();
    }
  },
};

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function note({ counts, waiting, failures }: Progress, added: AddedDocuments): void {
  for (const { outcome, document } of added.documents) {
    counts[outcome] += 1;
    waiting.add(document.id);
  }
  for (const { externalId, error } of added.rejected) failures.push({ externalId, ...error });
}

/** The pages of a sitemap come one after the other; they count as new where this run brought them. */
async function addSitemap(
  { values, output, signal }: CommandContext,
  client: Client,
  collectionId: CollectionId,
  url: string,
  { counts, waiting, failures }: Progress,
): Promise<void> {
  try {
    const before = new Set((await allWebSources(client, collectionId, { kind: 'page' })).map(({ id }) => id));
    const { id } = await sendSitemap(client, collectionId, url, values['access'] as string[] | undefined);
    if (values['no-wait']) return;
    const sitemap = await readSitemap(client, id, signal, (done, total) =>
      output.progress('fetching ', done, total),
    );
    const skipped = sitemap.contents?.skipped ?? 0;
    if (skipped > 0)
      output.line(`${url}: ${skipped} entries left out (another host, no web address, or too many).`);
    for (const source of [sitemap, ...(await allWebSources(client, collectionId, { sitemapId: id }))]) {
      if (source.failure) failures.push({ externalId: source.url, ...source.failure });
      else if (source.documentId) waiting.add(source.documentId);
      if (source.kind === 'page') counts[before.has(source.id) ? 'unchanged' : 'created'] += 1;
    }
  } catch (error) {
    failures.push(toFailure(url, error));
  }
}

async function wait(
  { output, signal }: CommandContext,
  client: Client,
  collectionId: CollectionId,
  { waiting, failures }: Progress,
): Promise<void> {
  const report = (done: number) => output.progress('ingesting', done, waiting.size);
  for await (const document of settledDocuments(client, collectionId, waiting, signal, report)) {
    if (document.failure) failures.push({ externalId: document.externalId, ...document.failure });
  }
}
