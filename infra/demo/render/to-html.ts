import { parseBlocks, type Block } from '../parse-blocks.ts';
import type { Source } from '../read-source.ts';

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const inline = (text: string) => escape(text).replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');

function toElement(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${inline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'note':
      return `<aside class="note"><p>${inline(block.text)}</p></aside>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${block.items.map((item) => `  <li>${inline(item)}</li>`).join('\n')}\n</${tag}>`;
    }
    case 'table': {
      const row = (cells: readonly string[], tag: string) =>
        `  <tr>${cells.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`;
      const [head, ...rest] = block.rows;
      return `<table>\n<thead>\n${row(head!, 'th')}\n</thead>\n<tbody>\n${rest.map((cells) => row(cells, 'td')).join('\n')}\n</tbody>\n</table>`;
    }
  }
}

/** The body of a source as HTML elements. */
export function toElements(source: Source): string {
  return parseBlocks(source.body).map(toElement).join('\n');
}

/** A page as the company's intranet serves it: navigation and footer around the article. */
export function toHtml(source: Source): string {
  const brand =
    source.language === 'en'
      ? 'Harbourline Appliances'
      : source.language === 'zh-Hans'
        ? '海线电器'
        : '海線電器';
  return `<!doctype html>
<html lang="${source.language}">
<head>
<meta charset="utf-8">
<title>${escape(source.title)}</title>
<style>body{font-family:sans-serif;max-width:46rem;margin:auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3em .6em}</style>
<script>document.documentElement.dataset.page = 'article';</script>
</head>
<body>
<header><nav><a href="/">${brand}</a></nav></header>
<main>
<article>
${toElements(source)}
</article>
</main>
<footer><p>${escape(source.reference)}</p></footer>
</body>
</html>
`;
}

// TrueType, so that Chromium embeds one subset a document; it turns CFF fonts (Noto CJK) into hundreds of Type 3 ones.
const fonts = `'Liberation Sans', 'Droid Sans Fallback'`;

/** The page that Chromium prints: A4, running header and footer with page numbers. */
export function toPrintHtml(source: Source, extraCss = ''): string {
  const pages =
    source.language === 'en'
      ? `'Page ' counter(page) ' of ' counter(pages)`
      : source.language === 'zh-Hant'
        ? `'第 ' counter(page) ' 頁，共 ' counter(pages) ' 頁'`
        : `'第 ' counter(page) ' 页，共 ' counter(pages) ' 页'`;
  const string = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  return `<!doctype html>
<html lang="${source.language}"><head><meta charset="utf-8"><title>${escape(source.title)}</title><style>
@page { size: A4; margin: 22mm 20mm 20mm; font: 8pt ${fonts}; color: #555; font-synthesis: none;
  @top-left { content: ${string(source.title)}; } @top-right { content: 'Harbourline 海線電器'; }
  @bottom-left { content: ${string(source.reference)}; } @bottom-right { content: ${pages}; } }
body { font: 10pt/1.45 ${fonts}; margin: 0; font-synthesis: none; }
h1 { font-size: 21pt; line-height: 1.25; margin: 0 0 6mm; border-bottom: 2pt solid #0b5c7a; padding-bottom: 3mm; }
h2 { font-size: 14pt; margin: 5.5mm 0 2mm; color: #0b5c7a; break-after: avoid; } h3 { font-size: 11.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2.6mm; } ul, ol { margin: 0 0 3mm; padding-left: 7mm; } li { margin: 0 0 1mm; } p, li { orphans: 2; widows: 2; } table { border-collapse: collapse; width: 100%; margin: 3mm 0 5mm; font-size: 9.5pt; }
th { background: #e6f0f3; text-align: left; } th, td { border: .5pt solid #8aa; padding: 1.6mm 2.2mm; vertical-align: top; } tr { break-inside: avoid; }
.note { border-left: 3pt solid #c60; background: #fff6ec; padding: 1mm 4mm; margin: 4mm 0; } ${extraCss}
</style></head><body>${toElements(source)}</body></html>`;
}
