import { englishNumeral, parseEnglishInteger, parseEnglishOrdinal } from './english-numerals.ts';

test.each<[string, bigint]>([
  ['zero', 0n],
  ['thirty', 30n],
  ['twenty-five', 25n],
  ['one hundred', 100n],
  ['one hundred and twenty', 120n],
  ['Nine Hundred Ninety-Nine', 999n],
  ['one hundred thousand', 100_000n],
  ['One Million Two Hundred Thirty-Four Thousand Five Hundred Sixty-Seven', 1_234_567n],
  ['two billion', 2_000_000_000n],
  ['hundred', 100n],
  ['Twelve', 12n],
])('%s is %s', (text, value) => {
  expect(parseEnglishInteger(text)).toBe(value);
});

test.each(['two three', 'ten twenty', 'thousand million', 'twenty eleven', ''])(
  '%s is no numeral',
  (text) => {
    expect(parseEnglishInteger(text)).toBeUndefined();
  },
);

test('finds the whole numeral in a sentence', () => {
  const [found] =
    new RegExp(englishNumeral, 'i').exec('pay one hundred and twenty-five thousand dollars') ?? [];
  expect(found).toBe('one hundred and twenty-five thousand');
});

test('reads ordinals of days', () => {
  expect(parseEnglishOrdinal('first')).toBe(1);
  expect(parseEnglishOrdinal('Twenty-third')).toBe(23);
  expect(parseEnglishOrdinal('thirtieth')).toBe(30);
  expect(parseEnglishOrdinal('thirty first')).toBe(31);
  expect(parseEnglishOrdinal('last')).toBeUndefined();
});
