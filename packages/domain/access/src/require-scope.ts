import { hasScope, type Principal, type Scope, UserError } from '@groundwork/kernel';

/** Throws `UserError('auth.forbidden')` where the Principal lacks the scope. */
export function requireScope(principal: Principal, scope: Scope): void {
  if (!hasScope(principal, scope))
    throw new UserError('auth.forbidden', `This needs the scope "${scope}".`, { details: { scope } });
}
