import { type SitemapEntry, toWebUrl } from '@groundwork/ingestion';
import type { Sitemap } from './parse-sitemap.ts';

/**
 * What a sitemap may name: pages and sitemaps of its own host (https://www.sitemaps.org/protocol.html#location), so
 * that nobody's sitemap sends us to somebody else. The rest is counted.
 */
export function toSameHostEntries(
  sitemap: Sitemap,
  from: URL,
): { pages: SitemapEntry[]; sitemaps: string[]; skipped: number } {
  const own = (loc: string) => {
    try {
      const url = toWebUrl(new URL(loc, from).href);
      return bareHost(url) === bareHost(from) ? url.href : undefined;
    } catch {
      return undefined;
    }
  };
  const pages = sitemap.pages.flatMap(({ loc, lastmod }): SitemapEntry[] => {
    const url = own(loc);
    if (url === undefined) return [];
    const modified = lastmod === undefined ? NaN : Date.parse(lastmod);
    return [{ url, ...(Number.isNaN(modified) ? {} : { modifiedAt: new Date(modified) }) }];
  });
  const sitemaps = sitemap.sitemaps.flatMap((loc) => own(loc) ?? []);
  const left = sitemap.pages.length - pages.length + sitemap.sitemaps.length - sitemaps.length;
  return { pages, sitemaps, skipped: sitemap.skipped + left };
}

function bareHost({ host }: URL): string {
  return host.replace(/^www\./, '');
}
