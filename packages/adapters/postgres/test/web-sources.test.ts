import {
  defaultFetchLimits,
  type FetchedPage,
  type FetchedSitemap,
  FetchWebSources,
  type NewWebSource,
  SweepWebSources,
  type Validators,
} from '@groundwork/ingestion';
import { OperationalError, silentLogger, UserError } from '@groundwork/kernel';
import { find, openWorld, type Org, versionOf, type World } from './world.ts';

type Answer = FetchedPage | FetchedSitemap | Error;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const site = 'https://site.example';

let world: World;
let org: Org;
let now: number;
let answers: Map<string, Answer>;
let asked: { url: string; known: Validators }[];
let enqueued: string[];

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.reset();
  org = await world.addOrg('North');
  now = Date.parse('2026-05-01T00:00:00Z');
  answers = new Map();
  asked = [];
  enqueued = [];
});
afterAll(() => world?.close());

const content = (text: string, more: Partial<FetchedPage> = {}) =>
  ({
    outcome: 'content',
    url: `${site}/`,
    content: Buffer.from(text),
    mediaType: 'text/html',
    ...more,
  }) as FetchedPage;
const sitemap = (pages: string[], more: Partial<FetchedSitemap> = {}) =>
  ({
    outcome: 'sitemap',
    url: `${site}/sitemap.xml`,
    pages: pages.map((path) => ({ url: `${site}${path}` })),
    sitemaps: [],
    skipped: 0,
    ...more,
  }) as FetchedSitemap;

/** The network as these tests tell it; it has no clock, and nothing waits. */
const answer = async <T>(url: string, known: Validators): Promise<T> => {
  asked.push({ url, known });
  const given = answers.get(url) ?? new OperationalError('source.unreachable', 'No such host.');
  if (given instanceof Error) throw given;
  return given as T;
};
const queue = {
  enqueue: async (job: { name: string }, payload: { host?: string; documentId?: string }) =>
    void enqueued.push(`${job.name} ${payload.host ?? payload.documentId}`),
} as unknown as FetchWebSources['deps']['queue'];
const clock = { now: () => new Date(now) };

const handler = (limits: Partial<FetchWebSources['deps']['limits']> = {}) =>
  new FetchWebSources({
    work: world.stores.webSourceWork,
    fetcher: {
      fetchPage: (url, known) => answer<FetchedPage>(url, known),
      fetchSitemap: (url, known) => answer<FetchedSitemap>(url, known),
    },
    queue,
    audit: world.stores.audit,
    clock,
    logger: silentLogger,
    limits: { ...defaultFetchLimits, refreshMs: day, mostPages: 1_000, patienceMs: 0, ...limits },
  });
const fetchAll = (limits = {}, signal = new AbortController().signal) =>
  handler(limits).run({ tenantId: org.tenantId, host: 'site.example' }, signal);

const add = (path: string, more: Partial<NewWebSource> = {}, principal = org.boss) =>
  world.stores.webSources.add(
    principal,
    { collectionId: org.collectionId, kind: 'page', url: `${site}${path}`, ...more },
    clock.now(),
  );
const addPage = async (path: string, more: Partial<NewWebSource> = {}) =>
  (await add(path, more)).document!.id;
const document = (id: Awaited<ReturnType<typeof addPage>>) => world.stores.documents.find(org.boss, id);
const sources = async (filter = {}) =>
  (await world.stores.webSources.list(org.boss, { collectionId: org.collectionId, limit: 100, ...filter }))
    .sources;
const stateOf = async (path: string) => (await sources()).find(({ url }) => url === `${site}${path}`);
/** What the job that follows makes of the Document's original. */
const publish = async (id: Awaited<ReturnType<typeof addPage>>) => {
  const work = await world.stores.work.claim(org.tenantId, id);
  const text = new TextDecoder().decode(work!.content);
  return world.stores.work.publish(work!, versionOf({ externalId: work!.fileName, text }));
};

test('a page is a Document at once, pending until its content has come; only then may it be ingested', async () => {
  const id = await addPage('/a');
  expect(await document(id)).toMatchObject({
    status: 'pending',
    progress: { stage: 'fetching' },
    externalId: `${site}/a`,
    access: ['everyone'],
    bytes: 0,
  });
  expect(await world.stores.work.claim(org.tenantId, id)).toBeUndefined();
  expect(await world.stores.work.findStuck(new Date('2100-01-01'), 10)).toEqual([]);

  answers.set(`${site}/a`, content('alpha', { etag: '"1"' }));
  await fetchAll();
  expect(enqueued).toEqual([`document.ingest ${id}`]);
  expect(await document(id)).toMatchObject({ status: 'pending', progress: { stage: 'waiting' }, bytes: 5 });
  await publish(id);
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([`${site}/a`]);
  expect(await stateOf('/a')).toMatchObject({ state: 'ready', documentId: id, fetchedAt: clock.now() });
});

