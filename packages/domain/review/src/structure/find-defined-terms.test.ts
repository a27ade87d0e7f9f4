import { structureContract } from './structure-contract.ts';

function termsIn(text: string) {
  const { terms } = structureContract({ text, blocks: [] });
  return Object.fromEntries(
    terms.map(({ term, definition, uses }) => [
      term,
      [text.slice(definition.start, definition.end), uses.map(({ start, end }) => text.slice(start, end))],
    ]),
  );
}

test('English terms are found with the words that define them and every use, the longest name first', () => {
  const text = `1. Definitions.

"Confidential Information" means Information that is marked.

"Information" means data.

2. Duty. Acme Corp. (the "Supplier") keeps Confidential Information and other Information. Suppliers informational.`;
  expect(termsIn(text)).toEqual({
    'Confidential Information': [
      '"Confidential Information" means Information that is marked.',
      ['Confidential Information'],
    ],
    Information: ['"Information" means data.', ['Information', 'Information']],
    Supplier: ['(the "Supplier")', ['Suppliers']],
  });
});

test.each([
  [
    'A Inc., hereinafter referred to as the Buyer, buys.',
    'Buyer',
    'A Inc., hereinafter referred to as the Buyer, buys.',
  ],
  [
    'A and B (each, a "Party" and collectively, the "Parties") agree.',
    'Parties',
    '(each, a "Party" and collectively, the "Parties")',
  ],
  [
    'The maximum daily quantity ("Maximum Daily Quantity (MDQ)") is met.',
    'MDQ',
    '("Maximum Daily Quantity (MDQ)")',
  ],
  ['甲公司（以下简称“甲方”或“买方”）购货。', '买方', '（以下简称“甲方”或“买方”）'],
  ['甲公司（以下简称甲方）购货。', '甲方', '（以下简称甲方）'],
  ['甲公司（以下簡稱「買方」）購貨。', '買方', '（以下簡稱「買方」）'],
  ['本合同所称不可抗力是指不能预见的情况。', '不可抗力', '本合同所称不可抗力是指不能预见的情况。'],
])('%s', (text, term, definition) => expect(termsIn(text)[term]?.[0]).toBe(definition));

test('words of the language are no terms, even where a clause explains them', () => {
  expect(termsIn('2. Interpretation. "including" means including without limitation.')).toEqual({});
});
