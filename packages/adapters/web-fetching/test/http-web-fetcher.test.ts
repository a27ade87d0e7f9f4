import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { HostPace } from '../src/host-pace.ts';
import { HttpWebFetcher, type HttpWebFetcherOptions } from '../src/index.ts';
import { html, redirect, startWebServer, status } from './start-web-server.ts';

type Web = Awaited<ReturnType<typeof startWebServer>>;

const opened: Web[] = [];
const timers: NodeJS.Timeout[] = [];
const start = async (pages: Parameters<typeof startWebServer>[0]) => {
  const web = await startWebServer(pages);
  opened.push(web);
  return web;
};
afterEach(async () => {
  timers.splice(0).forEach((timer) => clearInterval(timer));
  for (const web of opened.splice(0)) await web.close();
});

const here = ['127.0.0.1/32'];
const fetcher = (options: Partial<HttpWebFetcherOptions> = {}) =>
  new HttpWebFetcher({ privateHosts: here, pageBytes: 100_000, timeoutMs: 20_000, delayMs: 0, ...options });
const never = new AbortController().signal;
const fetchPage = (url: string, options: Partial<HttpWebFetcherOptions> = {}) =>
  fetcher(options).fetchPage(url, {}, never);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

describe('a page', () => {
  test('comes with its type, its validators and where it was found', async () => {
    const web = await start({
      '/old': redirect('/new#part', 301),
      '/new': html('<title>Hi</title>', { etag: '"7"', 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT' }),
    });
    const page = await fetchPage(`${web.origin}/old`);
    expect(page).toMatchObject({
      outcome: 'content',
      url: `${web.origin}/new`,
      mediaType: 'text/html; charset=utf-8',
      etag: '"7"',
      lastModified: 'Mon, 01 Jun 2026 00:00:00 GMT',
    });
    expect(web.paths()).toEqual(['/robots.txt', '/old', '/new']);
    const { headers } = web.requests[2]!;
    expect(headers['user-agent']).toMatch(/^GroundworkBot\/\d/);
    expect([headers['cookie'], headers['authorization'], headers['referer']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that has not changed is not sent again', async () => {
    const web = await start({
      '/': (request, response) => {
        const isKnown = request.headers['if-none-match'] === '"7"';
        response.writeHead(isKnown ? 304 : 200, { etag: '"7"' }).end(isKnown ? undefined : 'text');
      },
    });
    expect(await fetcher().fetchPage(`${web.origin}/`, { etag: '"7"' }, never)).toEqual({
      outcome: 'unchanged',
    });
    expect(await fetcher().fetchPage(`${web.origin}/`, { etag: '"6"' }, never)).toMatchObject({
      outcome: 'content',
    });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('packed with %s is unpacked', async (encoding, pack) => {
    const web = await start({
      '/': (_request, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(pack('退货政策')),
    });
    const page = await fetchPage(`${web.origin}/`);
    expect(page.outcome === 'content' && text(page.content)).toBe('退货政策');
  });

  test.each([
    [404, {}, { outcome: 'gone', status: 404 }],
    [410, {}, { outcome: 'gone', status: 410 }],
    [429, { 'retry-after': '7' }, { outcome: 'busy', status: 429, retryAfterMs: 7_000 }],
    [503, {}, { outcome: 'busy', status: 503 }],
  ])('answered with %i is %j %j', async (code, headers, expected) => {
    const web = await start({ '/': status(code, headers) });
    expect(await fetchPage(`${web.origin}/`)).toEqual(expected);
  });

  test.each([401, 403, 451, 206])('answered with %i is refused for good', async (code) => {
    const web = await start({ '/': status(code) });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'source.refused' });
  });

  test('without content is empty', async () => {
    const web = await start({ '/': html('') });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'document.empty' });
  });
});

describe('no connection is made to what is not public:', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://localhost/',
  ])('%s', async (url) => {
    await expect(fetchPage(url, { privateHosts: [] })).rejects.toMatchObject({ code: 'source.blocked' });
  });

  test('a server on this machine is not even greeted', async () => {
    const web = await start({ '/': html('secret') });
    await expect(fetchPage(`${web.origin}/`, { privateHosts: [] })).rejects.toMatchObject({
      code: 'source.blocked',
    });
    expect(web.paths()).toEqual([]);
  });

  test.each(['http://127.0.0.2:PORT/', 'http://169.254.169.254/', 'http://[::1]:PORT/', '//10.0.0.1/'])(
    'a redirect to %s',
    async (location) => {
      const web = await start({
        '/': (_request, response) =>
          response.writeHead(302, { location: location.replace('PORT', String(web.port)) }).end(),
      });
      await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'source.blocked' });
      expect(web.paths()).toEqual(['/robots.txt', '/']);
    },
  );

  test('a robots.txt that leads there', async () => {
    const web = await start({ '/robots.txt': redirect('http://127.0.0.2/'), '/': html('text') });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'source.blocked' });
  });

  test('a name with a public and a private address', async () => {
    const addresses = [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const options = { privateHosts: [], resolve: async () => addresses };
    await expect(fetchPage('http://two-faced.example/', options)).rejects.toMatchObject({
      code: 'source.blocked',
    });
  });

  test('a name that is looked up again while being connected to (rebinding)', async () => {
    const web = await start({ '/': html('text') });
    const other = await listenOn('127.0.0.2', web.port);
    const answers = ['127.0.0.1', '127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const resolve = async () => [{ address: answers[asked++] ?? '127.0.0.2', family: 4 }];
    const rebound = fetcher({ resolve });
    // robots.txt and page: one look-up each, and the connection goes to what was looked at.
    const url = `http://rebinding.example:${web.port}/`;
    expect(await rebound.fetchPage(url, {}, never)).toMatchObject({ outcome: 'content' });
    expect(asked).toBe(2);
    expect(web.requests.map(({ headers }) => headers.host)).toEqual(
      Array(2).fill(`rebinding.example:${web.port}`),
    );
    await expect(rebound.fetchPage(url, {}, never)).rejects.toMatchObject({ code: 'source.blocked' });
    expect(other.connections()).toBe(0);
    await other.close();
  });

  test.each([
    'ftp://a.example/',
    'file:///etc/passwd',
    'http://user:pass@a.example/',
    'http://a.example:22/',
    'gopher',
  ])('what is no web address: %s', async (url) => {
    await expect(fetchPage(url)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('a redirect to what is no web address', async () => {
    const web = await start({ '/': redirect('file:///etc/passwd') });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('a hostile or broken server', () => {
  test('that redirects in a circle, or on and on, is left', async () => {
    const web = await start({
      '/a': redirect('/b'),
      '/b': redirect('/a'),
      '/n': (request, response) =>
        response.writeHead(302, { location: `/n?${Number(request.url!.slice(3)) + 1}` }).end(),
    });
    await expect(fetchPage(`${web.origin}/a`)).rejects.toMatchObject({ code: 'source.redirects' });
    await expect(fetchPage(`${web.origin}/n?0`)).rejects.toMatchObject({ code: 'source.redirects' });
    expect(web.paths().filter((path) => path.startsWith('/n'))).toHaveLength(6);
  });

  test('that sends without end is stopped at the limit', async () => {
    let sent = 0;
    const web = await start({
      '/': (_request, response) => {
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(10_000))) sent += 10_000;
        };
        response.on('drain', more);
        more();
      },
    });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'document.too-large' });
    // What lies in the buffers of the two sockets is beyond our reach; that it stops is not.
    expect(sent).toBeLessThan(20_000_000);
  });

  test('that announces too much is not listened to', async () => {
    const web = await start({
      '/': (_request, response) => response.writeHead(200, { 'content-length': 1e9 }).write('x'),
    });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'document.too-large' });
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(20_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(20_000_000)))],
    ['br', brotliCompressSync(Buffer.alloc(20_000_000))],
  ])('that sends a bomb (%s) is stopped while unpacking', async (encoding, bomb) => {
    const web = await start({
      '/': (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'document.too-large' });
  });

  test('never has its bomb held in memory', async () => {
    const bomb = gzipSync(Buffer.alloc(600_000_000), { level: 1 });
    const web = await start({
      '/': (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    });
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    timers.push(setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1));
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'document.too-large' });
    expect(most - before).toBeLessThan(200_000_000);
  });

  test('that drips, or says nothing at all, is given up after the time limit', async () => {
    const web = await start({
      '/drip': (_request, response) => void timers.push(setInterval(() => response.write('x'), 20)),
      '/silent': () => {},
    });
    const options = { timeoutMs: 300 };
    for (const path of ['/drip', '/silent']) {
      await expect(fetchPage(`${web.origin}${path}`, options)).rejects.toMatchObject({
        code: 'source.unreachable',
        message: expect.stringContaining('0.3 seconds'),
      });
    }
  });

  test('that breaks off, or sends rubbish, is unreachable', async () => {
    const web = await start({
      '/cut': (_request, response) => {
        response.writeHead(200, { 'content-length': 1_000 }).write('half', () => response.destroy());
      },
      '/rubbish': (request) => void request.socket.end('HTTP/9 what\r\n\r\n'),
      '/not-gzip': html('plain', { 'content-encoding': 'gzip' }),
    });
    for (const path of ['/cut', '/rubbish', '/not-gzip']) {
      await expect(fetchPage(`${web.origin}${path}`)).rejects.toMatchObject({ code: 'source.unreachable' });
    }
  });

  test('that uses an encoding nobody asked for is refused', async () => {
    const web = await start({ '/': html('x', { 'content-encoding': 'zstd' }) });
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'source.refused' });
  });

  test('that is not there is unreachable, and so is a name without address', async () => {
    const web = await start({});
    await web.close();
    opened.length = 0;
    await expect(fetchPage(`${web.origin}/`)).rejects.toMatchObject({ code: 'source.unreachable' });
    await expect(fetchPage('http://nowhere.invalid/')).rejects.toMatchObject({ code: 'source.unreachable' });
  });
});

