import { locateQuote } from './locate-quote.ts';

const text = 'Items may be returned within 30 days. Opened items cannot be returned. 保修期为两年。';
const located = (quote: string, claim = '') =>
  locateQuote(text, quote, claim).map((span) => text.slice(span.start, span.end));

test('half a sentence is widened to the whole: the "not" before it stays', () => {
  expect(located('be returned. 保修期')).toEqual(['Opened items cannot be returned.', '保修期为两年。']);
});

test('a quote in other width, case, script or spacing is found', () => {
  expect(located('ITEMS  may be RETURNED within ３０ days')).toEqual([
    'Items may be returned within 30 days.',
  ]);
  expect(located('保修期為兩年')).toEqual(['保修期为两年。']);
});

test('without a quote the sentences that hold the claim are taken; an invented quote is not found', () => {
  expect(located('', 'opened items cannot be returned')).toEqual(['Opened items cannot be returned.']);
  expect(located('Refunds are paid in gold coins to the bearer.')).toEqual([]);
});
