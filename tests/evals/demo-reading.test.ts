import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { composeManuals } from '../../infra/demo/compose-manual.ts';
import { parseBlocks } from '../../infra/demo/parse-blocks.ts';
import { readSources } from '../../infra/demo/read-source.ts';

const demo = join(dirname(fileURLToPath(import.meta.url)), '../../infra/demo');

/** Shares that must be read back unbroken; raise them when the parser gets better. */
const floors = { paragraphs: 0.99, rows: 0.97 };

/**
 * The sources of the demo corpus are known, so what the parser makes of the rendered files can be compared with
 * them: each paragraph, list item and table row should stand in the parsed text in one piece.
 */
test('rendered documents are read back as they were written', async () => {
  const parser = new ChildProcessDocumentParser();
  const counts = { paragraphs: 0, rows: 0 };
  const found = { paragraphs: 0, rows: 0 };
  try {
    const sources = [...readSources(join(demo, 'sources')), ...composeManuals(join(demo, 'manuals'))];
    for (const source of sources.filter(({ output }) => output !== 'scan')) {
      const path = join(demo, 'corpus', source.collection, `${source.name}.${source.output.split(':')[0]}`);
      const original = { content: readFileSync(path), fileName: basename(path) };
      const text = squeeze((await parser.parse(original, { limits: defaultParseLimits })).text);
      for (const block of parseBlocks(source.body)) {
        const kind = block.kind === 'table' ? 'rows' : 'paragraphs';
        for (const unit of unitsOf(block)) {
          counts[kind]++;
          if (text.includes(squeeze(unit))) found[kind]++;
        }
      }
    }
  } finally {
    await parser.close();
  }
  const shares = { paragraphs: found.paragraphs / counts.paragraphs, rows: found.rows / counts.rows };
  console.info(
    `Read back in one piece: ${found.paragraphs} of ${counts.paragraphs} paragraphs, ${found.rows} of ${counts.rows} table rows`,
  );
  expect(counts.paragraphs).toBeGreaterThan(2_000);
  expect(shares.paragraphs).toBeGreaterThanOrEqual(floors.paragraphs);
  expect(shares.rows).toBeGreaterThanOrEqual(floors.rows);
}, 240_000);

function unitsOf(block: ReturnType<typeof parseBlocks>[number]): readonly string[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'table':
      return block.rows.map((row) => row.join(''));
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
  }
}

function squeeze(text: string): string {
  return text.replace(/\*\*/g, '').replace(/[\s|]+/g, '');
}