test('what has not changed makes no work; what has becomes a new version, and the old one answers until then', async () => {
  const id = await addPage('/a');
  answers.set(`${site}/a`, content('alpha', { etag: '"1"', lastModified: 'Mon' }));
  await fetchAll();
  await publish(id);
  now += day;
  answers.set(`${site}/a`, { outcome: 'unchanged' });
  await fetchAll();
  expect(asked.at(-1)).toEqual({ url: `${site}/a`, known: { etag: '"1"', lastModified: 'Mon' } });
  expect(await document(id)).toMatchObject({ status: 'ready', currentVersion: { number: 1 } });

  now += day;
  answers.set(`${site}/a`, content('alpha', { etag: '"2"' }));
  await fetchAll();
  expect(enqueued).toHaveLength(1);
  now += day;
  answers.set(`${site}/a`, content('beta', { etag: '"3"' }));
  await fetchAll();
  expect(enqueued).toHaveLength(2);
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([`${site}/a`]);
  await publish(id);
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([]);
  expect(await find(world.stores, org.ben, 'beta')).toEqual([`${site}/a`]);
});

test('nothing is asked before its time', async () => {
  await addPage('/a');
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  now += day - 1;
  await fetchAll();
  expect(asked).toHaveLength(1);
  now += 1;
  await fetchAll();
  expect(asked).toHaveLength(2);
  const without = await addPage('/b');
  answers.set(`${site}/b`, content('beta'));
  await fetchAll({ refreshMs: undefined });
  expect((await stateOf('/b'))?.dueAt).toBeUndefined();
  expect((await document(without))?.bytes).toBe(4);
});

test('410 takes the page out of the index at once, 404 when it is said twice', async () => {
  const [gone, missing] = [await addPage('/gone'), await addPage('/missing')];
  for (const [path, text] of [
    ['/gone', 'alpha'],
    ['/missing', 'beta'],
  ] as const)
    answers.set(`${site}${path}`, content(text));
  await fetchAll();
  await publish(gone);
  await publish(missing);
  now += day;
  answers.set(`${site}/gone`, { outcome: 'gone', status: 410 });
  answers.set(`${site}/missing`, { outcome: 'gone', status: 404 });
  await fetchAll();
  expect(await document(gone)).toBeUndefined();
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([]);
  expect(await find(world.stores, org.ben, 'beta')).toEqual([`${site}/missing`]);
  now += defaultFetchLimits.confirmGoneMs;
  await fetchAll();
  expect(await document(missing)).toBeUndefined();
  expect(await find(world.stores, org.ben, 'beta')).toEqual([]);
  expect(new Set((await sources({ state: 'gone' })).map(({ url }) => url))).toEqual(
    new Set([`${site}/gone`, `${site}/missing`]),
  );
  const events = await world.stores.audit.list(org.auditor, { limit: 10 });
  expect(
    events
      .filter(({ action }) => action === 'document.deleted')
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual([gone, missing].sort());
  // Gone is gone: it is not asked for again, until somebody adds it anew.
  now += 10 * day;
  const before = asked.length;
  await fetchAll();
  expect(asked).toHaveLength(before);
  expect(await addPage('/gone')).not.toBe(gone);
});

test('404 once, then the page again: nothing is lost', async () => {
  const id = await addPage('/a');
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  await publish(id);
  now += day;
  answers.set(`${site}/a`, { outcome: 'gone', status: 404 });
  await fetchAll();
  now += defaultFetchLimits.confirmGoneMs;
  answers.set(`${site}/a`, { outcome: 'unchanged' });
  await fetchAll();
  now += day;
  answers.set(`${site}/a`, { outcome: 'gone', status: 404 });
  await fetchAll();
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([`${site}/a`]);
});

test('a page that cannot be had fails with its reason; one that could be had before keeps answering', async () => {
  const [never, once] = [await addPage('/never'), await addPage('/once')];
  answers.set(`${site}/never`, new UserError('source.blocked', 'Not public.'));
  answers.set(`${site}/once`, content('alpha'));
  await fetchAll();
  await publish(once);
  expect(await document(never)).toMatchObject({
    status: 'failed',
    failure: { code: 'source.blocked', message: 'Not public.' },
  });
  now += day;
  answers.set(`${site}/once`, new UserError('source.refused', 'HTTP status 403.'));
  await fetchAll();
  expect(await document(once)).toMatchObject({ status: 'ready' });
  expect(await stateOf('/once')).toMatchObject({ state: 'failed', failure: { code: 'source.refused' } });
});

test('what is only busy is asked again, ever more seldom, as late as it says, and not for ever', async () => {
  const id = await addPage('/a');
  answers.set(`${site}/a`, { outcome: 'busy', status: 503 });
  const waits: number[] = [];
  while ((await document(id))?.status === 'pending') {
    await fetchAll();
    const dueAt = (await stateOf('/a'))!.dueAt!.getTime();
    waits.push(dueAt - now);
    now = dueAt;
  }
  expect(asked).toHaveLength(defaultFetchLimits.attempts);
  expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 64_000, day]);
  expect(await document(id)).toMatchObject({ failure: { code: 'source.unreachable' } });
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  expect(await document(id)).toMatchObject({ status: 'pending', bytes: 5 });
});

