import { fold } from '@groundwork/answering';
import type { Field, FieldValue } from '../fields/field.ts';
import type { Condition } from './condition.ts';
import type { ConditionScope, Outcome } from './evaluate-condition.ts';
import { daysIn, readThreshold, type Threshold } from './threshold.ts';

type Present = Extract<Field, { status: 'present' }>;

const bounds = {
  'at-most': (value: number, bound: number) => value <= bound,
  'at-least': (value: number, bound: number) => value >= bound,
  'more-than': (value: number, bound: number) => value > bound,
  'less-than': (value: number, bound: number) => value < bound,
} as const;
const boundNames = ['at-most', 'at-least', 'more-than', 'less-than'] as const;

/** Compares the values of a field; undefined where there is none, or none that can be compared. */
export function compareField(condition: Condition, scope: ConditionScope): Outcome {
  const present = scope.fields.filter(
    (field): field is Present => field.name === condition.field && field.status === 'present',
  );
  const others = scope.fields.filter((field): field is Present => field.status === 'present');
  if (condition.found !== undefined) {
    return outcomeOf(condition, present.length > 0 === condition.found, present);
  }
  const judged = present.map((field) => ({ field, holds: holdsFor(condition, field.value, others) }));
  const known = judged.filter(({ holds }) => holds !== undefined);
  if (known.length === 0) return outcomeOf(condition, undefined, []);
  const holds =
    scope.quantifier === 'every' ? known.every((item) => item.holds) : known.some((item) => item.holds);
  return outcomeOf(
    condition,
    holds,
    known.filter((item) => item.holds === holds).map(({ field }) => field),
  );
}

function holdsFor(condition: Condition, value: FieldValue, others: readonly Present[]): boolean | undefined {
  const results: (boolean | undefined)[] = [];
  for (const name of boundNames) {
    const threshold = condition[name] === undefined ? undefined : readThreshold(condition[name]);
    if (!threshold) continue;
    const pair = comparable(value, threshold, others);
    results.push(pair && bounds[name](pair[0], pair[1]));
  }
  if (condition.in) results.push(isOneOf(value, condition.in));
  if (condition['not-in']) results.push(!isOneOf(value, condition['not-in']));
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

function comparable(
  value: FieldValue,
  threshold: Threshold,
  others: readonly Present[],
): readonly [number, number] | undefined {
  switch (threshold.kind) {
    case 'duration':
      return value.kind === 'duration' ? [value.amount * daysIn[value.unit], threshold.days] : undefined;
    case 'money':
      return value.kind === 'money' && (value.currency ?? threshold.currency) === threshold.currency
        ? [Number(value.amount), threshold.amount]
        : undefined;
    case 'percentage': {
      if (value.kind === 'percentage') return [value.percent, threshold.percent];
      if (value.kind !== 'money' || threshold.of === undefined) return undefined;
      const base = others.find(({ name }) => name === threshold.of)?.value;
      if (base?.kind !== 'money' || Number(base.amount) === 0) return undefined;
      if (base.currency !== undefined && value.currency !== undefined && base.currency !== value.currency) {
        return undefined;
      }
      return [(Number(value.amount) / Number(base.amount)) * 100, threshold.percent];
    }
  }
}

function isOneOf(value: FieldValue, names: readonly string[]): boolean {
  const said = [describeValue(value), value.kind === 'jurisdiction' ? (value.code ?? '') : ''].map(fold);
  return names
    .map(fold)
    .some((name) => said.some((text) => text === name || (name.length > 3 && text.includes(name))));
}

/** A value in words. */
export function describeValue(value: FieldValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'party':
    case 'jurisdiction':
      return value.name;
    case 'date':
      return value.date;
    case 'duration':
      return `${value.amount} ${value.unit}${value.amount === 1 ? '' : 's'}`;
    case 'money':
      return `${value.amount}${value.currency === undefined ? '' : ` ${value.currency}`}`;
    case 'percentage':
      return `${value.percent} %`;
    case 'flag':
      return String(value.value);
  }
}

function outcomeOf(condition: Condition, holds: boolean | undefined, fields: readonly Present[]): Outcome {
  const wanted = [
    ...boundNames.flatMap((name) => (condition[name] === undefined ? [] : `${name} ${condition[name]}`)),
    ...(condition.in ? [`in ${condition.in.join(', ')}`] : []),
    ...(condition['not-in'] ? [`not-in ${condition['not-in'].join(', ')}`] : []),
  ].join(', ');
  return {
    holds,
    spans: fields.flatMap(({ evidence }) => evidence.map(({ span }) => span)),
    values:
      wanted === '' ? [] : fields.map(({ name, value }) => `${name}: ${describeValue(value)} (${wanted})`),
    confidence: Math.min(1, ...fields.map(({ confidence }) => confidence)),
  };
}
