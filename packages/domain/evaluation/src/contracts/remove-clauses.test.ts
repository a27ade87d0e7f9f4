import { structureContract } from '@groundwork/review';
import { removeClauses } from './remove-clauses.ts';

const text = `SUPPLY AGREEMENT

1. Supply

Seller delivers the goods. Buyer pays for them.

2. Governing Law

This Agreement is governed by the laws of Delaware. Nothing else applies.

3. Liability

3.1 Seller is liable for its own acts only.

3.2 Liability is limited to the price of the goods.
`;

function without(...quotes: string[]): string {
  const blocks = Array.from(text.matchAll(/[^\n]*\S[^\n]*/g), ({ 0: line, index }) => ({
    kind: 'paragraph' as const,
    span: { start: index, end: index + line.length },
  }));
  const { clauses } = structureContract({ text, blocks });
  const marks = quotes.map((quote) => ({
    start: text.indexOf(quote),
    end: text.indexOf(quote) + quote.length,
  }));
  return removeClauses(text, clauses, marks);
}

test('a clause goes with its number, its heading and what was not marked of it', () => {
  const left = without('governed by the laws');
  expect(left).not.toMatch(/Governing Law|Delaware|Nothing else/);
  expect(left).toContain('1. Supply');
  expect(left).toContain('3.2 Liability is limited');
});

test('all marks go, and nothing else', () => {
  const left = without('Buyer pays', 'laws of Delaware');
  expect(left).not.toMatch(/Buyer|Delaware/);
  expect(left).toContain('SUPPLY AGREEMENT');
  expect(left).toContain('3.1 Seller is liable');
});

test('text that is no clause loses the sentences that were marked', () => {
  const prose = 'Seller delivers. This is governed by the laws of Delaware. Buyer pays.';
  const start = prose.indexOf('governed');
  expect(removeClauses(prose, [], [{ start, end: start + 8 }]).replace(/\s+/g, ' ')).toBe(
    'Seller delivers. Buyer pays.',
  );
});
