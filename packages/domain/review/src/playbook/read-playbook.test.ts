import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '@groundwork/kernel';
import { playbookJsonSchema } from './playbook.ts';
import { readPlaybook } from './read-playbook.ts';

const folder = new URL('../../playbooks/', import.meta.url);
const sound = `id: own
version: 1
name: Own
language: en
contract-kinds: [order]
roles:
  buyer: { names: [Buyer, 甲方] }
policies:
  - id: price
    title: Price
    clause: price-and-payment
    rationale: It must be there.
`;

function faultsOf(yaml: string): string[] {
  try {
    readPlaybook(yaml, 'own.yaml');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.code).toBe('playbook.invalid');
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

test('a sound playbook is read, with defaults', () => {
  const [policy] = readPlaybook(sound).policies;
  expect(policy).toMatchObject({ presence: 'optional', severity: 'medium', fallbacks: [], 'red-lines': [] });
});

test.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))(
  '%s, which ships, is valid',
  (name) => {
    const { id, policies } = readPlaybook(readFileSync(new URL(name, folder), 'utf8'), name);
    expect(`${id}.yaml`).toBe(name);
    expect(policies.length).toBeGreaterThanOrEqual(15);
  },
);

test('the published JSON Schema is the one of the code', () => {
  const published: unknown = JSON.parse(readFileSync(fileURLToPath(new URL('schema.json', folder)), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(playbookJsonSchema())));
});

test('an unknown clause type is named with its line and the nearest known names', () => {
  expect(faultsOf(sound.replace('clause: price-and-payment', 'clause: payment'))).toEqual([
    expect.stringMatching(/^line 11, policies\[0\]\.clause: .*"payment".*Did you mean price-and-payment/),
  ]);
});

test('every fault is reported at once, in order of line', () => {
  const faults = faultsOf(`${sound}    severity: dreadful
    for: [seller]
  - id: price
    title: Again
    clause: liability
    colour: red
    rationale: ''
`);
  expect(faults.map((fault) => /^line \d+/.exec(fault)?.[0])).toEqual([
    'line 13',
    'line 17',
    'line 18',
    'line 19',
  ]);
});

test('names that the schema cannot know are checked against the playbook and the built-in checks', () => {
  const faults = faultsOf(`${sound}    for: [seller]
    about: ['{seller} pays']
    red-lines:
      - { text: Bad, when: { check: deposit-over-20 } }
    checks: { placeholders: off }
  - { id: price, title: Again, clause: notices, rationale: Twice. }
  - { id: numbering, title: Taken, clause: notices, rationale: A check has this id. }
`);
  expect(faults).toEqual([
    expect.stringContaining('line 13, policies[0].for[0]: "seller" is no role of this playbook'),
    expect.stringContaining('line 14, policies[0].about: "{seller}" is no role'),
    expect.stringContaining('Did you mean deposit-over-20-percent'),
    expect.stringContaining('Did you mean placeholder'),
    expect.stringContaining('line 18, policies[1].id: the id "price" is used already'),
    expect.stringContaining('line 19, policies[2].id: "numbering" is the id of a built-in check'),
  ]);
});

test.each([
  ['says nothing', '{ unless: [x] }', 'says nothing'],
  ['compares no field', '{ says: x, at-most: 30 days }', 'names no field'],
  ['a field not compared', '{ field: payment-term }', 'compare it'],
  ['no quantity', '{ field: payment-term, at-most: soon }', 'is no quantity'],
  ['no expression', "{ says: '/(/' }", 'is not a regular expression'],
  ['an unknown field', '{ field: payment, found: true }', 'Did you mean payment-term'],
  ['an unknown key', '{ contains: x }', 'unknown key "contains"'],
])('a condition with %s is a fault', (_, condition, message) => {
  const faults = faultsOf(`${sound}    preferred: { text: Wanted, when: ${condition} }\n`);
  expect(faults.join('\n')).toContain(message);
});

test('what is no YAML is said with its line', () => {
  expect(faultsOf('id: own\nname: [unclosed\n')[0]).toMatch(/^line [23]:/);
});

test('the example of the documentation is valid', () => {
  const page = readFileSync(new URL('../../../../../docs/playbooks.md', import.meta.url), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(readPlaybook(example).policies.map(({ id }) => id)).toEqual(['acceptance']);
});
