import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Runtime } from '@groundwork/runtime';
import {
  call,
  createCollection,
  openTestApp,
  openTestRuntime,
  openTestTenant,
  type TestApp,
  waitUntilRead,
} from './open-test-app.ts';

let runtime: Runtime;
let app: TestApp;
let tenant: Awaited<ReturnType<typeof openTestTenant>>;
let site: Site;
let collection: string;

beforeAll(async () => {
  runtime = await openTestRuntime({ WEB_PRIVATE_HOSTS: '127.0.0.1', WEB_DELAY_MS: '0' });
  app = await openTestApp(runtime);
  tenant = await openTestTenant(runtime);
  site = await openSite();
});
beforeEach(async () => {
  site.reset();
  collection = await createCollection(app.url, tenant.admin, `Site ${site.resets()}`);
});
afterAll(async () => {
  await app?.close();
  await site?.close();
  await runtime?.close();
});

const ask = (method: string, path: string, body?: unknown, key = tenant.admin) =>
  call(app.url, method, path, { key, ...(body === undefined ? {} : { body }) });
const addUrl = (url: string, more: object = {}) =>
  ask('POST', `/v1/collections/${collection}/documents`, { url, ...more });
const addAndWait = async (url: string, more: object = {}) => {
  const { body } = await addUrl(url, more);
  return waitUntilRead(app.url, tenant.admin, body.documents[0].document.id);
};
const titles = async (query: string, key = tenant.admin) =>
  (await ask('POST', '/v1/search', { query, collections: [collection] }, key)).body.passages.map(
    ({ title }: { title: string }) => title,
  );
const webSources = async (query = '') =>
  (await ask('GET', `/v1/collections/${collection}/web-sources${query}`)).body.webSources;