describe('robots.txt', () => {
  test('is honoured at each address on the way, and asked for once', async () => {
    const web = await start({
      '/robots.txt': (_request, response) => response.end('User-agent: *\nDisallow: /private\n'),
      '/open': html('text'),
      '/way': redirect('/private/x'),
      '/private/x': html('secret'),
    });
    const one = fetcher();
    expect(await one.fetchPage(`${web.origin}/open`, {}, never)).toMatchObject({ outcome: 'content' });
    for (const path of ['/private/x', '/way']) {
      await expect(one.fetchPage(`${web.origin}${path}`, {}, never)).rejects.toMatchObject({
        code: 'source.disallowed',
      });
    }
    expect(web.paths()).toEqual(['/robots.txt', '/open', '/way']);
  });

  test('that is not there allows all; one hidden by a fault of the server forbids for now', async () => {
    const missing = await start({ '/': html('text') });
    expect(await fetchPage(`${missing.origin}/`)).toMatchObject({ outcome: 'content' });
    const broken = await start({ '/robots.txt': status(503, { 'retry-after': '9' }), '/': html('text') });
    await expect(fetchPage(`${broken.origin}/`)).rejects.toMatchObject({
      code: 'source.unreachable',
      details: { retryAfterMs: 9_000 },
    });
    expect(broken.paths()).toEqual(['/robots.txt']);
  });

  test('sets the pace at each host, where it asks for more than we do', async () => {
    const web = await start({
      '/robots.txt': (_request, response) => response.end('User-agent: *\nCrawl-delay: 0.3\n'),
      '/': html('text'),
    });
    const waits: number[] = [];
    const pace = () =>
      new HostPace(
        () => 0,
        async (ms) => void waits.push(ms),
      );
    for (const delayMs of [50, 400]) {
      const one = fetcher({ delayMs, pace: pace() });
      for (let times = 0; times < 3; times++) await one.fetchPage(`${web.origin}/`, {}, never);
    }
    expect(waits).toEqual([300, 600, 400, 800]);
  });

  test('that makes it wait costs a page nothing of its time', async () => {
    const web = await start({ '/': html('text') });
    const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 2_500));
    const pace = new HostPace(() => 0, sleep);
    await pace.turn(new URL(web.origin).host, 1_000, never);
    // The wait alone is longer than the limit.
    const page = await fetchPage(`${web.origin}/`, { pace, timeoutMs: 2_400 });
    expect(page).toMatchObject({ outcome: 'content' });
  });
});

