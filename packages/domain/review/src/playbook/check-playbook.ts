import { checks } from '../checks/checks.ts';
import type { Condition } from './condition.ts';
import { nearestNames } from './nearest-names.ts';
import type { Playbook, Policy } from './playbook.ts';
import type { PlaybookPath } from './read-playbook.ts';

interface Fault {
  readonly path: PlaybookPath;
  readonly message: string;
  readonly remedy?: string;
}

const builtInCheckIds = checks.map(({ id }) => id);

/** What the schema cannot say: names that must be known or unique. */
export function checkPlaybook(playbook: Playbook): Fault[] {
  return [
    ...stanceFaults(playbook, ['default-stance'], playbook['default-stance']),
    ...checkFaults(['checks'], Object.keys(playbook.checks)),
    ...playbook.policies.flatMap((policy, index) => policyFaults(playbook, policy, index)),
  ];
}

function policyFaults(playbook: Playbook, policy: Policy, index: number): Fault[] {
  const path: PlaybookPath = ['policies', index];
  const first = playbook.policies.findIndex(({ id }) => id === policy.id);
  const duplicate: Fault[] =
    first === index
      ? []
      : [
          {
            path: [...path, 'id'],
            message: `the id "${policy.id}" is used already by policies[${first}]`,
            remedy: 'Give each policy an id of its own',
          },
        ];
  const taken: Fault[] = builtInCheckIds.includes(policy.id)
    ? [
        {
          path: [...path, 'id'],
          message: `"${policy.id}" is the id of a built-in check`,
          remedy: 'Choose another id',
        },
      ]
    : [];
  const preferred = policy.preferred?.when;
  return [
    ...duplicate,
    ...taken,
    ...(policy.for ?? []).flatMap((role, at) => stanceFaults(playbook, [...path, 'for', at], role)),
    ...phraseFaults(playbook, [...path, 'about'], policy.about ?? []),
    ...policy['red-lines'].flatMap(({ when }, at) =>
      conditionFaults(playbook, [...path, 'red-lines', at, 'when'], when),
    ),
    ...(preferred ? conditionFaults(playbook, [...path, 'preferred', 'when'], preferred) : []),
    ...policy.fallbacks.flatMap(({ when }, at) =>
      conditionFaults(playbook, [...path, 'fallbacks', at, 'when'], when),
    ),
    ...checkFaults([...path, 'checks'], Object.keys(policy.checks)),
    ...(policy.fallbacks.length > 0 && !preferred
      ? [
          {
            path: [...path, 'fallbacks'],
            message: 'a fallback needs a preferred position with "when"',
            remedy: 'Say when the preferred position is met, or make the fallback the preferred one',
          },
        ]
      : []),
  ];
}

function conditionFaults(playbook: Playbook, path: PlaybookPath, condition: Condition): Fault[] {
  const texts = (['says', 'says-any', 'mentions', 'lacks', 'unless'] as const).flatMap((key) =>
    phraseFaults(playbook, [...path, key], condition[key] ?? []),
  );
  const inner = (['all', 'any'] as const).flatMap((key) =>
    (condition[key] ?? []).flatMap((part, at) => conditionFaults(playbook, [...path, key, at], part)),
  );
  return [
    ...texts,
    ...inner,
    ...(condition.not ? conditionFaults(playbook, [...path, 'not'], condition.not) : []),
    ...(condition.check === undefined ? [] : checkFaults(path, [condition.check], 'check')),
  ];
}

function phraseFaults(playbook: Playbook, path: PlaybookPath, texts: readonly string[]): Fault[] {
  const roles = Object.keys(playbook.roles);
  return texts
    .flatMap((text) => [...text.matchAll(text.startsWith('/') ? /\{([a-z][a-z0-9-]*)\}/g : /\{([^}]*)\}/g)])
    .map((match) => match[1] ?? '')
    .filter((role) => !roles.includes(role))
    .map((role) => ({
      path,
      message: `"{${role}}" is no role of this playbook`,
      remedy: `Roles are ${roles.join(', ')}`,
    }));
}

function stanceFaults(playbook: Playbook, path: PlaybookPath, stance: string): Fault[] {
  const roles = [...Object.keys(playbook.roles), 'neutral'];
  if (roles.includes(stance)) return [];
  return [
    { path, message: `"${stance}" is no role of this playbook`, remedy: `Roles are ${roles.join(', ')}` },
  ];
}

function checkFaults(path: PlaybookPath, ids: readonly string[], key?: string): Fault[] {
  return ids
    .filter((id) => !builtInCheckIds.includes(id))
    .map((id) => {
      const near = nearestNames(id, builtInCheckIds);
      return {
        path: [...path, key ?? id],
        message: `"${id}" is no built-in check`,
        remedy:
          near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Checks are ${builtInCheckIds.join(', ')}`,
      };
    });
}
