import { readDurations } from './read-durations.ts';

const summary = (text: string): string[] => readDurations(text).map((m) => `${m.amount} ${m.unit}`);

test.each<[string, string[]]>([
  ['thirty (30) days', ['30 day']],
  ['within 5 business days', ['5 business-day']],
  ['a period of ten (10) years', ['10 year']],
  ['one-year period', ['1 year']],
  ['two weeks', ['14 day']],
  ['sixty (60) months', ['60 month']],
  ['(6) months', ['6 month']],
  ['one hundred twenty (120) days', ['120 day']],
  ['the third anniversary of the Effective Date', ['3 year']],
  ['two (2) year(s)', ['2 year']],
  ['ninety (90) calendar days', ['90 day']],
  ['三十日内', ['30 day']],
  ['30个工作日', ['30 business-day']],
  ['期限为三年', ['3 year']],
  ['六个月', ['6 month']],
  ['半年', ['6 month']],
  ['一年半', ['18 month']],
  ['15天', ['15 day']],
  ['叁拾（30）日', ['30 day']],
  ['两周', ['14 day']],
  ['2024年3月1日', []],
  ['第三年', []],
  ['2024年度', []],
  ['day-to-day operations', []],
  ['$30 days', []],
])('%s', (text, expected) => {
  expect(summary(text)).toEqual(expected);
});

test('says where words and figures differ', () => {
  expect(readDurations('thirty (60) days')[0]).toMatchObject({
    amount: 60,
    mismatch: { words: 30, figures: 60 },
  });
  expect(readDurations('三十（60）日')[0]).toMatchObject({ mismatch: { words: 30, figures: 60 } });
  expect(readDurations('thirty (30) days')[0]).not.toHaveProperty('mismatch');
});
