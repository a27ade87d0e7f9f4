import { z } from 'zod';
import { fieldNames } from '../fields/field.ts';
import { hypothesisChoices } from '../hypotheses/hypothesis-judge.ts';
import { ndaHypotheses } from '../hypotheses/nda-hypotheses.ts';
import { readThreshold } from './threshold.ts';

const phrase = z
  .string()
  .min(1)
  .refine((text) => !/^\/.*\/$/.test(text) || isPattern(text.slice(1, -1)), 'is not a regular expression')
  .describe(
    'Words as a contract writes them; width, case and Traditional/Simplified do not matter. "…" stands for anything within the sentence, "*" for any ending of a word, "{role}" for every name of a role. "/…/" is a regular expression (roles allowed) over the folded sentence (lower case, Simplified, ASCII punctuation).',
  );
const phrases = z.union([phrase.transform((text) => [text]), z.array(phrase).min(1)]);
const threshold = z
  .string()
  .refine(
    (text) => readThreshold(text) !== undefined,
    'is no quantity: write "30 days", "6 months", "20 %", "500000 CNY" or "100 % of contract-amount"',
  )
  .describe('"30 days", "10 business days", "6 months", "20 %", "500000 CNY", "100 % of contract-amount"');

const comparators = ['at-most', 'at-least', 'more-than', 'less-than', 'in', 'not-in', 'found'] as const;
const verbs = [
  'says',
  'says-any',
  'mentions',
  'lacks',
  'field',
  'check',
  'hypothesis',
  'all',
  'any',
  'not',
] as const;

/** What a HypothesisJudge must make of one of its statements. */
const HypothesisCondition = z.strictObject({
  id: z.enum(ndaHypotheses.map(({ id }) => id)),
  is: z.enum(hypothesisChoices),
});

/** As written in a Playbook. Several keys of one condition must all hold. */
export interface Condition {
  readonly says?: readonly string[] | undefined;
  readonly 'says-any'?: readonly string[] | undefined;
  readonly mentions?: readonly string[] | undefined;
  readonly lacks?: readonly string[] | undefined;
  readonly unless?: readonly string[] | undefined;
  readonly field?: (typeof fieldNames)[number] | undefined;
  readonly 'at-most'?: string | undefined;
  readonly 'at-least'?: string | undefined;
  readonly 'more-than'?: string | undefined;
  readonly 'less-than'?: string | undefined;
  readonly in?: readonly string[] | undefined;
  readonly 'not-in'?: readonly string[] | undefined;
  readonly found?: boolean | undefined;
  readonly check?: string | undefined;
  readonly hypothesis?: z.infer<typeof HypothesisCondition> | undefined;
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
}

/** The small closed language in which a Playbook decides positions: everything can be evaluated without a model. */
export const Condition: z.ZodType<Condition> = z.lazy(() => shape).meta({ id: 'Condition' });

const shape = z
  .strictObject({
    says: phrases.optional().describe('Each of these is said, and not negated.'),
    'says-any': phrases.optional().describe('At least one of these is said, and not negated.'),
    mentions: phrases.optional().describe('At least one of these occurs, negated or not.'),
    lacks: phrases.optional().describe('None of these is said; a negated one is not said.'),
    unless: phrases
      .optional()
      .describe('Sentences that also mention one of these do not count for says, says-any and lacks.'),
    field: z.enum(fieldNames).optional().describe('A value read from the contract, to be compared.'),
    'at-most': threshold.optional(),
    'at-least': threshold.optional(),
    'more-than': threshold.optional(),
    'less-than': threshold.optional(),
    in: z.array(z.string().min(1)).min(1).optional().describe('The value, or its code, is one of these.'),
    'not-in': z.array(z.string().min(1)).min(1).optional(),
    found: z.boolean().optional().describe('Whether the contract has such a value at all.'),
    check: z.string().optional().describe('A built-in check has found something.'),
    hypothesis: HypothesisCondition.optional().describe(
      'What an English non-disclosure agreement says of a known statement, as a trained model reads the whole of it; open where none has.',
    ),
    all: z.array(Condition).min(1).optional().describe('Each of these conditions holds.'),
    any: z.array(Condition).min(1).optional().describe('At least one of these conditions holds.'),
    not: Condition.optional().describe('This condition does not hold.'),
  })
  .superRefine((condition, context) => {
    if (!verbs.some((verb) => condition[verb] !== undefined)) {
      context.addIssue({ code: 'custom', message: `says nothing: use one of ${verbs.join(', ')}` });
    }
    const compares = comparators.some((name) => condition[name] !== undefined);
    if (condition.field === undefined && compares) {
      context.addIssue({ code: 'custom', message: 'compares, but names no field' });
    }
    if (condition.field !== undefined && !compares) {
      context.addIssue({
        code: 'custom',
        message: `names a field: compare it with one of ${comparators.join(', ')}`,
      });
    }
    if (condition.unless !== undefined && !(condition.says ?? condition['says-any'] ?? condition.lacks)) {
      context.addIssue({
        code: 'custom',
        message: '"unless" limits says, says-any or lacks, and there is none',
      });
    }
  });

function isPattern(source: string): boolean {
  try {
    new RegExp(source.replace(/\{[a-z][a-z0-9-]*\}/g, '(?:)'), 'u');
    return true;
  } catch {
    return false;
  }
}
