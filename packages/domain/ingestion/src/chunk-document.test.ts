import { chunkDocument, defaultChunkSizes } from './chunk-document.ts';
import type { Block, ParsedDocument } from './parsed-document.ts';
import { textWeight } from './text-weight.ts';

type Part = Pick<Block, 'kind'> & Partial<Block> & { text: string };

function documentOf(...parts: Part[]): ParsedDocument {
  let text = '';
  const blocks = parts.map(({ text: own, ...block }) => {
    const start = text.length;
    text += `${own}\n\n`;
    return { ...block, span: { start, end: start + own.length } };
  });
  return { mediaType: 'text/plain', text, blocks, pages: 1, flags: [] };
}

const sentence = 'The supplier shall deliver the goods within thirty days of the order. ';
const paragraph = (length: number): Part => ({
  kind: 'paragraph',
  text:
    sentence
      .repeat(Math.ceil(length / sentence.length))
      .slice(0, length - 1)
      .trimEnd() + '.',
});
const heading = (text: string, level: number): Part => ({ kind: 'heading', level, text });

test('an abstract of 1,500 characters stays one chunk, alone or with its title', () => {
  expect(chunkDocument(documentOf(paragraph(1_500)))).toHaveLength(1);
  expect(chunkDocument(documentOf(heading('Title', 1), paragraph(1_500)))).toHaveLength(1);
});

test('700 Chinese characters stay one chunk, 1,600 become parts of like size', () => {
  const chinese = (length: number): Part => ({
    kind: 'paragraph',
    text: '供应商应在三十日内交付。'.repeat(length / 12),
  });
  expect(chunkDocument(documentOf(chinese(696)))).toHaveLength(1);
  const lengths = chunkDocument(documentOf(chinese(1_596))).map((chunk) => chunk.text.length);
  expect(lengths).toHaveLength(3);
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(24);
});

test('a heading opens a chunk and gives the path', () => {
  const chunks = chunkDocument(
    documentOf(
      heading('Handbook', 1),
      heading('Leave', 2),
      paragraph(600),
      heading('Travel', 2),
      paragraph(600),
    ),
  );
  expect(chunks.map((chunk) => chunk.headingPath)).toEqual([
    ['Handbook', 'Leave'],
    ['Handbook', 'Travel'],
  ]);
  expect(chunks[1]!.text.startsWith('Travel')).toBe(true);
});

test('sections too small to be found alone share a chunk under their common heading', () => {
  const [chunk, ...others] = chunkDocument(
    documentOf(heading('FAQ', 1), heading('A', 2), paragraph(100), heading('B', 2), paragraph(100)),
  );
  expect(others).toEqual([]);
  expect(chunk!.headingPath).toEqual(['FAQ']);
});

test('a long paragraph is divided after sentences', () => {
  const chunks = chunkDocument(documentOf(paragraph(5_000)));
  expect(chunks.length).toBe(3);
  for (const chunk of chunks.slice(0, -1)) expect(chunk.text.endsWith('order.')).toBe(true);
});

test('a table that fits stays whole, a large one is divided between rows and keeps its header in the path', () => {
  const rows = (count: number) => [
    'Plan\tPrice',
    ...Array.from({ length: count }, (_, row) => `Plan ${row}\t${row} EUR`),
  ];
  const small: Part = { kind: 'table', text: rows(30).join('\n') };
  const chunks = chunkDocument(documentOf(paragraph(1_700), small));
  expect(chunks.map((chunk) => chunk.kind)).toEqual(['text', 'table']);
  const large = chunkDocument(
    documentOf(heading('Prices', 1), { kind: 'table', text: rows(300).join('\n') }),
  );
  expect(large.length).toBeGreaterThan(2);
  for (const chunk of large.slice(1)) {
    expect(chunk.headingPath).toEqual(['Prices', 'Plan Price']);
    expect(chunk.text).toMatch(/^Plan \d+\t\d+ EUR(\nPlan \d+\t\d+ EUR)*$/);
  }
});

test('a list moves to the next chunk as a whole, with the line that introduces it', () => {
  const items = Array.from({ length: 8 }, (_, item): Part => ({
    kind: 'list-item',
    text: `Item ${item} ${sentence}`,
  }));
  const chunks = chunkDocument(
    documentOf(paragraph(1_500), { kind: 'paragraph', text: 'You need:' }, ...items),
  );
  expect(chunks).toHaveLength(2);
  expect(chunks[1]!.text.startsWith('You need:')).toBe(true);
});

test('pages span the pieces and the box covers those of the first page', () => {
  const box = (y: number) => ({ x: 72, y, width: 400, height: 20 });
  const [chunk] = chunkDocument(
    documentOf(
      { ...paragraph(200), page: 3, box: box(600) },
      { ...paragraph(200), page: 3, box: box(700) },
      { ...paragraph(200), page: 4, box: box(72) },
    ),
  );
  expect(chunk).toMatchObject({ pageStart: 3, pageEnd: 4, box: { x: 72, y: 600, width: 400, height: 120 } });
});

test('a tiny tail joins the chunk before it', () => {
  expect(chunkDocument(documentOf(paragraph(1_700), paragraph(150)))).toHaveLength(1);
});

test('whatever the document, every non-white character is in exactly one chunk of bounded size', () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 100; round++) {
    const parsed = documentOf(...Array.from({ length: 1 + random(12) }, () => randomPart(random)));
    const chunks = chunkDocument(parsed);
    let last = 0;
    let covered = '';
    for (const chunk of chunks) {
      expect(chunk.span.start).toBeGreaterThanOrEqual(last);
      expect(chunk.text).toBe(parsed.text.slice(chunk.span.start, chunk.span.end));
      expect(parsed.text.slice(last, chunk.span.start).trim()).toBe('');
      expect(textWeight(parsed.text, chunk.span)).toBeLessThanOrEqual(defaultChunkSizes.tolerated * 1.2);
      covered += chunk.text;
      last = chunk.span.end;
    }
    expect(covered.replace(/\s/g, '')).toBe(parsed.text.replace(/\s/g, ''));
    expect(chunks.map((chunk) => chunk.ordinal)).toEqual(chunks.map((_, index) => index));
  }
});

function randomPart(random: (below: number) => number): Part {
  const kinds = ['heading', 'paragraph', 'paragraph', 'list-item', 'table', 'code'] as const;
  const kind = kinds[random(kinds.length)]!;
  const alphabets = ['abc de. f, ', '合同条款。，；', 'x', '😀', 'A1\t2\n', ' ', '3.5 No. 7! '];
  let text = '';
  const parts = kind === 'heading' && random(4) > 0 ? 3 : 1 + random(8);
  for (let part = 0; part < parts; part++) {
    text += alphabets[random(alphabets.length)]!.repeat(1 + random(kind === 'heading' ? 4 : 300));
  }
  return {
    kind,
    level: 1 + random(4),
    text: text.trim() || 'x',
    ...(random(2) ? { page: 1 + random(3) } : {}),
  };
}

/** A small deterministic generator (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}