test('Retry-After holds for the whole host', async () => {
  for (const path of ['/a', '/b', '/c']) await addPage(path);
  for (const path of ['/a', '/b', '/c']) {
    answers.set(`${site}${path}`, { outcome: 'busy', status: 429, retryAfterMs: hour });
  }
  await fetchAll();
  expect(asked).toHaveLength(1);
  now += hour - 1;
  await fetchAll();
  expect(asked).toHaveLength(1);
  for (const path of ['/a', '/b', '/c']) answers.set(`${site}${path}`, content(path));
  now += 1;
  await fetchAll();
  expect(asked).toHaveLength(4);
});

test('a job that died is followed by another when its lease is over; one that is stopped, at once', async () => {
  await addPage('/a');
  const work = await world.stores.webSourceWork.claim(org.tenantId, 'site.example', clock.now(), 10 * minute);
  expect(work).toMatchObject({ attempts: 1, hasContent: false });
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  expect(asked).toEqual([]);
  now += 10 * minute;
  const stop = new AbortController();
  answers.set(`${site}/a`, new Error('stopped'));
  const stopping = fetchAll({}, stop.signal);
  stop.abort();
  await expect(stopping).rejects.toMatchObject({ name: 'AbortError' });
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  expect(await stateOf('/a')).toMatchObject({ state: 'ready' });
});

test('a page deleted while it is being fetched stays deleted, and is not asked for again', async () => {
  const id = await addPage('/a');
  const work = await world.stores.webSourceWork.claim(org.tenantId, 'site.example', clock.now(), minute);
  await world.stores.documents.remove(org.boss, id, 'delete');
  const fetched = content('alpha') as FetchedPage & { outcome: 'content' };
  expect(await world.stores.webSourceWork.settle(work!, { kind: 'content', fetched }, clock.now())).toEqual({
    ingest: false,
  });
  expect(await document(id)).toBeUndefined();
  now += 10 * day;
  await fetchAll();
  expect(asked).toEqual([]);
  // The same while it waits.
  await world.stores.documents.remove(org.boss, await addPage('/b'), 'delete');
  await fetchAll();
  expect(asked).toEqual([]);
});

test('access given stays through refreshes; the same address again only changes what is given anew', async () => {
  const id = await addPage('/a', { access: ['group:hr'], metadata: { a: 1 } });
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  await publish(id);
  expect(await find(world.stores, org.ben, 'alpha')).toEqual([]);
  expect(await find(world.stores, org.ada, 'alpha')).toEqual([`${site}/a`]);
  expect(await world.stores.webSources.find(org.ben, (await stateOf('/a'))!.id)).toBeUndefined();

  await world.stores.documents.setAccess(org.boss, id, ['user:ada']);
  now += day;
  answers.set(`${site}/a`, content('beta'));
  await fetchAll();
  await publish(id);
  expect((await document(id))?.access).toEqual(['user:ada']);
  expect(await addPage('/a', { metadata: { a: 2 } })).toBe(id);
  expect(await document(id)).toMatchObject({ access: ['user:ada'], metadata: { a: 2 } });
});

