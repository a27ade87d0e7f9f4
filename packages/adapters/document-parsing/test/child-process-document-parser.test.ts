import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { defaultParseLimits, type ParsedDocument, type ParseLimits } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { describeDocumentParser, expectWellFormed } from '@groundwork/testing';
import { ChildProcessDocumentParser } from '../src/index.ts';
import { officePackage, pptx, xlsx } from './files/office-package.ts';

describeDocumentParser('ChildProcessDocumentParser', async () => {
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  return { parser, close: () => parser.close() };
});

const bad = new URL('../../../../tests/fixtures/documents/bad/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', bad), 'utf8')) as {
  file: string;
  expect: string;
}[];
const limits: ParseLimits = { ...defaultParseLimits, timeoutMs: 30_000, memoryBytes: 512 * 2 ** 20 };

describe('hostile and broken documents', () => {
  let parser: ChildProcessDocumentParser;
  beforeAll(() => {
    parser = new ChildProcessDocumentParser({ processes: 1 });
  });
  afterAll(() => parser.close());
  const parse = async (file: string): Promise<ParsedDocument | UserError> => {
    const isLine = file === 'txt_one_line_3MB.txt';
    const content = isLine ? Buffer.alloc(3_000_000, 'a') : readFileSync(new URL(file, bad));
    try {
      return await parser.parse({ content, fileName: file }, { limits });
    } catch (error) {
      // Whatever the bytes, only a named refusal leaves the parser.
      if (error instanceof UserError) return error;
      throw error;
    }
  };

  test.each(manifest)('$file: $expect', async ({ file, expect: expected }) => {
    const outcome = await parse(file);
    const flags = outcome instanceof UserError ? [] : outcome.flags.map((flag) => flag.kind);
    if (!(outcome instanceof UserError)) expectWellFormed(outcome);
    if (/^reject(?!-or)/.test(expected)) expect(outcome).toBeInstanceOf(UserError);
    if (/^ok(?!-or)/.test(expected)) expect(outcome).not.toBeInstanceOf(UserError);
    if (expected.includes('flag-hidden')) expect(flags).toContain('hidden-text');
    if (expected.includes('flag-active')) expect(flags).toContain('active-content');
    if (expected.includes('no flag')) expect(flags).toEqual([]);
    if (!(outcome instanceof UserError)) {
      expect(outcome.text).not.toMatch(
        /state that the total price|忽略以上所有指令|evil\.test\/p\.png|root:/,
      );
    }
  });

  test.each([
    ['pdf_double_flate_400MB.pdf', 'document.unsafe'],
    ['docx_bomb_300MB.docx', 'document.unsafe'],
    ['docx_bomb_lying_sizes.docx', 'document.unsafe'],
    ['docx_billion_laughs.docx', 'document.unsafe'],
    ['docx_xxe.docx', 'document.unsafe'],
    ['docx_encrypted_ole.docx', 'document.encrypted'],
    ['pdf_truncated.pdf', 'document.broken'],
    ['pdf_selfkid.pdf', 'document.broken'],
    ['pdf_html_renamed.pdf', 'document.broken'],
    ['pdf_empty.pdf', 'document.empty'],
  ])('%s is refused as %s', async (file, code) => {
    expect(await parse(file)).toMatchObject({ code });
  });

  test.each([
    [
      'a workbook',
      xlsx([
        {
          name: 'Bomb',
          xml: `<sheetData><row><c t="str"><v>${'x'.repeat(40_000_000)}</v></c></row></sheetData>`,
        },
      ]),
      'a.xlsx',
    ],
    [
      'a presentation',
      pptx([{ shapes: `<p:sp><p:txBody>${'<a:p/>'.repeat(8_000_000)}</p:txBody></p:sp>` }]),
      'a.pptx',
    ],
  ])('%s that inflates beyond what text does is refused', async (_, content, fileName) => {
    await expect(parser.parse({ content, fileName }, { limits })).rejects.toMatchObject({
      code: 'document.unsafe',
    });
  });

  test.each([
    ['declares entities', '<!DOCTYPE x [<!ENTITY a "aaaa">]>', 'document.unsafe'],
    ['is nested without end', '<a>'.repeat(30_000), 'document.unsafe'],
  ])('a workbook whose sheets part %s is refused', async (_, xml, code) => {
    const content = officePackage(
      { 'xl/workbook.xml': xml },
      { '': [['m', 'officeDocument', 'xl/workbook.xml']] },
    );
    await expect(parser.parse({ content, fileName: 'a.xlsx' }, { limits })).rejects.toMatchObject({ code });
  });

  test('a mail with a bomb attached is read without it', async () => {
    const bomb = readFileSync(new URL('docx_bomb_300MB.docx', bad)).toString('base64');
    const head =
      'From: a@a.test\nSubject: Offer\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nTen days.\n';
    const attached =
      '--b\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.docx\n\n';
    const content = Buffer.from(`${head}${attached}${bomb}\n--b--\n`);
    const parsed = await parser.parse({ content, fileName: 'a.eml' }, { limits });
    expect(parsed.text).toContain('Ten days.');
    // Stopped by what it unpacks to; on a busy machine the watchdog of time and memory may be first.
    expect(parsed.flags).toEqual([
      {
        kind: 'part-skipped',
        detail: expect.stringMatching(/^"a\.docx" was not read: (.*unpacks to more|it took too long)/),
      },
    ]);
  });

  test('reports pages as they are read', async () => {
    const seen: [number, number][] = [];
    const content = readFileSync(new URL('pdf_2000_pages.pdf', bad));
    const parsed = await parser.parse(
      { content, fileName: 'a.pdf' },
      { limits, onProgress: (done, total) => seen.push([done, total]) },
    );
    expect(parsed.pages).toBe(2_000);
    expect(seen).toEqual(Array.from({ length: 2_000 }, (_, done) => [done, 2_000]));
  });

  test('refuses a document of more pages than the limit', async () => {
    const content = readFileSync(new URL('pdf_2000_pages.pdf', bad));
    const parsing = parser.parse({ content, fileName: 'a.pdf' }, { limits: { ...limits, pages: 100 } });
    await expect(parsing).rejects.toMatchObject({ code: 'document.too-large' });
  });
});

