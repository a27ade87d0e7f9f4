import { type Clock, hasScope, type Principal, UserError } from '@groundwork/kernel';
import { type LexiconEntry, lexiconLimits, type NewLexiconEntry, toLexiconEntry } from './lexicon-entry.ts';
import type { LexiconCounts, LexiconStore } from './lexicon-store.ts';
import { parseLexiconCsv } from './parse-lexicon-csv.ts';

export interface ManageLexiconDeps {
  readonly lexicons: LexiconStore;
  readonly clock: Clock;
}

function requireScope(principal: Principal): void {
  if (hasScope(principal, 'ingest')) return;
  throw new UserError('auth.forbidden', 'This needs the scope ingest.');
}

/** All entries of the Tenant, by name. Throws `UserError('auth.forbidden')` without the scope `ingest`. */
export class ListLexicon {
  constructor(private readonly deps: Pick<ManageLexiconDeps, 'lexicons'>) {}

  async run(principal: Principal): Promise<readonly LexiconEntry[]> {
    requireScope(principal);
    return (await this.deps.lexicons.read(principal)).entries;
  }
}

/** Adds an entry or replaces the one of its name. Throws `UserError`: `request.invalid`, `lexicon.full`, `auth.forbidden`. */
export class SaveLexiconEntry {
  constructor(private readonly deps: ManageLexiconDeps) {}

  async run(principal: Principal, entry: NewLexiconEntry): Promise<LexiconEntry> {
    requireScope(principal);
    const saved = toLexiconEntry(entry);
    await this.deps.lexicons.change(principal, {
      put: [saved],
      remove: [],
      replace: false,
      action: 'lexicon.entry-saved',
      at: this.deps.clock.now(),
    });
    return saved;
  }
}

/** Takes an entry out. Throws `UserError`: `lexicon.not-found`, `auth.forbidden`. */
export class RemoveLexiconEntry {
  constructor(private readonly deps: ManageLexiconDeps) {}

  async run(principal: Principal, name: string): Promise<void> {
    requireScope(principal);
    const { removed } = await this.deps.lexicons.change(principal, {
      put: [],
      remove: [name],
      replace: false,
      action: 'lexicon.entry-removed',
      at: this.deps.clock.now(),
    });
    if (removed === 0) throw new UserError('lexicon.not-found', `The lexicon has no entry "${name}".`);
  }
}

export interface LexiconImport {
  readonly entries?: readonly NewLexiconEntry[];
  /** A line an entry: its kind, then its terms. */
  readonly csv?: string;
  /** Whether entries that are not among these go. */
  readonly replace?: boolean;
}

/**
 * Adds or replaces many entries, all or none. Throws `UserError`: `request.invalid` that names the first entry at
 * fault, `lexicon.full`, `auth.forbidden`.
 */
export class ImportLexicon {
  constructor(private readonly deps: ManageLexiconDeps) {}

  async run(
    principal: Principal,
    { entries = [], csv, replace = false }: LexiconImport,
  ): Promise<LexiconCounts> {
    requireScope(principal);
    const given = [
      ...entries.map((entry, index) => ({ entry, where: `entry ${index + 1}` })),
      ...(csv === undefined ? [] : parseLexiconCsv(csv)),
    ];
    if (given.length > lexiconLimits.entries) {
      throw new UserError(
        'lexicon.full',
        `At most ${lexiconLimits.entries} entries are kept, not ${given.length}.`,
      );
    }
    const put = new Map<string, LexiconEntry>();
    for (const { entry, where } of given) {
      const checked = toLexiconEntry(entry, where);
      if (put.has(checked.name))
        throw new UserError('request.invalid', `${where}: "${checked.name}" is there twice.`);
      put.set(checked.name, checked);
    }
    return this.deps.lexicons.change(principal, {
      put: [...put.values()],
      remove: [],
      replace,
      action: 'lexicon.imported',
      at: this.deps.clock.now(),
    });
  }
}