test('a sitemap names pages and sitemaps of its own host; the others are counted', async () => {
  const web = await start({
    '/sitemap.xml': (_request, response) =>
      response.setHeader('etag', '"1"').end(
        `<urlset><url><loc>${web.origin}/a</loc><lastmod>2026-02-03</lastmod></url><url><loc>/b#x</loc></url>
         <url><loc>https://elsewhere.example/</loc></url><url><loc>ftp://127.0.0.1/</loc></url></urlset>`,
      ),
  });
  expect(await fetcher().fetchSitemap(`${web.origin}/sitemap.xml`, {}, never)).toEqual({
    outcome: 'sitemap',
    url: `${web.origin}/sitemap.xml`,
    etag: '"1"',
    pages: [{ url: `${web.origin}/a`, modifiedAt: new Date('2026-02-03') }, { url: `${web.origin}/b` }],
    sitemaps: [],
    skipped: 2,
  });
});

test('a fetch ends when its job is told to', async () => {
  const web = await start({ '/': () => {} });
  const stop = new AbortController();
  const fetching = fetcher().fetchPage(`${web.origin}/`, {}, stop.signal);
  stop.abort();
  await expect(fetching).rejects.toMatchObject({ name: 'AbortError' });
});

/** Counts connections to another address of this machine. */
async function listenOn(address: string, port: number) {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
