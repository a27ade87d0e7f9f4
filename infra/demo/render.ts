import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeManuals } from './compose-manual.ts';
import { readSources, type Source } from './read-source.ts';
import { encodeText, toText } from './render/to-text.ts';
import { countPages, printPdf } from './render/print-pdf.ts';
import { scanPdf } from './render/scan-pdf.ts';
import { toDocx } from './render/to-docx.ts';
import { toHtml } from './render/to-html.ts';

const here = dirname(fileURLToPath(import.meta.url));
const extension = (source: Source) => (source.output === 'scan' ? 'pdf' : source.output.split(':')[0]!);

/** Pages of a format without pages: 420 English words or 700 Chinese characters make one. */
function pagesOf(text: string): number {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.max(1, Math.round(chinese / 700 + words / 420));
}

function render(source: Source): { content: Uint8Array | string; pages: number } {
  const pages = pagesOf(source.body);
  switch (source.output) {
    case 'md':
      return { content: source.body, pages };
    case 'docx':
      return { content: toDocx(source), pages };
    case 'pdf':
    case 'scan': {
      const content = source.output === 'pdf' ? printPdf(source) : scanPdf(source);
      return { content, pages: countPages(content) };
    }
    case 'html':
      return { content: toHtml(source), pages };
    case 'txt:utf-8':
    case 'txt:utf-16':
    case 'txt:gb18030':
    case 'txt:big5':
      return { content: encodeText(toText(source), source.output.slice('txt:'.length)), pages };
  }
}

const sources = [...readSources(join(here, 'sources')), ...composeManuals(join(here, 'manuals'))];
const manifest = [];
for (const source of sources) {
  const externalId = `${source.collection}/${source.name}.${extension(source)}`;
  const { content, pages } = render(source);
  mkdirSync(join(here, 'corpus', source.collection), { recursive: true });
  writeFileSync(join(here, 'corpus', externalId), content);
  manifest.push({
    externalId,
    title: source.title,
    language: source.language,
    collection: source.collection,
    access: source.access,
    pages,
  });
}
writeFileSync(join(here, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
console.log(`${manifest.length} documents, ${manifest.reduce((sum, { pages }) => sum + pages, 0)} pages`);
