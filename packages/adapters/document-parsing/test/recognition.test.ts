import { readFileSync } from 'node:fs';
import { defaultParseLimits, type ParsedDocument } from '@groundwork/ingestion';
import { ChildProcessDocumentParser } from '../src/index.ts';

const scan = readFileSync(
  new URL('../../../../infra/demo/corpus/handbook/office-move-notice.pdf', import.meta.url),
);

/** The image inside: JPEG data runs from its first marker to its last. */
const photograph = scan.subarray(
  scan.indexOf(Buffer.from('ffd8ff', 'hex')),
  scan.indexOf('\nendstream', scan.indexOf(Buffer.from('ffd8ff', 'hex'))),
);

let parser: ChildProcessDocumentParser;
beforeAll(() => {
  parser = new ChildProcessDocumentParser({ processes: 1 });
});
afterAll(() => parser.close());

function parse(content: Uint8Array, limits = {}): Promise<ParsedDocument> {
  // A busy machine may take its time.
  const generous = { ...defaultParseLimits, timeoutMs: 300_000, recognitionMs: 300_000 };
  return parser.parse({ content, fileName: 'notice' }, { limits: { ...generous, ...limits } });
}

test('a scanned page becomes text with its table, in place, and is flagged as recognised', async () => {
  const parsed = await parse(scan);
  expect(parsed.text).toContain('十八樓辦公室將於2026年8月3日至8月28日進行裝修');
  expect(parsed.text).toContain('人力資源部\t7月30日\t8月31日');
  expect(parsed.flags).toEqual([
    { kind: 'recognized-text', page: 1, detail: expect.stringMatching(/confidence of \d+ %/) as string },
  ]);
  for (const { page, box } of parsed.blocks) {
    expect(page).toBe(1);
    expect(box!.x).toBeGreaterThan(0);
    expect(box!.y + box!.height).toBeLessThan(842);
  }
}, 300_000);

test('an image is a document of one page', async () => {
  const parsed = await parse(photograph);
  expect(parsed).toMatchObject({ mediaType: 'image/jpeg', pages: 1 });
  expect(parsed.text).toContain('資訊科技服務台暫遷十七樓餐廳旁');
}, 300_000);

test('beyond the limit of recognised pages, the reason is named', async () => {
  await expect(parse(scan, { recognizedPages: 0 })).rejects.toMatchObject({
    code: 'document.no-text',
    message: expect.stringContaining('the limit of recognised pages is reached') as string,
  });
}, 300_000);

test('the recognition of a page has a limit of its own', async () => {
  await expect(parse(scan, { recognitionMs: 1 })).rejects.toMatchObject({ code: 'document.broken' });
}, 300_000);