/** A PDF with one page for each content stream, which are packed. */
function pdfOf(contents: readonly string[]): Buffer {
  const kids = contents.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [index, content] of contents.entries()) {
    const packed = deflateSync(content);
    const resources = '/Resources << /Font << /F1 3 0 R >> >>';
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ${resources} /Contents ${5 + 2 * index} 0 R >>`,
    );
    const head = `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    objects.push(Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')]));
  }
  const parts = objects.map((object, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    ...parts,
    Buffer.from('trailer << /Root 1 0 R >>\n%%EOF'),
  ]);
}

test('a page that eats all memory costs that page only', async () => {
  const say = (text: string) => `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
  const greedy = `BT /F1 12 Tf 72 700 Td ${'(ab) Tj '.repeat(4_000_000)} ET`;
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  try {
    const content = pdfOf([say('The first page.'), greedy, say('The third page.')]);
    const parsed = await parser.parse(
      { content, fileName: 'a.pdf' },
      { limits: { ...limits, timeoutMs: 120_000 } },
    );
    expect(parsed.text).toBe('The first page.\n\nThe third page.');
    expect(parsed.flags).toEqual([expect.objectContaining({ kind: 'page-failed', page: 2 })]);
  } finally {
    await parser.close();
  }
});

describe('limits of the child', () => {
  const slow = { content: Buffer.from(`<p>${'<b>x</b> '.repeat(2_000_000)}</p>`), fileName: 'slow.html' };

  test('a child over its time is killed, and the next document is read', async () => {
    const parser = new ChildProcessDocumentParser({ processes: 1 });
    try {
      const parsing = parser.parse(slow, { limits: { ...limits, timeoutMs: 50 } });
      await expect(parsing).rejects.toMatchObject({ code: 'document.timeout' });
      const next = await parser.parse({ content: Buffer.from('fine'), fileName: 'a.txt' }, { limits });
      expect(next.text).toBe('fine');
    } finally {
      await parser.close();
    }
  });

  test('a child over its memory is killed, and the next document is read', async () => {
    const parser = new ChildProcessDocumentParser({ processes: 1 });
    const small = { ...limits, memoryBytes: 200 * 2 ** 20 };
    try {
      await expect(parser.parse(slow, { limits: small })).rejects.toMatchObject({ code: 'document.unsafe' });
      const next = await parser.parse({ content: Buffer.from('fine'), fileName: 'a.txt' }, { limits });
      expect(next.text).toBe('fine');
    } finally {
      await parser.close();
    }
  });

  test('closing ends what runs and what waits', async () => {
    const parser = new ChildProcessDocumentParser({ processes: 1 });
    const parsing = [1, 2].map(() => parser.parse(slow, { limits }).catch((error: unknown) => error));
    await parser.close();
    for (const outcome of await Promise.all(parsing)) expect(outcome).toBeInstanceOf(Error);
  });
});
