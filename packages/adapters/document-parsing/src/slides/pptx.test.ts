import { defaultParseLimits, type ParsedDocument } from '@groundwork/ingestion';
import { expectWellFormed } from '@groundwork/testing';
import { pptx } from '../../test/files/office-package.ts';
import { inReadingOrder } from './reading-order.ts';
import { readPptx } from './read-pptx.ts';

const context = { limits: defaultParseLimits, skipPages: new Set<number>(), onPage: () => {} };
const read = async (...given: Parameters<typeof pptx>): Promise<ParsedDocument> => {
  const parsed = await readPptx({ content: pptx(...given), fileName: 'a.pptx' }, context);
  expectWellFormed(parsed);
  return parsed;
};
const blocksOf = (parsed: ParsedDocument) =>
  parsed.blocks.map(({ kind, level, page, span }) => [
    `${page} ${kind}${level === undefined ? '' : ` ${level}`}`,
    parsed.text.slice(span.start, span.end),
  ]);

const p = (text: string, properties = '', run = '') =>
  `<a:p>${properties}<a:r><a:rPr>${run}</a:rPr><a:t>${text}</a:t></a:r></a:p>`;
const at = (x: number, y: number, width = 100, height = 50) =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/></a:xfrm>`;
const shape = (body: string, { ph = '', place = '', fill = '', hidden = '' } = {}) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" ${hidden}/><p:nvPr>${ph}</p:nvPr></p:nvSpPr><p:spPr>${place}${fill}</p:spPr><p:txBody>${body}</p:txBody></p:sp>`;
const title = (text: string) => shape(p(text), { ph: '<p:ph type="title"/>' });

test('slides are pages in the order of the show: title, list, notes', async () => {
  const body = shape(
    p('first') + p('deeper', '<a:pPr lvl="1"/>') + p('plain', '<a:pPr><a:buNone/></a:pPr>'),
    { ph: '<p:ph idx="1"/>' },
  );
  const parsed = await read([
    { shapes: body + title('Opening'), notes: shape(p('Say hello.'), { ph: '<p:ph type="body" idx="1"/>' }) },
    { shapes: title('Closing') },
  ]);
  expect(parsed.pages).toBe(2);
  expect(blocksOf(parsed)).toEqual([
    ['1 heading 1', 'Opening'],
    ['1 list-item 1', 'first'],
    ['1 list-item 2', 'deeper'],
    ['1 paragraph', 'plain'],
    ['1 heading 2', 'Notes'],
    ['1 paragraph', 'Say hello.'],
    ['2 heading 1', 'Closing'],
  ]);
});

test('automatic numbers become text', async () => {
  const numbered = (scheme: string, level = 0) =>
    `<a:pPr lvl="${level}"><a:buAutoNum type="${scheme}"/></a:pPr>`;
  const body = [
    p('one', numbered('arabicPeriod')),
    p('a', numbered('alphaLcParenR', 1)),
    p('b', numbered('alphaLcParenR', 1)),
    p('two', numbered('arabicPeriod')),
    p('again', numbered('alphaLcParenR', 1)),
  ];
  const parsed = await read([{ shapes: shape(body.join('')) }]);
  expect(blocksOf(parsed).map(([, text]) => text)).toEqual(['1. one', 'a) a', 'b) b', '2. two', 'a) again']);
});

test('shapes are read by where they stand; a group is read as one, in its own coordinates', async () => {
  const group =
    `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="100"/><a:ext cx="100" cy="100"/><a:chOff x="5000" y="5000"/><a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>` +
    `${shape(p('group below'), { place: at(5_000, 5_600, 400, 200) })}${shape(p('group above'), { place: at(5_000, 5_000, 400, 200) })}</p:grpSp>`;
  const shapes = [
    shape(p('right'), { place: at(200, 100) }),
    shape(p('bottom'), { place: at(0, 400, 300) }),
    group,
    shape(p('top'), { place: at(0, 0, 300) }),
  ];
  const parsed = await read([{ shapes: shapes.join('') }]);
  expect(blocksOf(parsed).map(([, text]) => text)).toEqual([
    'top',
    'group above',
    'group below',
    'right',
    'bottom',
  ]);
});

