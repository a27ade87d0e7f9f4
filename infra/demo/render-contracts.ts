import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from './read-source.ts';
import { printPdf } from './render/print-pdf.ts';
import { scanPdf } from './render/scan-pdf.ts';
import { toDocx } from './render/to-docx.ts';

/** Contracts are on plain paper: no letterhead of the company. */
const plain = `@page { @top-right { content: ''; } } h1 { border: 0; text-align: center; font-size: 17pt; } h2 { color: #000; font-size: 11.5pt; }`;

/** Renders the sample contracts that `contracts/manifest.json` names; the same sources give the same bytes. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'contracts');
const manifest: { readonly file: string; readonly source: string }[] = JSON.parse(
  readFileSync(join(folder, 'manifest.json'), 'utf8'),
);
for (const { file, source: name } of manifest) {
  const source = readSource(readFileSync(join(folder, 'sources', `${name}.md`), 'utf8'), 'contracts', name);
  const content =
    source.output === 'docx'
      ? toDocx(source)
      : source.output === 'scan'
        ? scanPdf(source, plain)
        : printPdf(source, plain);
  writeFileSync(join(folder, file), content);
}
console.log(`${manifest.length} contracts`);
