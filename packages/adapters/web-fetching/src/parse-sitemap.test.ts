import { gzipSync } from 'node:zlib';
import { parseSitemap, sitemapLimits } from './parse-sitemap.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const urlset = (entries: string) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries}</urlset>`;

test('pages with their dates, entities and CDATA resolved; images are no pages', async () => {
  const xml = urlset(`
    <url><loc> https://a.example/?x=1&amp;y=2 </loc><lastmod>2026-01-02</lastmod></url>
    <url><loc><![CDATA[https://a.example/b]]></loc>
      <image:image xmlns:image="i"><image:loc>https://a.example/p.png</image:loc></image:image></url>
    <url></url>`);
  expect(await parseSitemap(bytes(xml))).toEqual({
    pages: [{ loc: 'https://a.example/?x=1&y=2', lastmod: '2026-01-02' }, { loc: 'https://a.example/b' }],
    sitemaps: [],
    skipped: 0,
  });
});

test('an index names sitemaps', async () => {
  const xml = '<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap></sitemapindex>';
  expect(await parseSitemap(bytes(xml))).toMatchObject({
    pages: [],
    sitemaps: ['https://a.example/1.xml.gz'],
  });
});

test('packed, and in plain text', async () => {
  const packed = gzipSync(urlset('<url><loc>https://a.example/</loc></url>'));
  expect((await parseSitemap(packed)).pages).toEqual([{ loc: 'https://a.example/' }]);
  const text = bytes('https://a.example/1\r\nhttps://a.example/2\n');
  expect((await parseSitemap(text)).pages).toHaveLength(2);
});

test('entries beyond the limit are counted, not kept', async () => {
  const entry = '<url><loc>https://a.example/</loc></url>';
  const { pages, skipped } = await parseSitemap(bytes(urlset(entry.repeat(sitemapLimits.entries + 3))));
  expect([pages.length, skipped]).toEqual([sitemapLimits.entries, 3]);
});

test.each([
  ['an HTML page', '<!DOCTYPE html><html><body>Not found</body></html>', 'source.invalid'],
  ['a feed', '<rss><channel/></rss>', 'source.invalid'],
  ['broken XML', '<urlset><url>', 'source.invalid'],
  ['prose', 'There is no sitemap here.', 'source.invalid'],
  ['nothing', '', 'source.invalid'],
  [
    'an entity bomb',
    '<!DOCTYPE u [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>',
    'source.invalid',
  ],
])('%s is refused', async (_, text, code) => {
  await expect(parseSitemap(bytes(text))).rejects.toMatchObject({ code });
});

test('a bomb is not unpacked beyond the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(sitemapLimits.bytes + 1, 32));
  await expect(parseSitemap(bomb)).rejects.toMatchObject({ code: 'document.too-large' });
});