test('a new title is a new text: the page is fetched and ingested again', async () => {
  const id = await addPage('/a');
  answers.set(`${site}/a`, content('alpha', { etag: '"1"' }));
  await fetchAll();
  await publish(id);
  await addPage('/a', { title: 'Returns' });
  await fetchAll();
  expect(asked.at(-1)?.known).toEqual({});
  expect(await world.stores.work.claim(org.tenantId, id)).toMatchObject({ title: 'Returns' });
});

test('a failed page is tried again on request', async () => {
  const id = await addPage('/a');
  answers.set(`${site}/a`, new UserError('source.refused', 'HTTP status 403.'));
  await fetchAll();
  expect(await world.stores.documents.retry(org.boss, id)).toBe(true);
  expect(await world.stores.webSources.recheck(org.boss, { documentId: id }, clock.now())).toEqual({
    sources: 1,
    hosts: ['site.example'],
  });
  expect(await document(id)).toMatchObject({ status: 'pending', progress: { stage: 'fetching' } });
  answers.set(`${site}/a`, content('alpha'));
  await fetchAll();
  expect(await document(id)).toMatchObject({ status: 'pending', progress: { stage: 'waiting' } });
});

describe('a sitemap', () => {
  const addSitemap = async (more: Partial<NewWebSource> = {}) =>
    (await add('/sitemap.xml', { kind: 'sitemap', ...more })).source.id;
  const read = () => fetchAll();
  const paths = async () => (await sources({ kind: 'page' })).map(({ url }) => url.slice(site.length)).sort();

  test('of sitemaps brings the pages of all, each once, with its grants', async () => {
    const id = await addSitemap({ access: ['group:hr'], metadata: { from: 'site' } });
    const parts = [`${site}/1.xml`, `${site}/2.xml`];
    answers.set(`${site}/sitemap.xml`, sitemap([], { sitemaps: parts, skipped: 1 }));
    answers.set(parts[0]!, sitemap(['/a', '/b?utm_source=x']));
    // An index within an index is against the protocol; it could go on for ever.
    answers.set(parts[1]!, sitemap(['/b', '/c'], { sitemaps: [`${site}/3.xml`] }));
    for (const path of ['/a', '/b', '/c']) answers.set(`${site}${path}`, content(path));
    await read();
    expect(await paths()).toEqual(['/a', '/b', '/c']);
    expect(await world.stores.webSources.find(org.boss, id)).toMatchObject({
      state: 'ready',
      contents: { waiting: 0, ready: 5, failed: 0, gone: 0, skipped: 2 },
    });
    const { documents } = await world.stores.documents.list(org.boss, { limit: 10 });
    expect(documents.map(({ access, metadata }) => [access, metadata])).toEqual(
      Array(3).fill([['group:hr'], { from: 'site' }]),
    );
    expect((await sources({ sitemapId: id, kind: 'page' })).length).toBe(3);
  });

  test('read again brings what is new, asks for what changed, and leaves the rest alone', async () => {
    await addSitemap();
    answers.set(`${site}/sitemap.xml`, sitemap(['/a', '/b']));
    answers.set(`${site}/a`, content('alpha'));
    answers.set(`${site}/b`, content('beta'));
    await fetchAll({ refreshMs: 30 * day });
    now += 30 * day;
    const changed = { url: `${site}/a`, modifiedAt: new Date(now - day) };
    const same = { url: `${site}/b`, modifiedAt: new Date(now - 60 * day) };
    await world.stores.webSources.add(
      org.boss,
      { collectionId: org.collectionId, kind: 'sitemap', url: `${site}/sitemap.xml` },
      clock.now(),
    );
    await world.database.work(org.tenantId, (tx) =>
      tx.query(`UPDATE web_source SET due_at = $1 WHERE kind = 'page'`, [new Date(now + day)]),
    );
    asked = [];
    answers.set(`${site}/sitemap.xml`, {
      ...sitemap([]),
      pages: [changed, same, { url: `${site}/c` }],
    } as FetchedSitemap);
    answers.set(`${site}/c`, content('gamma'));
    await fetchAll({ refreshMs: 30 * day });
    expect(asked.map(({ url }) => url.slice(site.length)).sort()).toEqual(['/a', '/c', '/sitemap.xml']);
  });

  test('does not bring back what somebody deleted, but what was gone and is there again', async () => {
    await addSitemap();
    answers.set(`${site}/sitemap.xml`, sitemap(['/deleted', '/gone']));
    answers.set(`${site}/deleted`, content('alpha'));
    answers.set(`${site}/gone`, content('beta'));
    await read();
    const idOf = async (path: string) => (await stateOf(path))!.documentId!;
    await world.stores.documents.remove(org.boss, await idOf('/deleted'), 'delete');
    now += day;
    answers.set(`${site}/gone`, { outcome: 'gone', status: 410 });
    const before = await idOf('/gone');
    await read();
    expect(await document(before)).toBeUndefined();
    now += day;
    answers.set(`${site}/gone`, content('beta'));
    await read();
    const { documents } = await world.stores.documents.list(org.boss, { limit: 10 });
    expect(documents.map(({ externalId }) => externalId)).toEqual([`${site}/gone`]);
    expect(documents[0]!.id).not.toBe(before);
  });

  test('names no more pages than allowed, and says how many were left out', async () => {
    const id = await addSitemap();
    answers.set(`${site}/sitemap.xml`, sitemap(['/a', '/b', '/c', '/d']));
    await fetchAll({ mostPages: 3 });
    expect(await paths()).toEqual(['/a', '/b', '/c']);
    expect((await world.stores.webSources.find(org.boss, id))?.contents?.skipped).toBe(1);
  });

  test('of a thousand pages is stored in batches, and read a second time without harm', async () => {
    await addSitemap();
    const many = Array.from({ length: 1_000 }, (_, index) => `/p${index}`);
    answers.set(`${site}/sitemap.xml`, sitemap(many));
    const host = { tenantId: org.tenantId, host: 'site.example' };
    const work = (await world.stores.webSourceWork.claim(host.tenantId, host.host, clock.now(), minute))!;
    const fetched = sitemap(many) as FetchedSitemap & { outcome: 'sitemap' };
    for (let times = 0; times < 2; times++) {
      await world.stores.webSourceWork.settle(
        work,
        { kind: 'sitemap', fetched, mostPages: 2_000 },
        clock.now(),
      );
      const { documents } = await world.stores.documents.list(org.boss, { status: 'pending', limit: 2_000 });
      expect(documents).toHaveLength(1_000);
    }
  });

  test('that is forgotten leaves its pages', async () => {
    const id = await addSitemap();
    answers.set(`${site}/sitemap.xml`, sitemap(['/a'], { sitemaps: [`${site}/1.xml`] }));
    await read();
    expect(await world.stores.webSources.removeSitemap(org.boss, id)).toBe(true);
    expect((await sources()).map(({ url }) => url)).toEqual([`${site}/a`]);
    expect(await world.stores.webSources.removeSitemap(org.boss, id)).toBe(false);
  });
});

