import { splitSentences } from './split-sentences.ts';

const split = (text: string) =>
  splitSentences(text, { start: 0, end: text.length }).map((span) => text.slice(span.start, span.end));

test.each([
  ['One ends. Two begins! Is it three?', ['One ends.', 'Two begins!', 'Is it three?']],
  ['甲方应付款。乙方应交货！“好。”他说', ['甲方应付款。', '乙方应交货！', '“好。”', '他说']],
  [
    'It costs 3.50 euros. Dr. Smith agreed, e.g. by mail.',
    ['It costs 3.50 euros.', 'Dr. Smith agreed, e.g. by mail.'],
  ],
  [
    'J. Doe of Acme Inc. sold No. 7 in 2019.  Then he left.',
    ['J. Doe of Acme Inc. sold No. 7 in 2019.', 'Then he left.'],
  ],
  ['He said "No." She left (why?) at once.', ['He said "No."', 'She left (why?) at once.']],
  ['第1.2条 费用为3.5元。', ['第1.2条 费用为3.5元。']],
])('splits %j', (text, expected) => {
  expect(split(text)).toEqual(expected);
});
