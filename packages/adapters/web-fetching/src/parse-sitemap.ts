import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '@groundwork/kernel';
import { SaxesParser } from 'saxes';

/** Of one file. The protocol (https://www.sitemaps.org/protocol.html) allows 50,000 entries; they fill a third of this. */
export const sitemapLimits = { bytes: 32 * 1024 * 1024, entries: 50_000 } as const;

/** Characters parsed before others get their turn in this process. */
const sliceLength = 256 * 1024;

export interface Sitemap {
  readonly pages: readonly { readonly loc: string; readonly lastmod?: string }[];
  readonly sitemaps: readonly string[];
  /** Entries beyond the limit. */
  readonly skipped: number;
}

/**
 * A sitemap or sitemap index in XML, or a list of addresses in plain text; packed with gzip or not.
 * Throws `UserError`: `source.invalid`, `document.too-large` for what unpacks to more than the limit.
 */
export async function parseSitemap(content: Uint8Array): Promise<Sitemap> {
  const text = new TextDecoder().decode(await unpack(content)).trimStart();
  if (text.startsWith('<')) return parseXml(text);
  const lines = text.split(/\s*\n\s*/).filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => URL.canParse(line.trim()))) {
    throw new UserError('source.invalid', 'The answer is neither a sitemap nor a list of addresses.');
  }
  const pages = lines.slice(0, sitemapLimits.entries).map((line) => ({ loc: line.trim() }));
  return { pages, sitemaps: [], skipped: lines.length - pages.length };
}

async function unpack(content: Uint8Array): Promise<Uint8Array> {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  try {
    return await promisify(gunzip)(content, { maxOutputLength: sitemapLimits.bytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new UserError(
        'document.too-large',
        `The sitemap unpacks to more than ${sitemapLimits.bytes} bytes.`,
      );
    }
    throw new UserError('source.invalid', 'The sitemap cannot be unpacked.', { cause });
  }
}

async function parseXml(xml: string): Promise<Sitemap> {
  const found = { urlset: [] as { loc: string; lastmod?: string }[], sitemapindex: [] as { loc: string }[] };
  let root: keyof typeof found | undefined;
  let skipped = 0;
  let text = '';
  let entry: { loc?: string; lastmod?: string } = {};
  // Namespaces are left alone: the entries wanted have the default one, those of images and videos a prefix.
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (cause) => {
    throw new UserError('source.invalid', 'The sitemap is not well-formed XML.', { cause });
  });
  parser.on('opentag', ({ name }) => {
    if (!root) {
      if (name !== 'urlset' && name !== 'sitemapindex') {
        throw new UserError(
          'source.invalid',
          `The answer is no sitemap: its outermost element is <${name}>.`,
        );
      }
      root = name;
    }
    if (name === 'url' || name === 'sitemap') entry = {};
    text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    if (name === 'loc' || name === 'lastmod') entry[name] = text.trim();
    if (!root || !(name === 'url' || name === 'sitemap') || !entry.loc) return;
    const entries: { loc: string; lastmod?: string }[] = found[root];
    if (entries.length >= sitemapLimits.entries) skipped += 1;
    else entries.push({ loc: entry.loc, ...(entry.lastmod ? { lastmod: entry.lastmod } : {}) });
  });
  for (let start = 0; start < xml.length; start += sliceLength) {
    parser.write(xml.slice(start, start + sliceLength));
    await setImmediate();
  }
  parser.close();
  if (!root) throw new UserError('source.invalid', 'The sitemap is empty.');
  return { pages: found.urlset, sitemaps: found.sitemapindex.map(({ loc }) => loc), skipped };
}
