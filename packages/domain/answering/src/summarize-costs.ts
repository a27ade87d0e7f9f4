import { hasScope, UserError, type Principal } from '@groundwork/kernel';
import type { CostEntry } from './answer.ts';
import type { CostLedger } from './stores.ts';

/** What models cost the Tenant since a time, by operation, provider and model. Throws `UserError('auth.forbidden')`. */
export class SummarizeCosts {
  constructor(private readonly deps: { readonly ledger: CostLedger }) {}

  async run(principal: Principal, since: Date): Promise<(CostEntry & { readonly calls: number })[]> {
    if (!hasScope(principal, 'audit'))
      throw new UserError('auth.forbidden', 'Reading costs needs the scope audit.');
    return this.deps.ledger.summarize(principal, since);
  }
}
