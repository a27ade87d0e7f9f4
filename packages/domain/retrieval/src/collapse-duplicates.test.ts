import { passageOf } from '@groundwork/testing';
import { collapseDuplicates } from './collapse-duplicates.ts';

const clause =
  'The supplier pays a penalty of 500 EUR for each day of delay, at most 5 % of the price, unless the delay is not its fault.';
const other = 'Parking is free for visitors.';

/** By text, with how many duplicates each kept Passage names. */
const collapsed = (texts: readonly string[], wanted = 10) =>
  collapseDuplicates(
    texts.map((text) => passageOf(text)),
    wanted,
  ).map(({ text, duplicates }) => [text, duplicates?.length ?? 0]);

test('the same text in several documents is kept once, at its best place, and names the others', () => {
  const passages = [clause, other, clause, clause].map((text) => passageOf(text));
  const [kept, distinct, ...rest] = collapseDuplicates(passages, 10);
  expect(rest).toEqual([]);
  expect(distinct).toBe(passages[1]);
  expect(kept).toEqual({
    ...passages[0],
    duplicates: passages.slice(2).map(({ documentId, chunkId }) => ({ documentId, chunkId })),
  });
});

test.each([
  ['line breaks and spaces', clause.replaceAll(' ', '\n  ')],
  ['case', clause.toUpperCase()],
  ['punctuation of words', clause.replaceAll(', ', '; ').replace(/\.$/, '')],
])('a text that differs in %s says the same', (_what, copy) => {
  expect(collapsed([clause, copy])).toEqual([[clause, 1]]);
});

test('Chinese says the same in either script and width', () => {
  const simplified = '供应商每延误一天支付５００欧元违约金，但延误非因其过错的除外。';
  expect(collapsed([simplified, '供應商每延誤一天支付500歐元違約金，但延誤非因其過錯的除外。'])).toEqual([
    [simplified, 1],
  ]);
});

test.each([
  ['a number', clause.replace('500', '550')],
  ['a decimal point', clause.replace('5 %', '.5 %')],
  ['a sign', clause.replace('500', '-500')],
  ['a party', clause.replace('supplier', 'customer')],
  ['a negation', clause.replace('not its', 'its')],
  ['one character of Chinese', clause + '甲方'],
  ['an exception at its end', `${clause} Force majeure ends it.`],
])('a text that differs in %s is another, however alike', (_what, variant) => {
  expect(collapsed([clause, variant])).toEqual([
    [clause, 0],
    [variant, 0],
  ]);
});

test('the same words under another heading are about something else', () => {
  const of = (product: string) => passageOf('Warranty: 24 months.', { headingPath: [product, 'Warranty'] });
  expect(collapseDuplicates([of('Kettle'), of('Toaster'), of('Kettle')], 10)).toHaveLength(2);
});

test('a chunk that overlaps another by nine tenths of its sentences says the same', () => {
  const long = `${clause} ${clause.replace('500', '600')} ${clause.replace('500', '700')}`;
  expect(collapsed([`Read this. ${long}`, long])).toEqual([[`Read this. ${long}`, 1]]);
});

test.each([
  ['a negation', `Do not ${clause.slice(4)}`, clause.slice(4)],
  ['the first digit of a number', `1500 is paid. ${clause}`, `500 is paid. ${clause}`],
])('a text that another holds but for %s at its beginning is not the same', (_what, longer, shorter) => {
  expect(collapsed([longer, shorter])).toHaveLength(2);
});

test('a short text inside a long one stays', () => {
  expect(collapsed([`${clause} ${other}`, other])).toHaveLength(2);
});

test('as many are returned as are wanted, whatever was left out between them', () => {
  expect(collapsed([clause, clause, other, 'One more.', clause], 2)).toEqual([
    [clause, 1],
    [other, 0],
  ]);
  expect(collapsed([], 5)).toEqual([]);
});
