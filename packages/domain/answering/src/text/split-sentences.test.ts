import { splitSentences } from './split-sentences.ts';

const split = (text: string): string[] =>
  splitSentences(text).map((span) => text.slice(span.start, span.end));

test('abbreviations, decimals and initials do not end a sentence', () => {
  expect(
    split('Dr. Lee paid $3.5 million, e.g. to Acme Inc. for parts. He left at 5 p.m. on Monday.'),
  ).toEqual(['Dr. Lee paid $3.5 million, e.g. to Acme Inc. for parts.', 'He left at 5 p.m. on Monday.']);
});

test('Chinese sentences end at their own marks, with the closing quote', () => {
  expect(split('员工享有15天年假。经批准后，可延长！“好的。”他说。')).toEqual([
    '员工享有15天年假。',
    '经批准后，可延长！',
    '“好的。”',
    '他说。',
  ]);
});

test('a wrapped line goes on, a list item, heading or table row stands alone', () => {
  const text =
    '# Leave\nRequests are made in the portal at least\ntwo weeks ahead.\n- sick leave\n- annual leave\nType\tDays\nSick\t12';
  expect(splitSentences(text).map((span) => [span.kind, text.slice(span.start, span.end)])).toEqual([
    ['heading', '# Leave'],
    ['sentence', 'Requests are made in the portal at least\ntwo weeks ahead.'],
    ['item', '- sick leave'],
    ['item', '- annual leave'],
    ['row', 'Type\tDays'],
    ['row', 'Sick\t12'],
  ]);
});

test('nothing but white space is lost', () => {
  const text = '  One. Two!\n\n三。 (a) four; five "Six." \r\n7. Seven';
  expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
});
