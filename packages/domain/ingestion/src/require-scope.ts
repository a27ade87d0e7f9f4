import { hasScope, UserError, type Principal, type Scope } from '@groundwork/kernel';

/** Throws `UserError('auth.forbidden')` unless the Principal has one of the scopes. */
export function requireScope(principal: Principal, ...scopes: readonly Scope[]): void {
  if (scopes.some((scope) => hasScope(principal, scope))) return;
  throw new UserError('auth.forbidden', `This needs the scope ${scopes.join(' or ')}.`);
}
