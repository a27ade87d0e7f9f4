import { addDuration, daysBetween, toIsoDate } from './calendar-date.ts';

test('only days of the calendar are dates', () => {
  expect(toIsoDate(2024, 2, 29)).toBe('2024-02-29');
  expect(toIsoDate(2023, 2, 29)).toBeUndefined();
  expect(toIsoDate(2024, 11, 31)).toBeUndefined();
  expect(toIsoDate(2024, 13, 1)).toBeUndefined();
});

test.each([
  ['2024-03-01', 1, 'year', '2025-03-01'],
  ['2018-01-15', 10, 'year', '2028-01-15'],
  ['2024-02-29', 1, 'year', '2025-02-28'],
  ['2024-01-31', 1, 'month', '2024-02-29'],
  ['2023-10-31', 4, 'month', '2024-02-29'],
  ['2024-03-01', 0.5, 'year', '2024-09-01'],
  ['2024-12-31', 30, 'day', '2025-01-30'],
  ['2024-03-01', 5, 'business-day', '2024-03-08'],
] as const)('%s + %s %s is %s', (date, amount, unit, expected) => {
  expect(addDuration(date, { amount, unit })).toBe(expected);
});

test.each([
  ['2025-03-01', 60, 'day', '2024-12-31'],
  ['2025-03-31', 1, 'month', '2025-02-28'],
  ['2025-03-03', 1, 'business-day', '2025-02-28'],
  ['2025-03-03', 1, 'year', '2024-03-03'],
] as const)('%s − %s %s is %s', (date, amount, unit, expected) => {
  expect(addDuration(date, { amount, unit }, -1)).toBe(expected);
});

test('days between dates are signed', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2);
});
