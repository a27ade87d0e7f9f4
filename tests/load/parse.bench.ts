import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { PDFParse } from 'pdf-parse';
import { childCpuMs } from './child-cpu.ts';
import { interleave, spread, timed, type Bench, type Row } from './measure.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rounds = 4;
/** Files that must be read by text recognition, which the bare library cannot do. */
const scans = ['office-move-notice.pdf'];

/**
 * PDF pages a second of CPU through the parser's child process, beside the bare library in this one. CPU, because
 * another program at work would else decide the ratio; where the system does not tell it of children, the wall's.
 */
export const bench: Bench = {
  name: 'parse',
  async run() {
    const rows: Row[] = [];
    for (const [what, folder] of [
      ['demo corpus', 'infra/demo/corpus'],
      ['contracts', '../shared/data/contracts/cuad/pdf'],
    ] as const) {
      if (existsSync(join(root, folder))) rows.push(await compare(what, join(root, folder)));
      else console.warn(`  ${what}: skipped, ${folder} is not here`);
    }
    return rows;
  },
};

async function compare(what: string, folder: string): Promise<Row> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.pdf$/i.test(path) && !scans.includes(basename(path)))
    .map((path) => ({ content: readFileSync(join(folder, path)), fileName: basename(path) }));
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  const limits = { ...defaultParseLimits, memoryBytes: 512 * 2 ** 20 };
  let pages = 0;
  const read = async () => {
    pages = 0;
    for (const file of files) pages += (await parser.parse(file, { limits })).pages;
  };
  try {
    const { ours, bare } = await interleave(rounds, {
      ours: () => timedWithChildren(read),
      bare: () => timedWithChildren(() => readBare(files)),
    });
    const perSecond = (samples: readonly number[]) => spread(samples.map((ms) => (1_000 * pages) / ms));
    return {
      what: `${what}: ${files.length} PDFs, ${pages} pages`,
      unit: 'pages/CPU s',
      ours: perSecond(ours),
      bare: perSecond(bare),
      limit: { of: 'ratio', min: 0.9 },
      note: 'bare: pdf-parse getText',
    };
  } finally {
    await parser.close();
  }
}

async function timedWithChildren(work: () => Promise<unknown>): Promise<number> {
  const before = childCpuMs();
  const { wallMs, cpuMs } = await timed(work);
  const after = childCpuMs();
  return before === undefined || after === undefined ? wallMs : cpuMs + after - before;
}

async function readBare(files: readonly { readonly content: Buffer }[]): Promise<void> {
  for (const { content } of files) {
    // pdf.js takes the bytes away from their owner.
    const parser = new PDFParse({ data: new Uint8Array(content), verbosity: 0 });
    await parser.getText();
    await parser.destroy();
  }
}
