import { UserError } from '@groundwork/kernel';
import type { Playbook } from './playbook.ts';
import type { Stance } from './stance.ts';

/**
 * The role of the Playbook that a stance means: its id, or a name that contracts give it ("甲方", "Customer"). Throws
 * `UserError` (`request.invalid`) where the Playbook has no such role.
 */
export function resolveStance(playbook: Playbook, stance: Stance): string {
  const wanted = stance.trim().toLowerCase();
  if (wanted === 'neutral') return 'neutral';
  const role = Object.entries(playbook.roles).find(
    ([id, { names }]) => id === wanted || names.some((name) => name.toLowerCase() === wanted),
  );
  if (role) return role[0];
  const known = Object.entries(playbook.roles).map(([id, { names }]) => `${id} (${names.join(', ')})`);
  throw new UserError(
    'request.invalid',
    `The playbook "${playbook.id}" has no role "${stance}": use ${known.join('; ')} or neutral.`,
  );
}

/** Whether a Policy speaks for a side; a Policy of no particular side speaks for every one. */
export function appliesTo(policy: { readonly for?: readonly string[] | undefined }, role: string): boolean {
  return policy.for === undefined || policy.for.includes(role);
}
