import { z } from 'zod';
import { clauseTypes } from '../clause-types/clause-types.ts';
import { severities } from '../findings/finding.ts';
import { Condition } from './condition.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
  .describe('Lower-case words joined by "-". Never change it: findings and people’s decisions refer to it.');
const prose = z.string().min(1);
const clauseTypeIds = clauseTypes.map((type) => type.id);
const checkChanges = z
  .record(z.string(), z.enum(['off', 'on', ...severities]))
  .describe('Built-in checks to turn off or on, or whose severity to change, by their id.');

const Position = z.strictObject({
  text: prose.describe('The position in words, for people (and for a model where one is configured).'),
  when: Condition.describe('What the Clause must be like for this position to be met.'),
});

/** One required position of a Playbook. */
export const Policy = z
  .strictObject({
    id,
    title: prose.describe('What it is about, in a few words.'),
    clause: z.enum(clauseTypeIds).describe('The ClauseType that it judges.'),
    about: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Judges only Clauses whose heading or sentences mention one of these phrases, of whatever type.',
      ),
    for: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Roles (or "neutral") for whose side it applies; absent: for every side.'),
    presence: z
      .enum(['required', 'optional', 'forbidden'])
      .default('optional')
      .describe('Whether such a Clause must be there. A forbidden one that is there crosses a red line.'),
    'red-lines': z
      .array(Position.extend({ severity: z.enum(severities).optional(), wording: prose.optional() }))
      .default([])
      .describe('Looked at first: never acceptable.'),
    preferred: Position.partial({ when: true })
      .optional()
      .describe('The position wanted. Without "when" only a model or a person can judge it.'),
    fallbacks: z.array(Position).default([]).describe('Acceptable where the preferred position is not met.'),
    severity: z.enum(severities).default('medium').describe('Of a deviation and of a missing Clause.'),
    'red-line-severity': z.enum(severities).default('high'),
    rationale: prose.describe('Why it matters.'),
    'legal-basis': prose.optional(),
    wording: prose.optional().describe('Wording to suggest.'),
    escalate: prose.optional().describe('Who decides where it is not met.'),
    checks: checkChanges.default({}),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;

/** A Tenant's positions for one kind of contract, as its YAML file holds them. */
export const Playbook = z.strictObject({
  id,
  version: z
    .union([z.string().min(1), z.number().transform(String)])
    .describe('Changes whenever a position does.'),
  name: prose,
  language: z.enum(['en', 'zh-Hans', 'zh-Hant']).describe('Of its texts, and of the contracts it is for.'),
  'contract-kinds': z.array(prose).min(1).describe('Kinds of contract it fits, for people.'),
  roles: z
    .record(
      id,
      z.strictObject({
        names: z.array(prose).min(1).describe('What contracts call this role; the first is shown to people.'),
      }),
    )
    .describe('The sides of the contract.'),
  'default-stance': z.string().min(1).default('neutral'),
  checks: checkChanges.default({}),
  policies: z.array(Policy).min(1),
});
export type Playbook = z.infer<typeof Playbook>;

/** JSON Schema of a Playbook's YAML, for editors: published as `playbooks/schema.json`. */
export function playbookJsonSchema(): object {
  return { title: 'Groundwork Playbook', ...z.toJSONSchema(Playbook, { io: 'input' }) };
}
