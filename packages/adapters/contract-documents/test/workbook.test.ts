import { strFromU8, unzipSync } from 'fflate';
import { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits } from '@groundwork/ingestion';
import { writeWorkbook } from '../src/index.ts';

test('a workbook reads back as written, and no text computes', async () => {
  const parser = new ChildProcessDocumentParser({ processes: 1 });
  const hostile = ['=1+1', '+cmd|"/c calc"!A1', '-2', '@SUM(A1)', '<b>&"\'', 'tab\tline'];
  const content = writeWorkbook([
    {
      name: 'Contracts: [1]',
      rows: [['File', 'Pages'], ['甲方.docx', 12], ...hostile.map((text) => [text, 1])],
    },
    { name: 'contracts  1 ', rows: [['Long'], ['x'.repeat(40_000)]] },
  ]);
  try {
    const { text } = await parser.parse({ content, fileName: 'batch.xlsx' }, { limits: defaultParseLimits });
    expect(text).toContain('甲方.docx\t12');
    for (const cell of hostile) expect(text).toContain(cell.split('\t')[0]);
    expect(text).toContain('[40000 characters; the whole is in the report]');
    const sheet = strFromU8(unzipSync(content)['xl/worksheets/sheet1.xml']!);
    expect([sheet.includes('=1+1'), sheet.includes('<f')]).toEqual([true, false]);
  } finally {
    await parser.close();
  }
});
