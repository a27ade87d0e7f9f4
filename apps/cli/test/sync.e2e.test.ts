import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own that opens the embedded database; several of them make one test.
jest.setTimeout(600_000);

let folder: string;
let docs: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-sync-'));
  docs = join(folder, 'docs');
  environment = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    QUEUE_URL: '',
    CHAT_MODEL: '',
    EMBEDDING_MODEL: '',
    WEB_PRIVATE_HOSTS: '127.0.0.1',
    WEB_DELAY_MS: '0',
  };
  await mkdir(join(docs, 'sub'), { recursive: true });
  for (const name of ['returns', 'fees', 'shipping']) {
    await writeFile(join(docs, `${name}.md`), `# About ${name}\n\nThe ${name} are described here.\n`);
  }
  await writeFile(join(docs, 'rows.jsonl'), rows('kettle', 'toaster', 'blender'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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
  const { code, json } = await runCli(['sync', docs, '-c', 'shop', '--json', ...args], environment);
  return { code, ...json<Synced>() };
};
const found = async (query: string) => {
  const { json } = await runCli(['search', query, '-c', 'shop', '--json', '-n', '20'], environment);
  return json<{ passages: { externalId: string }[] }>()
    .passages.map(({ externalId }) => externalId)
    .sort();
};

test('a folder is brought in, and the second time there is nothing to do', async () => {
  await runCli(['ingest', join(docs, 'returns.md'), '-c', 'shop'], environment);
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
  expect(await found('kettle toaster blender grill red')).toEqual(
    expect.arrayContaining(['grill', 'kettle', 'toaster']),
  );
  expect(await found('blender')).not.toContain('blender');
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
  expect(await found('returns voucher kettle')).toEqual([]);
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
  const server = createServer((request, response) => {
    const [type, body] = pages(origin)[request.url ?? ''] ?? [];
    response
      .writeHead(body === undefined ? 404 : 200, type === undefined ? {} : { 'content-type': type })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const args = ['ingest', `${origin}/fee`, '--sitemap', `${origin}/sitemap.xml`, '-c', 'site', '--json'];
    const ingested = await runCli(args, environment);
    expect(ingested.code).toBe(1);
    expect(ingested.json()).toMatchObject({
      pages: 1,
      sitemaps: 1,
      created: 3,
      failures: [{ externalId: `${origin}/missing`, code: 'source.gone' }],
    });
    const answer = await runCli(['ask', 'How much is the restocking fee?', '-c', 'site'], environment);
    expect(answer.stdout).toContain('50 dollars');

    fee = '75 dollars';
    const checked = await runCli(['sync', '-c', 'site', '--json'], environment);
    expect(checked.json()).toMatchObject({ asked: 4, changed: 1, gone: 0, left: 0 });
    const later = await runCli(['ask', 'How much is the restocking fee?', '-c', 'site'], environment);
    expect(later.stdout).toContain('75 dollars');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test('wrong use is told apart from a missing collection', async () => {
  expect((await runCli(['sync', docs], environment)).code).toBe(64);
  expect((await runCli(['sync', docs, docs, '-c', 'x'], environment)).code).toBe(64);
  expect((await runCli(['sync', '-c', 'nowhere'], environment)).code).toBe(65);
  expect((await runCli(['sync', join(folder, 'nowhere'), '-c', 'shop'], environment)).code).toBe(65);
});
