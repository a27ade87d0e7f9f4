import type { Principal } from '@groundwork/kernel';

/** A Principal as audit events and owners name it: `user:<id>`, `api-key:<id>`, `visitor:<id>`, `system:<id>`. */
export function actorOf(principal: Principal): string {
  return `${principal.kind}:${principal.id}`;
}
