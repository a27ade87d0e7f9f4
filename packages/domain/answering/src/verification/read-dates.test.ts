import { fold } from '../text/fold-text.ts';
import { readDates } from './read-dates.ts';

const read = (text: string) => readDates(fold(text)).map(({ start: _start, end: _end, ...date }) => date);

test.each([
  '2026年1月5日',
  '二〇二六年一月五日',
  '5 January 2026',
  'January 5th, 2026',
  '5 Jan. 2026',
  '2026-01-05',
  '民国115年1月5日',
])('%s is 5 January 2026', (text) => {
  expect(read(text)).toEqual([{ year: 2026, month: 1, day: 5 }]);
});

test('parts of dates, weekdays and times', () => {
  expect(read('in May 2020 and on Monday')).toEqual([{ year: 2020, month: 5 }, { weekday: 1 }]);
  expect(read('每周一下午5:00')).toEqual([{ weekday: 1 }, { minute: 1_020 }]);
  expect(read('by 9:30 am')).toEqual([{ minute: 570 }]);
});

test('a permission is not the month of May, a span of months no date', () => {
  expect(read('Employees may leave. 三个月内')).toEqual([]);
});
