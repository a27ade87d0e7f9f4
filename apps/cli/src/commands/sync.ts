import { basename, resolve } from 'node:path';
import { type CollectionId, UserError } from '@groundwork/kernel';
import { listCollections } from '@groundwork/protocol';
import type { Client } from '../client.ts';
import { type Command, type CommandContext, type ExitCode, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { ensureCollection } from '../ingestion/ensure-collection.ts';
import { type Failure, printFailures } from '../ingestion/failure.ts';
import { settledDocuments } from '../ingestion/settled-documents.ts';
import { recheckWeb } from '../sync/recheck-web.ts';
import { syncFolder } from '../sync/sync-folder.ts';
import { UsageError } from '../usage-error.ts';

export const sync: Command = {
  name: 'sync',
  summary: 'Make a collection hold what a folder holds, deletions included; or ask again for its web pages.',
  usage:
    'groundwork sync DIR --collection NAME [--dry-run] [--yes] [--name LABEL] [--access GRANT]… [--no-wait]\n' +
    'groundwork sync --collection NAME\n\n' +
    'New and changed files are ingested, files gone from DIR are deleted from the collection, moved ones renamed.\n' +
    'Only documents that came from this folder are deleted: they are known by its name, or by --name. Where more than\n' +
    'half would go, nothing is done unless --yes is given. Hidden files, symbolic links and what DIR/.groundworkignore\n' +
    'names are left out. Without DIR, every web page and sitemap of the collection is asked for again.',
  options: {
    collection: { type: 'string', short: 'c' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
    name: { type: 'string' },
    access: { type: 'string', multiple: true },
    'no-wait': { type: 'boolean' },
    ...connectionOptions,
  },
  async run(context) {
    const { values, positionals, config, signal } = context;
    const [folder] = positionals;
    if (positionals.length > 1) throw new UsageError('Name one folder.');
    const collection = values['collection'] as string | undefined;
    if (!collection) throw new UsageError('Name the collection: --collection NAME.');
    const connection = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      workers: !values['dry-run'],
      signal,
    });
    try {
      return folder === undefined
        ? await syncWeb(context, connection.client, collection)
        : await syncFiles(context, connection.client, collection, folder);
    } finally {
      await connection.close();
    }
  },
};

async function syncFiles(
  context: CommandContext,
  client: Client,
  collection: string,
  folder: string,
): Promise<ExitCode> {
  const { values, output, signal } = context;
  const dryRun = values['dry-run'] === true;
  const collectionId = dryRun
    ? await findCollection(client, collection)
    : await ensureCollection(client, collection);
  const name = (values['name'] as string | undefined) ?? basename(resolve(folder));
  const { waiting, failures, plan, ...counts } = await syncFolder({
    client,
    collectionId,
    folder,
    name,
    access: values['access'] as string[] | undefined,
    dryRun,
    yes: values['yes'] === true,
    signal,
    onProgress: (done, total) => output.progress('syncing  ', done, total),
  });
  if (dryRun) {
    for (const [verb, names] of Object.entries(plan))
      for (const each of names) output.line(`would ${verb} ${each}`);
    output.line(
      `${plan.send.length} to send, ${plan.rename.length} to rename, ${plan.delete.length} to delete`,
    );
  } else {
    await wait(context, client, collectionId, waiting, failures);
    output.line(
      `"${name}" → "${collection}": ${counts.created} new, ${counts.changed} changed, ${counts.renamed} renamed,` +
        ` ${counts.unchanged} unchanged, ${counts.deleted} deleted; ${failures.length} failed`,
    );
  }
  if (counts.links > 0) output.line(`${counts.links} symbolic links left out`);
  printFailures(output, failures);
  output.result({ collectionId, name, dryRun, ...counts, ...(dryRun ? { plan } : {}), failures });
  return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
}

async function syncWeb(context: CommandContext, client: Client, collection: string): Promise<ExitCode> {
  const { values, output, signal } = context;
  if (values['dry-run']) throw new UsageError('--dry-run goes with a folder.');
  const collectionId = await findCollection(client, collection);
  const isWaiting = !values['no-wait'];
  const report = (done: number, total: number) => output.progress('asking   ', done, total);
  const {
    waiting,
    failures: found,
    ...counts
  } = await recheckWeb(client, collectionId, isWaiting, signal, report);
  const failures = [...found];
  await wait(context, client, collectionId, waiting, failures);
  output.line(
    `${counts.asked} web addresses of "${collection}": ${counts.changed} changed, ${counts.gone} gone,` +
      ` ${failures.length} failed${counts.left > 0 ? `, ${counts.left} not asked yet` : ''}`,
  );
  printFailures(output, failures);
  output.result({ collectionId, ...counts, failures });
  return failures.length > 0 ? exitCodes.partial : exitCodes.ok;
}

async function findCollection(client: Client, name: string): Promise<CollectionId> {
  const { collections } = await client.call(listCollections);
  const found = collections.find((collection) => collection.name === name);
  if (!found) throw new UserError('collection.not-found', `There is no collection "${name}".`);
  return found.id as CollectionId;
}

async function wait(
  { values, output, signal }: CommandContext,
  client: Client,
  collectionId: CollectionId,
  waiting: ReadonlySet<string>,
  failures: Failure[],
): Promise<void> {
  if (values['no-wait']) return;
  const report = (done: number) => output.progress('ingesting', done, waiting.size);
  for await (const document of settledDocuments(client, collectionId, waiting, signal, report)) {
    if (document.failure) failures.push({ externalId: document.externalId, ...document.failure });
  }
}
