import { type ChunkId, type CollectionId, hasScope, type Principal, UserError } from '@groundwork/kernel';
import type {
  ChunkIndex,
  IndexQuery,
  LegCandidate,
  LegRankings,
  StoredPassage,
  TermStatistics,
} from '@groundwork/retrieval';
import type { Database, Transaction } from '../database/database.ts';
import { encodeVector } from './insert-vectors.ts';
import { type PassageRow, toPassage } from './passage-row.ts';
import { storedTerm } from './stored-term.ts';

const k1 = 0.9;
const b = 0.4;
const scanPage = 500;

interface RankedRow extends PassageRow {
  readonly lexical: number | null;
  readonly vector: number | null;
}

interface LexicalStatistics extends TermStatistics {
  readonly averageLength: number;
}

export class PostgresChunkIndex implements ChunkIndex {
  constructor(private readonly database: Database) {}

  async search(principal: Principal, query: IndexQuery): Promise<LegRankings> {
    return this.database.read(principal, async (tx) => {
      const statistics = await readStatistics(tx, [...query.terms.keys()]);
      const rows = await rank(tx, query, statistics);
      return {
        lexical: legOf(rows, 'lexical'),
        vector: legOf(rows, 'vector'),
        passages: new Map(rows.map((row) => [row.id, toPassage(row)])),
        statistics,
      };
    });
  }

  async stillVisible(principal: Principal, chunkIds: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>> {
    const rows = await this.database.read(principal, (tx) =>
      tx.query<{ id: ChunkId }>('SELECT id FROM chunk WHERE id = ANY ($1::bigint[])', [chunkIds]),
    );
    return new Set(rows.map((row) => row.id));
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
                  c.span_end, c.heading_path, c.page_start, c.page_end, c.language, v.flags
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

async function readStatistics(tx: Transaction, terms: readonly string[]): Promise<LexicalStatistics> {
  const named = new Map(terms.map((term) => [storedTerm(term), term]));
  const rows = await tx.query<{ chunks: number; length: number; term: string | null; found: number | null }>(
    `SELECT s.chunks::float8 AS chunks, s.total_length::float8 AS length, t.term, t.chunks AS found
       FROM index_state s LEFT JOIN term_chunks($1) t ON true`,
    [[...named.keys()]],
  );
  const chunks = rows[0]?.chunks ?? 0;
  const chunksWith = new Map<string, number>();
  for (const { term, found } of rows) {
    const name = term === null ? undefined : named.get(term);
    if (name !== undefined && found !== null) chunksWith.set(name, found);
  }
  return { chunks, chunksWith, averageLength: Math.max(1, (rows[0]?.length ?? 0) / Math.max(1, chunks)) };
}

/** Both legs and the rows of their candidates in one statement; what is visible is the database's own filter. */
async function rank(tx: Transaction, query: IndexQuery, statistics: LexicalStatistics): Promise<RankedRow[]> {
  const terms: string[] = [];
  const weights: number[] = [];
  for (const [term, weight] of query.terms) {
    const found = statistics.chunksWith.get(term);
    if (found === undefined) continue;
    terms.push(storedTerm(term));
    weights.push(weight * (k1 + 1) * Math.log(1 + (statistics.chunks - found + 0.5) / (found + 0.5)));
  }
  const values: unknown[] = [
    terms,
    weights,
    k1 * (1 - b),
    (k1 * b) / statistics.averageLength,
    query.limit,
    query.collections,
  ];
  const vectorLeg = query.vector ? vectorSql(query.vector.values.length) : noVectorSql;
  if (query.vector) values.push(query.vector.spaceId, encodeVector(query.vector.values));
  return tx.query<RankedRow>(
    `WITH lexical AS (${lexicalSql(query.collections !== undefined)}), vector AS (${vectorLeg})
     SELECT c.id, lexical.score AS lexical, vector.score AS vector, c.document_id, c.version_id, c.collection_id,
            d.external_id, d.title, c.text, c.span_start, c.span_end, c.heading_path, c.page_start, c.page_end,
            c.language, d.flags
       FROM lexical FULL JOIN vector USING (chunk_id)
       JOIN chunk c ON c.tenant_id = current_tenant() AND c.id = chunk_id
       JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id`,
    values,
  );
}

/** BM25; a posting holds the length of its Chunk, so that nothing else is read to score it. */
function lexicalSql(filtered: boolean): string {
  return `
    SELECT p.chunk_id, sum(q.weight * p.count / (p.count + $3::float8 + $4::float8 * p.length)) AS score
      FROM unnest($1::text[], $2::float8[]) AS q (term, weight)
      JOIN posting p ON p.term = q.term
      ${filtered ? 'JOIN chunk f ON f.tenant_id = p.tenant_id AND f.id = p.chunk_id AND f.collection_id = ANY ($6::uuid[])' : ''}
     GROUP BY p.chunk_id ORDER BY score DESC, p.chunk_id LIMIT $5`;
}

/** The cast is the one that a space's own index is built over; see `0003-index.sql.ts`. */
function vectorSql(dimensions: number): string {
  return `
    SELECT e.chunk_id, 1 - (e.values::vector(${dimensions}) <=> $8::vector) AS score
      FROM embedding e
     WHERE e.space_id = $7 AND ($6::uuid[] IS NULL OR e.collection_id = ANY ($6))
     ORDER BY e.values::vector(${dimensions}) <=> $8::vector LIMIT $5`;
}

const noVectorSql =
  'SELECT NULL::bigint AS chunk_id, NULL::float8 AS score WHERE $6::uuid[] IS NULL AND false';

function legOf(rows: readonly RankedRow[], leg: 'lexical' | 'vector'): LegCandidate[] {
  const candidates = rows.flatMap((row) => {
    const score = row[leg];
    return score === null ? [] : [{ chunkId: row.id, score }];
  });
  return candidates.sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId));
}