const until = async <T>(look: () => Promise<T | undefined | false>): Promise<T> => {
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
const recheck = async () => {
  const before = Date.now();
  await ask('POST', `/v1/collections/${collection}/web-sources/recheck`);
  await until(async () =>
    (await webSources()).every(
      ({ state, checkedAt }: { state: string; checkedAt?: string }) =>
        state === 'gone' || (checkedAt !== undefined && Date.parse(checkedAt) >= before),
    ),
  );
};

test('a page is taken by its address, answered at once, then found under its own title', async () => {
  site.serve('/returns', { body: page('Returns', 'Opened items can be returned within 14 days.') });
  const { status, body } = await addUrl(`${site.origin}/returns?utm_source=mail#top`, { metadata: { a: 1 } });
  expect(status).toBe(202);
  expect(body.documents).toMatchObject([
    {
      outcome: 'created',
      document: { status: 'pending', externalId: `${site.origin}/returns`, metadata: { a: 1 } },
    },
  ]);
  const document = await waitUntilRead(app.url, tenant.admin, body.documents[0].document.id);
  expect(document).toMatchObject({ status: 'ready', title: 'Returns', mediaType: 'text/html' });
  expect(await titles('within how many days can items be returned')).toEqual(['Returns']);
  expect((await addUrl(`${site.origin}/returns`)).body.documents).toMatchObject([
    { outcome: 'unchanged', document: { id: document.id } },
  ]);
});

test('a refresh costs nothing where nothing changed, replaces what changed, and forgets what is gone', async () => {
  site.serve('/a', { body: page('Fee', 'The restocking fee is 50 dollars.'), etag: '"1"' });
  const { id } = await addAndWait(`${site.origin}/a`);
  await recheck();
  expect(site.answers('/a')).toEqual([200, 304]);

  site.serve('/a', { body: page('Fee', 'The restocking fee is 75 dollars.'), etag: '"2"' });
  await recheck();
  const read = await until(async () => {
    const { body } = await ask('GET', `/v1/documents/${id}`);
    return body.currentVersion?.number === 2 && body;
  });
  expect(read).toMatchObject({ status: 'ready' });
  const { body } = await ask('POST', '/v1/search', { query: 'restocking fee', collections: [collection] });
  expect(body.passages.map(({ text }: { text: string }) => text).join()).toContain('75 dollars');

  site.serve('/a', { status: 410 });
  await recheck();
  await until(async () => (await ask('GET', `/v1/documents/${id}`)).status === 404);
  expect(await titles('restocking fee')).toEqual([]);
  expect(await webSources()).toMatchObject([{ state: 'gone', url: `${site.origin}/a` }]);
});

test.each([
  ['a private address', () => 'http://127.0.0.2/', 'source.blocked'],
  ['a redirect to the metadata service', () => `${site.origin}/to-metadata`, 'source.blocked'],
  ['a page that is not there', () => `${site.origin}/nowhere`, 'source.gone'],
  ['a page that robots must not read', () => `${site.origin}/robots-only/x`, 'source.disallowed'],
  ['a redirect in a circle', () => `${site.origin}/circle`, 'source.redirects'],
  ['a picture', () => `${site.origin}/picture`, 'document.unsupported'],
])('%s fails with a reason and a remedy', async (_, url, code) => {
  site.serve('/to-metadata', { status: 302, location: 'http://169.254.169.254/latest/meta-data/' });
  site.serve('/circle', { status: 302, location: '/circle' });
  site.serve('/picture', { body: Buffer.from('4749463839610100', 'hex'), type: 'image/gif' });
  const document = await addAndWait(url());
  expect(document).toMatchObject({ status: 'failed', failure: { code, remedy: expect.any(String) } });
});

test.each(['ftp://a.example/', 'not an address', 'http://user:pw@a.example/', 'http://a.example:25/'])(
  'what is no web address is refused at once: %s',
  async (url) => {
    const { status, body } = await addUrl(url);
    expect([status, body.error.code]).toEqual([400, 'request.invalid']);
  },
);

test('a server that is busy is asked again, and a failed page on request', async () => {
  site.serve('/busy', { status: 503, retryAfter: '1' });
  const { body } = await addUrl(`${site.origin}/busy`);
  await until(async () => site.answers('/busy').length > 0);
  site.serve('/busy', { body: page('Back', 'The service is back.') });
  expect(await waitUntilRead(app.url, tenant.admin, body.documents[0].document.id)).toMatchObject({
    status: 'ready',
  });

  const missing = await addAndWait(`${site.origin}/later`);
  expect(missing.failure.code).toBe('source.gone');
  site.serve('/later', { body: page('Later', 'Now it is there.') });
  expect((await ask('POST', `/v1/documents/${missing.id}/retry`)).status).toBe(202);
  expect(await waitUntilRead(app.url, tenant.admin, missing.id)).toMatchObject({
    status: 'ready',
    title: 'Later',
  });
});

test('a sitemap index brings its pages with the access given, and reports on all of them', async () => {
  const list = (urls: string[]) =>
    `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`;
  const at = (path: string) => site.origin + path;
  site.serve('/sitemap.xml', {
    body: `<sitemapindex><sitemap><loc>${at('/1.xml.gz')}</loc></sitemap><sitemap><loc>${at('/2.xml')}</loc></sitemap></sitemapindex>`,
  });
  site.serve('/1.xml.gz', { body: gzipSync(list([at('/one'), at('/two')])), type: 'application/gzip' });
  site.serve('/2.xml', { body: list([at('/two'), at('/missing'), 'https://elsewhere.example/']) });
  site.serve('/one', { body: page('One', 'The kettle holds 1.7 litres.') });
  site.serve('/two', { body: page('Two', 'The toaster has six levels.') });

  const group = (await ask('POST', '/v1/groups', { name: `hr ${collection}` })).body.id;
  const added = await ask('POST', `/v1/collections/${collection}/sitemaps`, {
    url: at('/sitemap.xml'),
    access: [`group:${group}`],
  });
  expect([added.status, added.body.state]).toEqual([202, 'waiting']);
  const contents = await until(async () => {
    const { body } = await ask('GET', `/v1/web-sources/${added.body.id}`);
    return (
      body.state === 'ready' && body.contents.waiting === 0 && body.contents.ready === 4 && body.contents
    );
  });
  expect(contents).toEqual({ waiting: 0, ready: 4, failed: 1, gone: 0, skipped: 1 });
  expect(await webSources('?state=failed')).toMatchObject([
    { url: at('/missing'), failure: { code: 'source.gone', remedy: expect.any(String) } },
  ]);

  for (const { documentId } of await webSources('?state=ready&kind=page')) {
    await waitUntilRead(app.url, tenant.admin, documentId);
  }
  const member = await tenant.keyFor(['search', 'ingest'], ['everyone', `group:${group}`]);
  const outsider = await tenant.keyFor(['search', 'ingest']);
  expect(await titles('kettle litres', member)).toContain('One');
  expect(await titles('kettle litres', outsider)).toEqual([]);
  const seen = await ask('GET', `/v1/collections/${collection}/web-sources?kind=page`, undefined, outsider);
  expect(seen.body.webSources).toEqual([]);

  expect((await ask('DELETE', `/v1/web-sources/${added.body.id}`)).status).toBe(204);
  expect((await ask('GET', `/v1/web-sources/${added.body.id}`)).body.error.code).toBe('source.not-found');
  expect(await titles('kettle litres', member)).toContain('One');
});

test('the file is renamed without being read again, but where its name is its title', async () => {
  const add = async (externalId: string, text: string) => {
    const body = { externalId, text, mediaType: 'text/markdown' };
    const added = await ask('POST', `/v1/collections/${collection}/documents`, body);
    return waitUntilRead(app.url, tenant.admin, added.body.documents[0].document.id);
  };
  const rename = (id: string, externalId: string) =>
    ask('PUT', `/v1/documents/${id}/external-id`, { externalId });
  const titled = await add('a.md', '# Returns\n\nWithin 14 days.');
  expect((await rename(titled.id, 'b/c.md')).body).toMatchObject({ externalId: 'b/c.md', status: 'ready' });
  const plain = await add('plain.txt', 'Within 14 days.');
  expect((await rename(plain.id, 'b/c.md')).body.error.code).toBe('document.exists');
  await rename(plain.id, 'other.txt');
  expect(await waitUntilRead(app.url, tenant.admin, plain.id)).toMatchObject({
    title: 'other.txt',
    currentVersion: { number: 2 },
  });
});

interface Served {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly type?: string;
  readonly etag?: string;
  readonly location?: string;
  readonly retryAfter?: string;
}
type Site = Awaited<ReturnType<typeof openSite>>;

function page(title: string, text: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><p>${text}</p></body></html>`;
}

/** A web site on this machine, whose pages the tests change. */
async function openSite() {
  const pages = new Map<string, Served>();
  let answered: { path: string; status: number }[] = [];
  let resets = 0;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url!.split('?')[0]!;
    const served = pages.get(path) ?? { status: 404 };
    const isKnown = served.etag !== undefined && request.headers['if-none-match'] === served.etag;
    const status = isKnown ? 304 : (served.status ?? 200);
    answered.push({ path, status });
    response.writeHead(status, {
      'content-type': served.type ?? 'text/html',
      ...(served.etag === undefined ? {} : { etag: served.etag }),
      ...(served.location === undefined ? {} : { location: served.location }),
      ...(served.retryAfter === undefined ? {} : { 'retry-after': served.retryAfter }),
    });
    response.end(isKnown ? undefined : served.body);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (path: string, served: Served) => void pages.set(path, served),
    answers: (path: string) => answered.filter((one) => one.path === path).map(({ status }) => status),
    resets: () => resets,
    reset() {
      resets += 1;
      answered = [];
      pages.clear();
      pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /robots-only/\n', type: 'text/plain' });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
