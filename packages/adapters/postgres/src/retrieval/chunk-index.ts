import { type ChunkId, type CollectionId, hasScope, type Principal, UserError } from '@groundwork/kernel';
import type {
  ChunkIndex,
  IndexQuery,
  LegCandidate,
  LegRankings,
  StoredPassage,
  TermStatistics,
} from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Database, Transaction } from '../database/database.ts';
import { encodeVector } from './insert-vectors.ts';
import { type PassageRow, toPassage } from './passage-row.ts';
import { storedTerm } from './stored-term.ts';

const k1 = 0.9;
const b = 0.4;
const scanPage = 500;

interface RankedRow {
  readonly leg: 'lexical' | 'vector';
  readonly chunk_id: ChunkId;
  readonly score: number;
}

interface StatisticsRow {
  readonly revision: string;
  readonly chunks: number;
  readonly length: number;
  readonly term: string | null;
  readonly found: number | null;
}

interface LexicalStatistics extends TermStatistics {
  readonly averageLength: number;
  readonly revision: string;
}

export class PostgresChunkIndex implements ChunkIndex {
  constructor(private readonly database: Database) {}

  async search(principal: Principal, query: IndexQuery): Promise<LegRankings> {
    return this.database.read(principal, async (tx) => {
      const statistics = await readStatistics(tx, [...query.terms.keys()]);
      const ranked = await rank(tx, query, statistics);
      return {
        lexical: legOf(ranked, 'lexical'),
        vector: legOf(ranked, 'vector'),
        passages: await readPassages(
          tx,
          ranked.map((row) => row.chunk_id),
        ),
        statistics,
        revision: statistics.revision,
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
  const rows = await tx.query<StatisticsRow>(
    `SELECT s.revision, s.chunks::float8 AS chunks, s.total_length::float8 AS length, t.term, t.chunks AS found
       FROM index_state s LEFT JOIN term_chunks($1) t ON true`,
    [[...named.keys()]],
  );
  const chunks = rows[0]?.chunks ?? 0;
  const chunksWith = new Map<string, number>();
  for (const { term, found } of rows) {
    const name = term === null ? undefined : named.get(term);
    if (name !== undefined && found !== null) chunksWith.set(name, found);
  }
  const averageLength = Math.max(1, (rows[0]?.length ?? 0) / Math.max(1, chunks));
  return { chunks, chunksWith, averageLength, revision: rows[0]?.revision ?? '0' };
}

/** Both legs in one statement; what is visible is the database's own filter. */
async function rank(tx: Transaction, query: IndexQuery, statistics: LexicalStatistics): Promise<RankedRow[]> {
  const values: unknown[] = [query.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // Access lists belong to one Collection each, so that integers decide this too.
  const within = query.collections
    ? `access_list_id = ANY ((SELECT ARRAY(SELECT id FROM access_list
         WHERE collection_id = ANY (${bind(query.collections)}::uuid[])))::integer[])`
    : 'true';
  const legs = [`SELECT 'lexical' AS leg, l.* FROM (${lexicalLeg(query, statistics, within, bind)}) l`];
  if (query.vector) legs.push(`SELECT 'vector', v.* FROM (${vectorLeg(query.vector, within, bind)}) v`);
  return tx.query<RankedRow & QueryResultRow>(legs.join(' UNION ALL '), values);
}

/**
 * A statement of its own: joined to the legs, its plan would hang on how many rows the planner expects of them, and
 * on tables that nobody has analyzed yet it read every Chunk.
 */
async function readPassages(
  tx: Transaction,
  ids: readonly ChunkId[],
): Promise<ReadonlyMap<ChunkId, StoredPassage>> {
  const rows = await tx.query<PassageRow & QueryResultRow>(
    `SELECT c.id, c.document_id, c.version_id, c.collection_id, d.external_id, d.title, c.text, c.span_start,
            c.span_end, c.heading_path, c.page_start, c.page_end, c.language, d.flags
       FROM chunk c JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
      WHERE c.id = ANY ($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, toPassage(row)]));
}

type Bind = (value: unknown) => string;

/** BM25; a posting holds the lengths of its Chunks, so that nothing else is read to score them. */
function lexicalLeg(query: IndexQuery, statistics: LexicalStatistics, within: string, bind: Bind): string {
  const { chunks, chunksWith, averageLength } = statistics;
  const terms: string[] = [];
  const weights: number[] = [];
  for (const [term, weight] of query.terms) {
    const found = chunksWith.get(term);
    if (found === undefined) continue;
    terms.push(storedTerm(term));
    weights.push(weight * (k1 + 1) * Math.log(1 + (chunks - found + 0.5) / (found + 0.5)));
  }
  const base = bind(k1 * (1 - b));
  const slope = bind((k1 * b) / averageLength);
  return `
    SELECT block + entries[i] AS chunk_id,
           sum(weight * entries[i + 1] / (entries[i + 1] + ${base}::float8 + ${slope}::float8 * entries[i + 2])) AS score
      FROM (SELECT q.weight, p.block, p.entries, generate_series(1, cardinality(p.entries), 3) AS i
              FROM unnest(${bind(terms)}::text[], ${bind(weights)}::float8[]) AS q (term, weight)
              JOIN posting p ON p.term = q.term
             WHERE ${within}) e
     GROUP BY chunk_id ORDER BY score DESC, chunk_id LIMIT $1`;
}

/** Exact cosine, or the space's own index, which is built over the same cast. */
function vectorLeg(
  { spaceId, values }: NonNullable<IndexQuery['vector']>,
  within: string,
  bind: Bind,
): string {
  const distance = `values::vector(${values.length}) <=> ${bind(encodeVector(values))}::vector`;
  return `
    SELECT chunk_id, 1 - distance AS score
      FROM (SELECT chunk_id, ${distance} AS distance FROM embedding
             WHERE space_id = ${bind(spaceId)} AND ${within} ORDER BY distance LIMIT $1) AS nearest`;
}

function legOf(rows: readonly RankedRow[], leg: RankedRow['leg']): LegCandidate[] {
  return rows
    .filter((row) => row.leg === leg)
    .map((row) => ({ chunkId: row.chunk_id, score: row.score }))
    .sort((x, y) => y.score - x.score || Number(x.chunkId) - Number(y.chunkId));
}
