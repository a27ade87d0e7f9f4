import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import {
  chunkDocument,
  defaultParseLimits,
  type IngestionWork,
  type ParsedDocument,
} from '@groundwork/ingestion';
import { openDatabase } from '@groundwork/postgres';
import { createTestDatabase } from '@groundwork/postgres/testing';
import { TransformerEmbedder } from '@groundwork/offline-inference';
import { embeddingText } from '@groundwork/retrieval';
import { measureGrowth } from './ingestion/growth.ts';
import { openIndexWrites } from './ingestion/index-writes.ts';
import { measureBytes } from './ingestion/measure-bytes.ts';
import { openIngestionBench, type Original, stubEmbedder } from './ingestion/ingestion-bench.ts';
import { interleave, spread, type Bench, type Row } from './measure.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const manyDocuments = 1_000;
/** Fewer share too little: a word that stands in one Chunk alone takes a row of its own. */
const chunksOnDisk = 4_000;

/**
 * From handing in to searchable: beside parsing alone and embedding alone, many small Documents beside one by one,
 * index writes beside bare inserts, memory over a thousand Documents, bytes on disk. With `--grow` (`--grow=1000,10000`)
 * instead: what an index of so many Chunks costs to build, to keep and to ask. `--writes`, `--throughput` and
 * `--embedding` measure only that part.
 */
export const bench: Bench = {
  name: 'ingest',
  async run(options = []) {
    const parts = ['--writes', '--throughput', '--embedding'].filter((part) => options.includes(part));
    const wants = (part: string) => parts.length === 0 || parts.includes(part);
    const grow = options.find((option) => option.startsWith('--grow'));
    const rows: Row[] = [];
    for (const [where, url] of [
      ['embedded', ''],
      ['native', process.env['TEST_DATABASE_URL']],
    ] as const) {
      if (url === undefined) continue;
      if (grow) {
        const sizes = (grow.split('=')[1] ?? '1000,10000').split(',').map(Number);
        for (const size of sizes) rows.push(...(await measureGrowth(where, url, size)));
        continue;
      }
      if (wants('--writes')) rows.push(...(await writes(where, url)));
      if (wants('--throughput')) rows.push(...(await throughput(where, url)));
    }
    if (!grow && wants('--embedding')) rows.push(...(await embedding()));
    return rows;
  },
};

/** Files with pages: reading them is what takes the time. Scans are left out, whose reading is recognition. */
function pagedFiles(): Original[] {
  const contracts = join(root, '../shared/data/contracts/cuad/pdf');
  const folder = existsSync(contracts) ? contracts : join(root, 'infra/demo/corpus');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.pdf$/i.test(path) && basename(path) !== 'office-move-notice.pdf')
    .map((path) => ({ name: basename(path), content: readFileSync(join(folder, path)) }))
    .filter(({ content }) => content.length < 150_000)
    .slice(0, 12);
}

const smallDocuments = (count: number, marker: string): Original[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `row-${i}.txt`,
    content: Buffer.from(
      `Question ${marker} ${i}: can item A-${1_000 + i} be returned?\n\nYes, within ${i % 30} days, unopened, at shop ${i % 97}.`,
    ),
  }));

async function throughput(where: string, url: string): Promise<Row[]> {
  const system = await openIngestionBench(url, stubEmbedder);
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  const files = pagedFiles();
  let [chunks, rounds] = [0, 0];
  try {
    const paged = await interleave(2, {
      ours: () => perSecond(files.length, async () => void (chunks = await system.ingest(files))),
      bare: () => perSecond(files.length, () => parseAll(parser, files)),
    });
    const small = await interleave(2, {
      ours: () => perSecond(144, () => system.ingest(smallDocuments(144, `bulk ${rounds++}`))),
      bare: () => perSecond(20, () => system.ingestOneByOne(smallDocuments(20, `single ${rounds++}`))),
    });
    // A native server's memory is its own; what grows here would grow beside the embedded one.
    const many = url === '' ? manyDocuments : 0;
    const memory: number[] = [];
    let ready = 0;
    const began = performance.now();
    const made = await system.ingest(smallDocuments(many, 'many'), () => {
      // Of the first and the last hundred every tenth: tidying up before each look would be most of the work.
      const isLooked = ready % 10 === 0 && (ready < 100 || ready >= many - 100);
      ready++;
      if (!isLooked) return;
      globalThis.gc?.();
      memory.push(process.memoryUsage().rss / 2 ** 20);
    });
    const rate = (1_000 * many) / (performance.now() - began);
    const rows: Row[] = [
      {
        what: `${where}: ${files.length} PDFs, ${chunks} chunks, stub embedder`,
        unit: 'docs/s',
        ours: spread(paged.ours),
        bare: spread(paged.bare),
        limit: { of: 'ratio', min: 0.5 },
        note: 'bare: parsing only',
      },
      {
        what: `${where}: small documents`,
        unit: 'docs/s',
        ours: spread(small.ours),
        bare: spread(small.bare),
        limit: { of: 'ratio', min: 3 },
        note: 'bare: handed in one by one',
      },
    ];
    if (many === 0) return rows;
    return [
      ...rows,
      { what: `${where}: 1,000 small documents, ${made} chunks`, unit: 'docs/s', ours: spread([rate]) },
      {
        what: `${where}: resident memory, last and first hundred`,
        unit: 'MiB',
        ours: spread(memory.slice(-10)),
        bare: spread(memory.slice(0, 10)),
        limit: { of: 'ratio', max: 1.1 },
      },
    ];
  } finally {
    await parser.close();
    await system.close();
  }
}