test('a placeholder without a place of its own stands where its layout puts it', async () => {
  const layout =
    shape('', { ph: '<p:ph idx="1"/>', place: at(200, 100) }) +
    shape('', { ph: '<p:ph idx="2"/>', place: at(0, 100) });
  const shapes =
    shape(p('right', '<a:pPr><a:buNone/></a:pPr>'), { ph: '<p:ph idx="1"/>' }) +
    shape(p('left', '<a:pPr><a:buNone/></a:pPr>'), { ph: '<p:ph idx="2"/>' });
  const parsed = await read([{ shapes }], layout);
  expect(blocksOf(parsed).map(([, text]) => text)).toEqual(['left', 'right']);
});

test('columns are read one after the other where the gap between them is the wider', () => {
  const place = (x: number, y: number) => ({ x, y, width: 100, height: 40 });
  const places = { h1: place(0, 0), h2: place(200, 0), t1: place(0, 50), t2: place(200, 50) };
  const keys = ['t2', 't1', 'h2', 'h1'] as const;
  expect(inReadingOrder(keys, (key) => places[key])).toEqual(['h1', 't1', 'h2', 't2']);
});

test('tables row by row, a merged cell in each row; charts as the table of their numbers', async () => {
  const cell = (text: string, more = '') => `<a:tc ${more}><a:txBody>${p(text)}</a:txBody></a:tc>`;
  const frame =
    `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData><a:tbl>` +
    `<a:tr>${cell('Area')}${cell('Sales')}</a:tr><a:tr>${cell('North')}${cell('1')}</a:tr><a:tr>${cell('', 'vMerge="1"')}${cell('2')}</a:tr>` +
    `</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  expect(blocksOf(await read([{ shapes: frame }]))).toEqual([['1 table', 'Area\tSales\nNorth\t1\nNorth\t2']]);
});

test('date, footer and number of the slide are no part of its text', async () => {
  const margins = ['dt', 'ftr', 'sldNum'].map((type) => shape(p('margin'), { ph: `<p:ph type="${type}"/>` }));
  expect(await read([{ shapes: margins.join('') + shape(p('text')) }])).toMatchObject({ text: 'text' });
});

describe('what the audience does not see', () => {
  const red = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>';
  test.each([
    ['a hidden shape', shape(p('secret'), { hidden: 'hidden="1"' })],
    ['letters in the colour of their shape', shape(p('secret', '', red), { fill: red })],
    [
      'transparent letters',
      shape(
        p('secret', '', '<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'),
      ),
    ],
    ['letters too small to read', shape('<a:p><a:r><a:rPr sz="100"/><a:t>secret</a:t></a:r></a:p>')],
  ])('%s are left out and flagged', async (_, secret) => {
    const parsed = await read([{ shapes: shape(p('shown')) + secret }]);
    expect(parsed.text).toBe('shown');
    expect(parsed.flags.map(({ kind, page }) => [kind, page])).toEqual([['hidden-text', 1]]);
  });

  test('a hidden slide with its notes', async () => {
    const notes = shape(p('secret'), { ph: '<p:ph type="body"/>' });
    const parsed = await read([
      { shapes: shape(p('shown')) },
      { shapes: shape(p('secret')), attributes: 'show="0"', notes },
    ]);
    expect(parsed.text).toBe('shown');
    expect(parsed.flags.map(({ kind, page }) => [kind, page])).toEqual([['hidden-text', 2]]);
  });
});

test('a slide that is broken costs itself only', async () => {
  const parsed = await read([{ shapes: '<p:sp>' }, { shapes: shape(p('whole')) }]);
  expect(parsed.text).toBe('whole');
  expect(parsed.flags).toEqual([expect.objectContaining({ kind: 'page-failed', page: 1 })]);
});
