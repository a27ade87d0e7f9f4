import { fold } from '../text/fold-text.ts';
import { readDates } from './read-dates.ts';
import { readQuantities } from './read-quantities.ts';

const read = (text: string): string[] => {
  const folded = fold(text);
  return readQuantities(folded, readDates(folded)).map(
    ({ value, dimension, bound }) => `${value} ${dimension} ${bound}`,
  );
};

test.each([
  ['三十天', '30 days', ['30 day exact']],
  ['百分之五', '5%', ['5 % exact']],
  ['人民币1.2万元', 'RMB 12,000', ['12000 CNY exact']],
  ['两周', '14 days', ['14 day exact']],
  ['半年', 'six months', ['6 month exact']],
  ['五个工作日', 'five (5) business days', ['5 working-day exact']],
  ['不超过三亿', 'no more than 300 million', ['300000000  at-most']],
  ['18岁以上', 'at least 18 years', ['216 month at-least']],
])('%s and %s are the same', (chinese, english, expected) => {
  expect(read(chinese)).toEqual(expected);
  expect(read(english)).toEqual(expected);
});

test('currencies and kinds of days stay apart', () => {
  expect(read('HK$50, US$50, $50')).toEqual(['50 HKD exact', '50 USD exact', '50 dollar exact']);
  expect(read('5 working days or 5 days')).toEqual(['5 working-day exact', '5 day exact']);
  expect(read('新台币350美元')).toEqual(['350 TWD/USD exact']);
});

test('a number said twice is read twice where the two differ, a range shares its unit', () => {
  expect(read('thirty (45) days')).toEqual(['30 day exact', '45 day exact']);
  expect(read('3-5 days')).toEqual(['3 day exact', '5 day exact']);
});

test('numerals inside words and identifiers are none', () => {
  expect(read('一般情况下统一处理，MR-2200 一起使用')).toEqual([]);
});
