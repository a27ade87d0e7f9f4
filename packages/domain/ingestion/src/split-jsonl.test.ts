import { splitJsonl, type JsonlRow } from './split-jsonl.ts';

async function rowsOf(...parts: (Uint8Array | string)[]): Promise<JsonlRow[]> {
  return collect(splitJsonl(parts));
}

async function collect(rows: AsyncIterable<JsonlRow>): Promise<JsonlRow[]> {
  const found: JsonlRow[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

test('each row becomes a document with its other fields as metadata', async () => {
  const [row] = await rowsOf(
    '{"_id":"7","title":"Leave","text":"Twenty days.","page":3,"metadata":{"url":"u"}}\n',
  );
  expect(row).toEqual({
    line: 1,
    document: {
      externalId: '7',
      title: 'Leave',
      mediaType: 'text/plain',
      content: new TextEncoder().encode('Twenty days.'),
      metadata: { page: 3, url: 'u' },
    },
  });
});

test('a character cut by a chunk border stays whole', async () => {
  const bytes = new TextEncoder().encode('{"id":1,"text":"合同"}');
  const [row] = await rowsOf(bytes.slice(0, 18), bytes.slice(18));
  expect(row && 'document' in row && new TextDecoder().decode(row.document.content)).toBe('合同');
});

test('every bad line is reported with its number, and the good ones still come', async () => {
  const rows = await rowsOf(
    '{"id":"a","text":"x"}\n\nnot json\n{"text":"y"}\n{"id":"b"}\n{"id":"a","text":"z"}\n[1]\n{"id":"c","text":" "}',
  );
  expect(rows.map((row) => [row.line, 'document' in row ? 'document' : row.failure.split(':')[0]])).toEqual([
    [1, 'document'],
    [3, 'The line is no JSON'],
    [4, 'The row has no "_id", "id" or "externalId".'],
    [5, 'The row has no "text", or it is no string.'],
    [6, 'The id "a" was used on line 1 already.'],
    [7, 'The line is no JSON object.'],
    [8, 'The text of the row is empty.'],
  ]);
});
