import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnowledgeApp } from '@groundwork/knowledge-app';
import { openLocalTenant, openRuntime, readConfig } from '@groundwork/runtime';
import { jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, that talks to a server opened here; several of them make one test.
jest.setTimeout(300_000);

let folder: string;
let docs: string;
let server: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-sync-'));
  docs = join(folder, 'docs');
  const settings = { DATA_DIR: join(folder, 'data'), WEB_PRIVATE_HOSTS: '127.0.0.1', WEB_DELAY_MS: '0' };
  const runtime = await openRuntime(readConfig(settings));
  const { apiKey } = await openLocalTenant(runtime);
  await runtime.startWorkers();
  const app = await createKnowledgeApp(runtime, { rateLimit: { perMinute: 1_000_000, burst: 1_000_000 } });
  await app.listen(0, '127.0.0.1');
  server = ['--server', await app.getUrl(), '--api-key', apiKey];
  close = async () => {
    await app.close();
    await runtime.close();
  };
  await mkdir(join(docs, 'sub'), { recursive: true });
  for (const name of ['returns', 'fees', 'shipping']) {
    await writeFile(join(docs, `${name}.md`), `# About ${name}\n\nThe ${name} are described here.\n`);
  }
  await writeFile(join(docs, 'rows.jsonl'), rows('kettle', 'toaster', 'blender'));
});
afterAll(async () => {
  await close?.();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runCli([...args, ...server], { DATA_DIR: join(folder, 'client') });

function rows(...names: string[]): string {
  return names
    .map((name) => JSON.stringify({ _id: name, title: name, text: `The ${name} is red.` }))
    .join('\n');
}

interface Synced {
  readonly created: number;
  readonly changed: number;
  readonly renamed: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly links: number;
  readonly failures: readonly { readonly externalId: string; readonly code: string }[];
  readonly plan?: { readonly send: string[]; readonly rename: string[]; readonly delete: string[] };
  readonly error?: { readonly code: string; readonly remedy: string };
}

const sync = async (...args: string[]) => {
  const { code, json } = await run('sync', docs, '-c', 'shop', '--json', ...args);
  return { code, ...json<Synced>() };
};
/** Files found; every text of so small a collection is near to any query. */
const found = async (query: string, ending = '.md') => {
  const { json } = await run('search', query, '-c', 'shop', '--json', '-n', '20');
  return json<{ passages: { externalId: string }[] }>()
    .passages.map(({ externalId }) => externalId)
    .filter((name) => name.endsWith(ending))
    .sort();
};

test('a folder is brought in, and the second time there is nothing to do', async () => {
  await run('ingest', join(docs, 'returns.md'), '-c', 'shop');
  // The document that was uploaded before becomes part of the folder; its text is not read again.
  expect(await sync()).toMatchObject({
    code: 0,
    created: 5,
    changed: 1,
    renamed: 0,
    deleted: 0,
    failures: [],
  });
  // JSONL is always compared by the server; "unchanged" counts its rows too.
  expect(await sync()).toMatchObject({ code: 0, created: 0, changed: 0, deleted: 0, unchanged: 6 });
});

test('a dry run says what would happen and does nothing', async () => {
  await writeFile(join(docs, 'new.md'), '# New\n\nThe voucher is valid for a year.\n');
  await rm(join(docs, 'fees.md'));
  await rename(join(docs, 'shipping.md'), join(docs, 'sub/shipping.md'));
  await symlink('/etc/hostname', join(docs, 'link.txt'));
  expect(await sync('--dry-run')).toMatchObject({
    code: 0,
    created: 0,
    deleted: 0,
    links: 1,
    plan: { send: ['new.md', 'rows.jsonl'], rename: ['shipping.md → sub/shipping.md'], delete: ['fees.md'] },
  });
  expect(await found('fees shipping returns voucher')).toEqual(['fees.md', 'returns.md', 'shipping.md']);
});

test('new, changed, moved and deleted files, and rows, are followed', async () => {
  await writeFile(join(docs, 'returns.md'), '# About returns\n\nThe returns take 30 days.\n');
  await writeFile(join(docs, 'rows.jsonl'), rows('kettle', 'toaster', 'grill'));
  expect(await sync()).toMatchObject({
    code: 0,
    created: 2,
    changed: 1,
    renamed: 1,
    deleted: 2,
    failures: [],
  });
  expect(await found('fees shipping returns voucher')).toEqual(['new.md', 'returns.md', 'sub/shipping.md']);
  expect((await found('kettle toaster blender grill red', '')).filter((name) => !name.includes('.'))).toEqual(
    ['grill', 'kettle', 'toaster'],
  );
});

test('an empty folder deletes nothing, unless that is what is wanted', async () => {
  const moved = join(folder, 'unmounted');
  await rename(docs, moved);
  await mkdir(docs);
  const stopped = await sync();
  expect(stopped).toMatchObject({ code: 65, error: { code: 'sync.unsafe' } });
  expect(stopped.error!.remedy).toContain('--dry-run');
  expect(await found('returns')).toContain('returns.md');
  expect(await sync('--yes')).toMatchObject({ code: 0, deleted: 6 });
  expect(await found('returns voucher kettle', '')).toEqual([]);
  expect(await readdir(moved)).toContain('returns.md');
});

test('what cannot be ingested is named, and the rest is there', async () => {
  await writeFile(join(docs, 'ok.md'), '# Fine\n\nThe gift card never expires.\n');
  await writeFile(join(docs, 'broken.pdf'), 'no PDF at all');
  const synced = await sync();
  expect(synced).toMatchObject({
    code: 1,
    failures: [{ externalId: 'broken.pdf', code: 'document.broken' }],
  });
  expect(await found('gift card')).toEqual(['ok.md']);
});

test('pages are ingested by address and by sitemap, and asked for again', async () => {
  let fee = '50 dollars';
  const pages = (origin: string): Record<string, [string, string]> => ({
    '/fee': ['text/html', `<!doctype html><title>Fee</title><p>The restocking fee is ${fee}.</p>`],
    '/one': ['text/html', '<!doctype html><title>One</title><p>The warranty lasts 24 months.</p>'],
    '/sitemap.xml': [
      'application/xml',
      `<urlset><url><loc>${origin}/one</loc></url><url><loc>${origin}/missing</loc></url></urlset>`,
    ],
  });
  const site = createServer((request, response) => {
    const [type, body] = pages(origin)[request.url ?? ''] ?? [];
    response
      .writeHead(body === undefined ? 404 : 200, type === undefined ? {} : { 'content-type': type })
      .end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  try {
    const args = ['ingest', `${origin}/fee`, '--sitemap', `${origin}/sitemap.xml`, '-c', 'site', '--json'];
    const ingested = await run(...args);
    expect(ingested.code).toBe(1);
    expect(ingested.json()).toMatchObject({
      pages: 1,
      sitemaps: 1,
      created: 3,
      failures: [{ externalId: `${origin}/missing`, code: 'source.gone' }],
    });
    const answer = await run('ask', 'How much is the restocking fee?', '-c', 'site');
    expect(answer.stdout).toContain('50 dollars');

    fee = '75 dollars';
    const checked = await run('sync', '-c', 'site', '--json');
    expect(checked.json()).toMatchObject({ asked: 4, changed: 1, gone: 0, left: 0 });
    const later = await run('ask', 'How much is the restocking fee?', '-c', 'site');
    expect(later.stdout).toContain('75 dollars');
  } finally {
    await new Promise((resolve) => site.close(resolve));
  }
});

test('wrong use is told apart from a missing collection', async () => {
  expect((await run('sync', docs)).code).toBe(64);
  expect((await run('sync', docs, docs, '-c', 'x')).code).toBe(64);
  expect((await run('sync', '-c', 'nowhere')).code).toBe(65);
  expect((await run('sync', join(folder, 'nowhere'), '-c', 'shop')).code).toBe(65);
});
