import type { Severity } from '../findings/finding.ts';
import type { Playbook, Policy } from './playbook.ts';

/** What a Playbook changes of the built-in checks, by check id; a Policy that applies has the last word. */
export function checkChanges(
  playbook: Pick<Playbook, 'checks'>,
  policies: readonly Policy[],
): Readonly<Record<string, 'off' | 'on' | Severity>> {
  return Object.assign({}, playbook.checks, ...policies.map(({ checks }) => checks));
}
