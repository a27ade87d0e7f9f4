import type { Principal, TenantId } from '@groundwork/kernel';
import { RecentValues } from '../recent-values.ts';
import { Lexicon } from './lexicon.ts';
import type { LexiconStore } from './lexicon-store.ts';

export interface CurrentLexicon {
  readonly revision: string;
  readonly lexicon: Lexicon;
}

/** What a Tenant has that never had an entry. */
const none: CurrentLexicon = { revision: '0', lexicon: new Lexicon([]) };
const mostTenants = 200;

/**
 * The lexicons of this process's Tenants. A search reports the revision it found in the database; only where that is
 * another than the one remembered is the lexicon read again. So a search costs no look-up, and none uses an old one.
 */
export class Lexicons {
  private readonly known = new RecentValues<CurrentLexicon>(mostTenants);

  constructor(private readonly store: LexiconStore) {}

  /** As last read by this process. */
  last(tenantId: TenantId): CurrentLexicon {
    return this.known.get(tenantId) ?? none;
  }

  /** Whether a search that reports this revision was made with another. */
  isStale(used: CurrentLexicon | undefined, reported: string | undefined): boolean {
    return reported !== undefined && reported !== used?.revision;
  }

  async read(principal: Principal): Promise<CurrentLexicon> {
    const { revision, entries } = await this.store.read(principal);
    const current = { revision, lexicon: new Lexicon(entries) };
    this.known.set(principal.tenantId, current);
    return current;
  }
}
