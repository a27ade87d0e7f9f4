import { hasScope, UserError, type Principal } from '@groundwork/kernel';

/** Throws `UserError('auth.forbidden')` unless the Principal may work on contracts. */
export function requireReview(principal: Principal): void {
  if (!hasScope(principal, 'review')) throw new UserError('auth.forbidden', 'This needs the scope review.');
}
