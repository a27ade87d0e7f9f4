import {
  allTerms,
  type IndexQuery,
  type TermStatistics,
  type WeighedQuery,
  weighQuery,
} from '@groundwork/retrieval';
import type { QueryResultRow } from 'pg';
import type { Transaction } from '../database/database.ts';
import type { PostingGroups, TermPostings } from './rank-postings.ts';
import { storedTerm } from './stored-term.ts';
import { vectorIndexName } from './vector-indexes.ts';

/** What the Principal sees of the Collections asked for: the access lists, and how many Chunks they hold. */
export interface SearchScope {
  readonly lists: readonly number[];
  readonly visible: number;
  /** Published Chunks of the Tenant. */
  readonly chunks: number;
  /** Whether the EmbeddingSpace asked for has an index that is ready. */
  readonly hasVectorIndex: boolean;
}

export interface OpenedSearch {
  readonly statistics: TermStatistics;
  readonly revision: string;
  readonly averageLength: number;
  readonly postings: readonly TermPostings[];
  readonly beside: PostingGroups;
  readonly phrases: WeighedQuery['phrases'];
  readonly lexiconRevision: string;
  readonly scope: SearchScope;
}

interface OpeningRow {
  readonly revision: string;
  readonly lexicon: string;
  readonly chunks: number;
  readonly length: number;
  readonly lists: number[];
  readonly visible: number;
  readonly indexed: boolean | null;
  readonly term: string | null;
  readonly found: number | null;
  readonly postings: Buffer | null;
}

// Access lists belong to one Collection each, so that integers decide this too.
const scopeTables = `
  index_state s
  CROSS JOIN (SELECT coalesce(array_agg(id), '{}') AS lists, coalesce(sum(chunks), 0)::float8 AS visible
                FROM access_list
               WHERE id = ANY ((SELECT visible_access_lists())::integer[])
                 AND ($1::uuid[] IS NULL OR collection_id = ANY ($1))) l`;
const scopeColumns = `
  s.revision, s.lexicon_revision AS lexicon, s.chunks::float8 AS chunks, s.total_length::float8 AS length, l.lists, l.visible,
  (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($2)) AS indexed`;

const statements = {
  withTerms: {
    name: 'open-search',
    text: `
    SELECT ${scopeColumns}, t.term, t.chunks AS found, p.postings
      FROM ${scopeTables}
      LEFT JOIN term_chunks($3) t ON true
      LEFT JOIN LATERAL (SELECT string_agg(entries, '') AS postings FROM posting
                          WHERE term = t.term AND access_list_id = ANY (l.lists)) p ON true`,
  },
  withoutTerms: {
    name: 'open-search-without-terms',
    text: `
    SELECT ${scopeColumns}, NULL AS term, NULL::integer AS found, NULL::bytea AS postings FROM ${scopeTables}`,
  },
} as const;

/**
 * All but the vectors in one statement: statistics of the Tenant, what is in sight, and the terms' visible postings,
 * which are scored here rather than in the database.
 */
export async function openSearch(tx: Transaction, query: IndexQuery): Promise<OpenedSearch> {
  const named = new Map([...allTerms(query)].map((term) => [storedTerm(term), term]));
  const { withTerms, withoutTerms } = statements;
  const scope = [query.collections ?? null, query.vector ? vectorIndexName(query.vector.spaceId) : null];
  const rows =
    named.size > 0
      ? await tx.query<OpeningRow & QueryResultRow>(withTerms, [...scope, [...named.keys()]])
      : await tx.query<OpeningRow & QueryResultRow>(withoutTerms, scope);
  const {
    chunks = 0,
    length = 0,
    revision = '0',
    lexicon = '0',
    lists = [],
    visible = 0,
    indexed = null,
  } = rows[0] ?? {};
  const chunksWith = new Map<string, number>();
  const found = new Map<string, Buffer>();
  for (const { term, found: holders, postings } of rows) {
    const name = term === null ? undefined : named.get(term);
    if (name === undefined || holders === null) continue;
    chunksWith.set(name, holders);
    if (postings) found.set(name, postings);
  }
  const statistics = { chunks, chunksWith };
  const { terms, groups, phrases } = weighQuery(query, statistics);
  // In the order in which the database found them: sums of fractions depend on it.
  const postingsOf = (worths: ReadonlyMap<string, number>): TermPostings[] =>
    [...found].flatMap(([term, entries]) =>
      worths.has(term) ? [{ worth: worths.get(term)!, entries }] : [],
    );
  return {
    statistics,
    revision,
    lexiconRevision: lexicon,
    averageLength: Math.max(1, length / Math.max(1, chunks)),
    postings: postingsOf(terms),
    beside: {
      groups: groups.map((wordings) =>
        wordings.flatMap(({ terms, needs }) => {
          const needed = entriesOf(needs, found);
          return needed ? [{ terms: postingsOf(terms), needs: needed }] : [];
        }),
      ),
      phrases: phrases.map(({ phrase, worth }) => ({
        worth,
        entries: entriesOf(phrase.terms.keys(), found) ?? [],
      })),
    },
    phrases,
    scope: { lists, visible, chunks, hasVectorIndex: indexed === true },
  };
}

/** Of all these terms, or nothing where one of them is in no Chunk that is in sight. */
function entriesOf(terms: Iterable<string>, found: ReadonlyMap<string, Buffer>): Buffer[] | undefined {
  const entries = [...terms].map((term) => found.get(term));
  return entries.every((one) => one !== undefined) ? entries : undefined;
}
