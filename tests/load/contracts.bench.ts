import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddContract, CreateContractBatch, ReadContracts, ReportContracts } from '@groundwork/review';
import { openLocalTenant, openRuntime, readConfig } from '@groundwork/runtime';
import { strToU8, zipSync } from 'fflate';
import { percentile, spread, type Bench, type Row } from './measure.ts';

const sources = new URL('../../infra/demo/contracts/sources/', import.meta.url);
/** As Word sets a contract in 11 points. */
const [pages, wordsOnPage, charactersOnPage] = [20, 450, 800];
const contracts = 12;
const rounds = 3;

/** How long a 20-page DOCX takes from its arrival to its reports (HTML, and DOCX with tracked changes), on an idle server. */
export const bench: Bench = {
  name: 'contracts',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
    const runtime = await openRuntime(readConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'offline-fast:' }));
    try {
      const { principal } = await openLocalTenant(runtime);
      await runtime.startWorkers();
      const rows: Row[] = [];
      for (const [prefix, playbook] of [
        ['en-services', 'en-services'],
        ['zh-purchase', 'zh-purchase'],
      ] as const) {
        const [p50, p95]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round++) {
          const batch = await runtime
            .get(CreateContractBatch)
            .run(principal, { name: `${prefix} ${round}`, playbook });
          const times: number[] = [];
          for (let n = 0; n < contracts; n++) {
            const content = longContract(prefix, round * contracts + n);
            const began = performance.now();
            const file = { fileName: `${n}.docx`, content };
            const { contract } = await runtime.get(AddContract).run(principal, batch.id, file);
            while ((await runtime.get(ReadContracts).contract(principal, contract.id)).status !== 'ready')
              await new Promise((resolve) => setTimeout(resolve, 5));
            await runtime.get(ReportContracts).contract(principal, contract.id, 'html');
            await runtime.get(ReportContracts).contract(principal, contract.id, 'docx');
            times.push(performance.now() - began);
          }
          p50.push(percentile(times, 50));
          p95.push(percentile(times, 95));
        }
        const note = `${pages} pages, against ${playbook}`;
        rows.push(
          { what: `${prefix}: arrival to reports, p50`, unit: 'ms', ours: spread(p50), note },
          {
            what: `${prefix}: arrival to reports, p95`,
            unit: 'ms',
            ours: spread(p95),
            limit: { of: 'median', max: 5_000 },
            note,
          },
        );
      }
      return rows;
    } finally {
      await runtime.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** Paragraphs of the sample contracts, one after the other, until they fill the pages; no two alike. */
function longContract(prefix: string, seed: number): Uint8Array {
  const lines = readdirSync(sources)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => readFileSync(new URL(name, sources), 'utf8').split('\n'))
    .map((line) => line.replace(/^#+ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('|'));
  const sizeOf = (line: string) =>
    prefix.startsWith('zh') ? line.length / charactersOnPage : line.split(/\s+/).length / wordsOnPage;
  const paragraphs = [`No. ${seed}`];
  for (let n = seed, filled = 0; filled < pages; n++) {
    const line = lines[n % lines.length]!;
    paragraphs.push(line);
    filled += sizeOf(line);
  }
  return toDocx(paragraphs);
}

function toDocx(paragraphs: readonly string[]): Uint8Array {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`).join('');
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const namespace = 'http://schemas.openxmlformats.org';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${namespace}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="rId1" Type="${namespace}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `<w:document xmlns:w="${namespace}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  });
}
