import { inferDateOrder, readDates } from './read-dates.ts';

test.each([
  ['March 1, 2024', '2024-03-01'],
  ['Sept. 30 2019', '2019-09-30'],
  ['1st day of March, 2024', '2024-03-01'],
  ['this 1s t day of June, 2004', '2004-06-01'],
  ['the 15t h day of January 2018', '2018-01-15'],
  ['31 October 2019', '2019-10-31'],
  ['28-Feb-2025', '2025-02-28'],
  ['first day of March, 2024', '2024-03-01'],
  ['the twenty-third day of May, two thousand and twelve', '2012-05-23'],
  ['FEBRUARY 4, 2020', '2020-02-04'],
  ['December 12th,2001', '2001-12-12'],
  ['2024-03-01', '2024-03-01'],
  ['2024/3/1', '2024-03-01'],
  ['2024.03.01', '2024-03-01'],
  ['2024年3月1日', '2024-03-01'],
  ['2024 年 03 月 01 日', '2024-03-01'],
  ['二〇二四年三月一日', '2024-03-01'],
  ['二零二三年十二月三十一日', '2023-12-31'],
  ['２０２４年３月１日', '2024-03-01'],
  ['民國113年3月1日', '2024-03-01'],
  ['中华民国一百一十三年三月一日', '2024-03-01'],
  ['13/3/2024', '2024-03-13'],
  ['3/13/2024', '2024-03-13'],
  ['5/5/2024', '2024-05-05'],
  ['12/31/99', '1999-12-31'],
])('%s is %s', (text, date) => {
  expect(readDates(text).map((mention) => mention.date)).toEqual([date]);
});

test('a date that reads two ways is not guessed', () => {
  expect(readDates('on 01/03/2024')).toEqual([{ start: 3, end: 13, problem: 'ambiguous' }]);
  expect(readDates('on 01/03/2024', 'day-first')[0]?.date).toBe('2024-03-01');
  expect(readDates('on 01/03/2024', 'month-first')[0]?.date).toBe('2024-01-03');
});

test('a day that no calendar has is said to be impossible', () => {
  expect(readDates('31 November 2024')[0]).toMatchObject({ problem: 'impossible' });
  expect(readDates('2023年2月29日')[0]).toMatchObject({ problem: 'impossible' });
  expect(readDates('31/11/2024')[0]).toMatchObject({ problem: 'impossible' });
});

test.each([
  '____年__月__日',
  'Section 3.1.2',
  'version 1.2.3',
  'March 2024',
  '113年3月1日',
  '$1,200,000',
  '12/31',
])('%s holds no whole date', (text) => {
  expect(readDates(text)).toEqual([]);
});

test('one clear date tells how a contract writes the others', () => {
  expect(inferDateOrder('from 01/03/2024 to 31/12/2024')).toBe('day-first');
  expect(inferDateOrder('from 01/03/2024 to 12/31/2024')).toBe('month-first');
  expect(inferDateOrder('from 01/03/2024')).toBeUndefined();
  expect(inferDateOrder('13/01/2024 and 01/13/2024')).toBeUndefined();
});
