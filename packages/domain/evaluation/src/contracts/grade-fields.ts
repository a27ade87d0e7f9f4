import { createHash } from 'node:crypto';
import type { Field, FieldName } from '@groundwork/review';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap-interval.ts';
import { calibration, type Calibration, type Statement } from './calibration.ts';
import { type ContractAnswers, periodKey } from './read-master-clauses.ts';

export const gradedFields = [
  'agreement-date',
  'effective-date',
  'expiration-date',
  'renewal-term',
  'renewal-notice',
  'governing-law',
  'party',
] as const satisfies readonly FieldName[];
export type GradedField = (typeof gradedFields)[number];

/** Of one field over all contracts that have a full answer to it. */
export interface FieldScores {
  /** Answers; of parties, names. */
  readonly gold: number;
  /** Share of answers whose value was found. */
  readonly accuracy: number;
  readonly interval: Interval;
  /** Share of what was said, where there is an answer, that is right. */
  readonly precision: number;
  /** Values said where people left the answer open: blank, partial or "perpetual". Not all of them are wrong. */
  readonly saidWithoutAnswer: number;
  /** Of what was said where there is an answer. */
  readonly calibration: Calibration;
}

interface Judged {
  readonly field: GradedField;
  readonly found: readonly boolean[];
  readonly said: readonly Statement[];
  readonly without: number;
}

/** Which half of CUAD a contract is in: rules are tuned on `tune` and reported on `test`. */
export function cuadHalf(file: string): 'tune' | 'test' {
  return parseInt(createHash('sha256').update(file).digest('hex').slice(0, 8), 16) % 2 === 0
    ? 'tune'
    : 'test';
}

/**
 * Values of fields against CUAD's answers, a date or period right where it is the same, a law where its places are the
 * same, a party where one name begins with the other but for case, spaces and punctuation.
 */
export function gradeFields(
  contracts: readonly { readonly answers: ContractAnswers; readonly fields: readonly Field[] }[],
): Readonly<Record<GradedField, FieldScores>> {
  const judged = contracts.flatMap(({ answers, fields }) =>
    gradedFields.map((field) => judge(field, answers, fields)),
  );
  const scores = gradedFields.map((field): [GradedField, FieldScores] => {
    const own = judged.filter((each) => each.field === field);
    const found = own.flatMap((each) => each.found);
    const said = own.flatMap((each) => each.said);
    const shares = found.map(Number);
    const right = said.filter((statement) => statement.right).length;
    return [
      field,
      {
        gold: found.length,
        accuracy: found.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / found.length,
        interval: bootstrapInterval(shares),
        precision: said.length === 0 ? 0 : right / said.length,
        saidWithoutAnswer: own.reduce((sum, each) => sum + each.without, 0),
        calibration: calibration(said),
      },
    ];
  });
  return Object.fromEntries(scores) as Record<GradedField, FieldScores>;
}

function judge(field: GradedField, answers: ContractAnswers, fields: readonly Field[]): Judged {
  const present = fields.flatMap((each) => (each.name === field && each.status === 'present' ? [each] : []));
  const wanted = answersTo(field, answers);
  const values = present.map(({ value, confidence }) => ({ value: keyOf(value), confidence }));
  if (wanted.length === 0) return { field, found: [], said: [], without: values.length };
  const same = field === 'party' ? sameName : (a: string, b: string) => a === b;
  const found = wanted.map((answer) => values.some(({ value }) => same(answer, value)));
  const said = values.map(({ value, confidence }) => ({
    confidence,
    right: wanted.some((answer) => same(answer, value)),
  }));
  // A law is one answer: all its places and no other.
  if (field !== 'governing-law') return { field, found, said, without: 0 };
  const whole = found.every(Boolean) && said.every(({ right }) => right);
  return {
    field,
    found: [whole],
    said: said.slice(0, 1).map(({ confidence }) => ({ confidence, right: whole })),
    without: 0,
  };
}

function answersTo(field: GradedField, answers: ContractAnswers): string[] {
  const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
  switch (field) {
    case 'agreement-date':
      return one(answers.agreementDate);
    case 'effective-date':
      return one(answers.effectiveDate);
    case 'expiration-date':
      return one(answers.expirationDate);
    case 'renewal-term':
      return one(answers.renewalTerm);
    case 'renewal-notice':
      return one(answers.renewalNotice);
    case 'governing-law':
      return [...new Set(answers.governingLaw.map(lawKey))];
    case 'party':
      return [...new Set(answers.parties.map(nameKey))].filter((name) => name !== '');
  }
}

function keyOf(value: Extract<Field, { status: 'present' }>['value']): string {
  switch (value.kind) {
    case 'date':
      return value.date;
    case 'duration':
      return periodKey(value.amount, value.unit);
    case 'jurisdiction':
      return lawKey(value.name);
    case 'party':
      return nameKey(value.name);
    case 'text':
    case 'money':
    case 'percentage':
    case 'flag':
      return '';
  }
}

/** England and Wales are one law, which CUAD writes in three ways. */
function lawKey(name: string): string {
  const key = nameKey(name);
  return key === 'wales' || key === 'englandandwales' ? 'england' : key;
}

function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function sameName(a: string, b: string): boolean {
  return a === b || (a.length > 5 && b.length > 5 && (a.startsWith(b) || b.startsWith(a)));
}
