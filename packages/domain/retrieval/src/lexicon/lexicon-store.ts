import type { Principal } from '@groundwork/kernel';
import type { LexiconEntry } from './lexicon-entry.ts';

export interface LexiconChange {
  /** Written whole: an entry of the same name is replaced. */
  readonly put: readonly LexiconEntry[];
  /** Names; those that are not there are passed over. */
  readonly remove: readonly string[];
  /** Whether entries that `put` does not name go. */
  readonly replace: boolean;
  /** What the audit log says of it. */
  readonly action: string;
  readonly at: Date;
}

export interface LexiconCounts {
  readonly put: number;
  readonly removed: number;
  /** Entries of the Tenant afterwards. */
  readonly entries: number;
}

export interface StoredLexicon {
  /** The one that searches report beside their own: see `LegRankings.lexiconRevision`. */
  readonly revision: string;
  /** By name. */
  readonly entries: readonly LexiconEntry[];
}

/** The lexicon of each Tenant. */
export interface LexiconStore {
  read(principal: Principal): Promise<StoredLexicon>;
  /**
   * All of it or nothing, with its audit event, and with the revisions of lexicon and index raised, so that searches
   * after it use it and answers from before it are not served. Throws `UserError('lexicon.full')` where more than the
   * limit would be kept.
   */
  change(principal: Principal, change: LexiconChange): Promise<LexiconCounts>;
}