async function writes(where: string, url: string): Promise<Row[]> {
  const { url: address, drop } = await createTestDatabase(url);
  const database = await openDatabase({ url: address });
  try {
    const index = await openIndexWrites(database);
    const before = await measureBytes(database);
    for (let i = 0; i < chunksOnDisk; i += 200) await index.publish(await index.claim(4));
    const after = await measureBytes(database);
    const documents = 4;
    const small = 40;
    const rateOf = async (count: number, publish: (works: readonly IngestionWork[]) => Promise<void>) => {
      const works = await index.claim(count);
      return perSecond(count, () => publish(works));
    };
    const measured = await interleave(2, {
      ours: async () => 50 * (await rateOf(documents, index.publish)),
      bare: () => perSecond(documents * 50, () => index.bare(documents)),
      together: () => rateOf(small, (works) => index.publishSmall(works, 'together')),
      alone: () => rateOf(small, (works) => index.publishSmall(works, 'one by one')),
    });
    return [
      {
        what: `${where}: index writes`,
        unit: 'chunks/s',
        ours: spread(measured.ours),
        bare: spread(measured.bare),
        limit: { of: 'ratio', min: 0.7 },
        note: 'bare: multi-row inserts into the same tables',
      },
      {
        what: `${where}: index writes of small documents, together`,
        unit: 'docs/s',
        ours: spread(measured.together),
        bare: spread(measured.alone),
        limit: { of: 'ratio', min: 3 },
        note: 'bare: one by one',
      },
      {
        what: `${where}: ${chunksOnDisk.toLocaleString('en')} chunks on disk, 384 dimensions, all indexes`,
        unit: 'bytes/chunk',
        ours: spread([(after - before) / chunksOnDisk]),
        limit: { of: 'median', max: 8_192 },
      },
    ];
  } finally {
    await database.close();
    await drop();
  }
}

/** With the model that ships: the system may take little beside it. Embedded database only. */
async function embedding(): Promise<Row[]> {
  const model = new TransformerEmbedder();
  const system = await openIngestionBench('', (configured) =>
    configured.space.name === model.space.name ? model : configured,
  );
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  const files = pagedFiles().slice(0, 1);
  try {
    const texts: string[] = [];
    await parseAll(parser, files, (parsed, { name }) => {
      const title = parsed.title ?? name;
      texts.push(...chunkDocument(parsed).map((chunk) => embeddingText({ ...chunk, title })));
    });
    const embedAll = async (all: readonly string[]) => {
      for (let i = 0; i < all.length; i += 32) {
        await model.embed(all.slice(i, i + 32), { kind: 'passage' });
      }
    };
    const measured = await interleave(1, {
      ours: () => perSecond(texts.length, () => system.ingest(files)),
      bare: () => perSecond(texts.length, () => embedAll(texts)),
    });
    let round = 0;
    const fresh = () => smallDocuments(144, `model ${round++}`);
    const textOf = ({ name, content }: Original) =>
      embeddingText({ title: name, headingPath: [], text: Buffer.from(content).toString() });
    const small = await interleave(2, {
      ours: () => perSecond(144, () => system.ingest(fresh())),
      bare: () => perSecond(144, () => embedAll(fresh().map(textOf))),
    });
    return [
      {
        what: `embedded: ${files.length} PDFs, ${texts.length} chunks, offline model`,
        unit: 'chunks/s',
        ours: spread(measured.ours),
        bare: spread(measured.bare),
        limit: { of: 'ratio', min: 0.85 },
        note: 'bare: embedding only',
      },
      {
        what: 'embedded: small documents, offline model',
        unit: 'docs/s',
        ours: spread(small.ours),
        bare: spread(small.bare),
        limit: { of: 'ratio', min: 0.85 },
        note: 'bare: embedding only',
      },
    ];
  } finally {
    await parser.close();
    await system.close();
  }
}

async function parseAll(
  parser: ChildProcessDocumentParser,
  files: readonly Original[],
  onParsed: (parsed: ParsedDocument, file: Original) => void = () => {},
): Promise<void> {
  await Promise.all(
    files.map(async (file) => {
      const original = { content: file.content, fileName: file.name };
      onParsed(await parser.parse(original, { limits: defaultParseLimits }), file);
    }),
  );
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (1_000 * count) / (performance.now() - began);
}
