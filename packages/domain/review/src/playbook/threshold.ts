import { type FieldName, fieldNames } from '../fields/field.ts';

/** What a value is compared with. */
export type Threshold =
  | { readonly kind: 'duration'; readonly days: number }
  | { readonly kind: 'money'; readonly amount: number; readonly currency?: string }
  | { readonly kind: 'percentage'; readonly percent: number; readonly of?: FieldName };

/** Days in a unit, for comparing only: five business days are a week, a month is a twelfth of 365 days. */
export const daysIn = { day: 1, 'business-day': 7 / 5, month: 365 / 12, year: 365 } as const;

const units: readonly [RegExp, keyof typeof daysIn][] = [
  [/^(?:business|working) days?$|^个?工作日$/, 'business-day'],
  [/^days?$|^[日天]$/, 'day'],
  [/^months?$|^个月$/, 'month'],
  [/^years?$|^年$/, 'year'],
];

/** "30 days", "20 %", "500000 CNY", "100 % of contract-amount"; undefined where it is none of these. */
export function readThreshold(text: string): Threshold | undefined {
  const match = /^(\d[\d,]*(?:\.\d+)?)\s*(.+)$/.exec(text.trim());
  if (!match) return undefined;
  const amount = Number(match[1]!.replaceAll(',', ''));
  const unit = match[2]!.trim();
  const duration = units.find(([pattern]) => pattern.test(unit))?.[1];
  if (duration) return { kind: 'duration', days: amount * daysIn[duration] };
  if (/^[A-Z]{3}$/.test(unit)) return { kind: 'money', amount, currency: unit };
  const percent = /^(?:%|percent)(?:\s+of\s+(?:the\s+)?(.+))?$/.exec(unit);
  if (!percent) return undefined;
  if (percent[1] === undefined) return { kind: 'percentage', percent: amount };
  const of = fieldNames.find((name) => name === percent[1]!.trim().replaceAll(' ', '-'));
  return of && { kind: 'percentage', percent: amount, of };
}
