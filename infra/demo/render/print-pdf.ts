import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPrintHtml } from './to-html.ts';
import type { Source } from '../read-source.ts';

/** Prints a source to PDF with headless Chromium; text layer, tags and embedded font subsets come from there. */
export function printPdf(source: Source, extraCss = ''): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'demo-print-'));
  try {
    writeFileSync(join(folder, 'page.html'), toPrintHtml(source, extraCss));
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer'];
    execFileSync(
      'chromium',
      [
        ...flags,
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${join(folder, 'page.pdf')}`,
        join(folder, 'page.html'),
      ],
      { stdio: 'ignore', timeout: 60_000 },
    );
    return withoutClock(readFileSync(join(folder, 'page.pdf')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same length with a fixed date, so that offsets in the file stay right and rendering twice gives the same bytes. */
function withoutClock(pdf: Buffer): Uint8Array {
  return Buffer.from(
    pdf
      .toString('latin1')
      .replace(/\(D:\d{14}([+-]\d\d'\d\d')?\)/g, (date) => `(D:20260601000000${date.slice(17)}`),
    'latin1',
  );
}

/** Pages of a PDF as its page tree counts them. */
export function countPages(pdf: Uint8Array): number {
  const counts = [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page\b(?!s)/g),
  ];
  return counts.length;
}
