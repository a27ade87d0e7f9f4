import { type ChunkId, type CollectionId, hasScope, type Principal, UserError } from '@groundwork/kernel';
import type { ChunkIndex, IndexQuery, LegRankings, Neighbours, StoredPassage } from '@groundwork/retrieval';
import type { Database } from '../database/database.ts';
import { openSearch, type SearchScope } from './open-search.ts';
import { type PassageRow, toPassage } from './passage-row.ts';
import { rankPostings } from './rank-postings.ts';
import { readNearest, startScan } from './read-nearest.ts';
import { readNeighbours } from './read-neighbours.ts';
import { readPassages, readWanted } from './read-passages.ts';
import { verifyPhrases } from './verify-phrases.ts';

const scanPage = 500;
const mostScopes = 1_000;

export class PostgresChunkIndex implements ChunkIndex {
  /** What readers saw at their last search, the latest last: a guess that every search checks. */
  private readonly scopes = new Map<string, SearchScope>();

  constructor(private readonly database: Database) {}

  async search(principal: Principal, query: IndexQuery): Promise<LegRankings> {
    const { vector, limit } = query;
    const key = JSON.stringify([principal.tenantId, principal.grants, query.collections, vector?.spaceId]);
    const known = this.scopes.get(key);
    return this.database.read(principal, async (tx) => {
      const opening = openSearch(tx, query);
      // Most often nothing has changed since the reader's last search: the scan that was right then runs meanwhile.
      const started = vector && known && startScan(tx, { ...vector, limit, scope: known });
      const { postings, beside, phrases, averageLength, scope, ...state } = await opening;
      this.remember(key, scope);
      const ranked = rankPostings(postings, { averageLength, limit, ...beside });
      // Whether a phrase is there, only the text tells.
      const supposed = ranked.filter((one) => (one.supposed ?? []).length > 0).map(({ chunkId }) => chunkId);
      const [nearest, read] = await Promise.all([
        vector ? readNearest(tx, { ...vector, limit, scope }, started) : [],
        readPassages(tx, supposed),
      ]);
      const found = { lexical: verifyPhrases(ranked, phrases, read), vector: nearest, ...state };
      return { ...found, passages: await readWanted(tx, found, { wanted: query.wanted, read }) };
    });
  }

  private remember(key: string, scope: SearchScope): void {
    this.scopes.delete(key);
    this.scopes.set(key, scope);
    const [oldest] = this.scopes.keys();
    if (this.scopes.size > mostScopes && oldest !== undefined) this.scopes.delete(oldest);
  }

  async stillVisible(principal: Principal, chunkIds: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<{ id: ChunkId }>('SELECT id FROM chunk WHERE id = ANY ($1::bigint[])', [chunkIds]),
    );
    return new Set(rows.map((row) => row.id));
  }

  async neighbours(
    principal: Principal,
    chunkIds: readonly ChunkId[],
  ): Promise<ReadonlyMap<ChunkId, Neighbours>> {
    return this.database.read(principal, (tx) => readNeighbours(tx, chunkIds));
  }

  /** Page by page, each a transaction of its own: history does not change, so nothing is missed or seen twice. */
  async *scanAsOf(
    principal: Principal,
    query: {
      readonly at: Date;
      readonly grants: readonly string[];
      readonly collections?: readonly CollectionId[];
    },
  ): AsyncGenerator<StoredPassage> {
    if (!hasScope(principal, 'audit')) {
      throw new UserError('auth.forbidden', 'Reading history needs the scope audit');
    }
    for (let after = '0'; ;) {
      const rows = await this.database.audit(principal, (tx) =>
        tx.query<PassageRow>(
          `SELECT c.id, c.document_id, c.version_id, c.collection_id, d.external_id, v.title, c.text, c.span_start,
                  c.span_end, c.heading_path, c.page_start, c.page_end, c.cells, c.language, v.flags
             FROM chunk c
             JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
             JOIN document_version v ON v.tenant_id = c.tenant_id AND v.id = c.version_id
             JOIN document_access a ON a.tenant_id = c.tenant_id AND a.document_id = c.document_id
              AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
             JOIN access_list l ON l.tenant_id = a.tenant_id AND l.id = a.access_list_id AND l.grants && $2::text[]
            WHERE c.id > $3 AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)
              AND ($4::uuid[] IS NULL OR c.collection_id = ANY ($4))
            ORDER BY c.id LIMIT $5`,
          [query.at, query.grants, after, query.collections, scanPage],
        ),
      );
      for (const row of rows) yield toPassage(row);
      const last = rows.at(-1);
      if (!last || rows.length < scanPage) return;
      after = last.id;
    }
  }

  async revision(principal: Principal): Promise<string> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<{ revision: string }>('SELECT revision FROM index_state'),
    );
    return rows[0]?.revision ?? '0';
  }
}