test('one Tenant neither sees nor moves what another one reads', async () => {
  const other = await world.addOrg('South');
  const id = await addPage('/a');
  const { id: sourceId } = (await sources())[0]!;
  expect(await world.stores.webSources.find(other.boss, sourceId)).toBeUndefined();
  expect(
    await world.stores.webSourceWork.claim(other.tenantId, 'site.example', clock.now(), minute),
  ).toBeUndefined();
  expect(await world.stores.webSources.recheck(other.boss, { documentId: id }, clock.now())).toEqual({
    sources: 0,
    hosts: [],
  });
  await expect(add('/b', {}, other.boss)).rejects.toMatchObject({ code: 'collection.not-found' });
});

test('the sweep wakes each host of each Tenant once, when something is due there', async () => {
  for (const path of ['/a', '/b']) await addPage(path);
  const sweep = new SweepWebSources({
    work: world.stores.webSourceWork,
    queue,
    clock,
    logger: silentLogger,
    batch: 10,
  });
  const signal = new AbortController().signal;
  await sweep.run(signal);
  expect(enqueued).toEqual(['web-source.fetch site.example']);
  answers.set(`${site}/a`, content('alpha'));
  answers.set(`${site}/b`, content('beta'));
  await fetchAll();
  enqueued = [];
  await sweep.run(signal);
  expect(enqueued).toEqual([]);
});

test('a renamed Document is found under its new name and under no other', async () => {
  const id = await addPage('/a');
  const rename = (name: string, isWork = false) => world.stores.documents.rename(org.boss, id, name, isWork);
  await addPage('/b');
  expect(await rename(`${site}/b`)).toBe('taken');
  expect(await rename('renamed.html')).toBe('renamed');
  expect(await document(id)).toMatchObject({ externalId: 'renamed.html' });
  expect(await world.stores.documents.rename(org.ben, id, 'x', false)).toBe('renamed');
  await world.stores.documents.setAccess(org.boss, id, []);
  expect(await world.stores.documents.rename(org.ben, id, 'y', false)).toBe('not-found');
});
