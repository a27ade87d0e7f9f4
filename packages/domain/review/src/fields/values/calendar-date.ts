import type { FieldValue } from '../field.ts';

/** A span of time as contracts state it. */
export type Duration = Omit<Extract<FieldValue, { kind: 'duration' }>, 'kind'>;

/** The ISO date of a year, month (1–12) and day; undefined where the calendar has no such day (31 November). */
export function toIsoDate(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * The date that lies `duration` after a date (before it with `sign` -1).
 *
 * The day of the date itself is not counted and the last day is counted: a year from 1 March 2024 ends on 1 March 2025
 * (民法典第二百零一条、第二百零二条; the same anniversary that English contracts mean by "one year from"). Where the
 * month has no such day the last day of the month stands for it (31 January + 1 month = 28 or 29 February). Business
 * days skip Saturdays and Sundays only: public holidays are not known here, so such a date is the earliest possible.
 */
export function addDuration(date: string, { amount, unit }: Duration, sign: 1 | -1 = 1): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  switch (unit) {
    case 'day':
      return fromTime(Date.UTC(year, month - 1, day + sign * amount));
    case 'business-day':
      return addBusinessDays(date, amount, sign);
    case 'month':
      return addMonths(year, month, day, sign * amount);
    case 'year':
      return addMonths(year, month, day, sign * Math.round(amount * 12));
  }
}

/** Whole days from one ISO date to another; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function addMonths(year: number, month: number, day: number, months: number): string {
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return toIsoDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))!;
}

function addBusinessDays(date: string, amount: number, sign: 1 | -1): string {
  let time = Date.parse(date);
  for (let left = amount; left > 0;) {
    time += sign * 86_400_000;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return fromTime(time);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function fromTime(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
