import { actorOf } from '@groundwork/access';
import { type Principal, UserError } from '@groundwork/kernel';
import {
  type LexiconChange,
  type LexiconCounts,
  type LexiconEntry,
  lexiconLimits,
  type LexiconStore,
  type StoredLexicon,
} from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.ts';
import { lockIndex } from './lock-index.ts';

export class PostgresLexiconStore implements LexiconStore {
  constructor(private readonly database: Database) {}

  read(principal: Principal): Promise<StoredLexicon> {
    return this.database.read(principal, async (tx) => {
      const entries = await tx.query<LexiconEntry & QueryResultRow>(
        'SELECT name, kind, terms FROM lexicon_entry ORDER BY name COLLATE "C"',
      );
      const [state] = await tx.query<{ revision: string }>(
        'SELECT lexicon_revision AS revision FROM index_state',
      );
      return { revision: state?.revision ?? '0', entries };
    });
  }

  change(principal: Principal, change: LexiconChange): Promise<LexiconCounts> {
    const { put, remove, replace, action, at } = change;
    return this.database.work(principal.tenantId, async (tx) => {
      await lockIndex(tx);
      const gone = await tx.query(
        `DELETE FROM lexicon_entry WHERE name = ANY ($1) OR ($2 AND name <> ALL ($3)) RETURNING name`,
        [remove, replace, put.map(({ name }) => name)],
      );
      await tx.query(
        `INSERT INTO lexicon_entry AS e (tenant_id, name, kind, terms, updated_at)
         SELECT current_tenant(), n.name, n.kind, n.terms, $2
           FROM jsonb_to_recordset($1::jsonb) AS n (name text, kind text, terms text[])
         ON CONFLICT (tenant_id, name)
         DO UPDATE SET kind = excluded.kind, terms = excluded.terms, updated_at = excluded.updated_at
          WHERE (e.kind, e.terms) IS DISTINCT FROM (excluded.kind, excluded.terms)`,
        [JSON.stringify(put), at],
      );
      const [{ entries } = { entries: 0 }] = await tx.query<{ entries: number }>(
        'SELECT count(*)::integer AS entries FROM lexicon_entry',
      );
      if (entries > lexiconLimits.entries) {
        throw new UserError(
          'lexicon.full',
          `The lexicon would hold ${entries} entries; ${lexiconLimits.entries} is the most.`,
        );
      }
      await tx.query(
        'UPDATE index_state SET lexicon_revision = lexicon_revision + 1, revision = revision + 1',
      );
      const counts = { put: put.length, removed: gone.length, entries };
      await tx.query(
        `INSERT INTO audit_event (tenant_id, at, actor, action, subject, details)
         VALUES (current_tenant(), $1, $2, $3, $4, $5)`,
        [at, actorOf(principal), action, subjectOf(change), JSON.stringify(counts)],
      );
      return counts;
    });
  }
}

/** The entry where it is one; an import is of the lexicon as a whole. */
function subjectOf({ put, remove }: LexiconChange): string {
  const names = [...put.map(({ name }) => name), ...remove];
  return names.length === 1 ? names[0]! : 'lexicon';
}
