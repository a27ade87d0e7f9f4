import type { FieldValue } from '../fields/field.ts';

/** A field's value for people and cells: "2025-01-31", "30 days", "CNY 1200.00". */
export function fieldText(value: FieldValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'party':
      return value.role === undefined ? value.name : `${value.name} (${value.role})`;
    case 'date':
      return value.date;
    case 'duration':
      return `${value.amount} ${value.unit.replace('-', ' ')}${value.amount === 1 ? '' : 's'}`;
    case 'money':
      return `${value.currency === undefined ? '' : `${value.currency} `}${value.amount}`;
    case 'percentage':
      return `${value.percent} %`;
    case 'jurisdiction':
      return value.name;
    case 'flag':
      return value.value ? 'yes' : 'no';
  }
}
