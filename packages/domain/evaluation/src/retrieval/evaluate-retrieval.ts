import { type Passage, queryLanguage } from '@groundwork/retrieval';
import type { BeirDataset, QueryRow } from '../datasets/read-beir-dataset.ts';
import { inParallel } from '../in-parallel.ts';
import { comparePaired, type PairedDifference } from '../statistics/compare-paired.ts';
import { percentiles, type Percentiles } from '../statistics/percentiles.ts';
import { sample } from '../statistics/sample.ts';
import type { RankingName } from './rankings.ts';
import { type RetrievalScores, summarizeScores } from './retrieval-scores.ts';
import { QueryScorer, type ScoredQuery } from './score-query.ts';

/** BM25 alone, the vectors alone, both fused, and, where a reranker took part, the order it made of that. */
export interface RankingScores {
  readonly lexical: RetrievalScores;
  readonly vector: RetrievalScores;
  readonly fused: RetrievalScores;
  readonly reranked?: RetrievalScores;
}

/** How one ranking of the same search stands to another: `difference` is `ranking − than`. */
export interface RankingComparison extends PairedDifference {
  readonly metric: 'ndcg10';
  readonly ranking: RankingName;
  readonly than: RankingName;
}

export interface RetrievalEvaluation extends RankingScores {
  readonly dataset: string;
  readonly docs: number;
  readonly queries: number;
  /** The same by the queries' language, where they have more than one. */
  readonly languages: Readonly<Record<string, RankingScores & { readonly queries: number }>>;
  readonly comparisons: readonly RankingComparison[];
  /** Mean length of the first five Passages, which gold-sentence recall depends on. */
  readonly passageChars: number;
  readonly docsPerSecond: number;
  /** Of searches for ten Passages, one after the other, the query not seen before. */
  readonly queryMs: Percentiles & { readonly count: number };
  readonly perQuery: readonly ScoredQuery[];
}

export interface EvaluateRetrievalInput {
  readonly dataset: Omit<BeirDataset, 'corpus'>;
  /** How many rows the corpus has. */
  readonly docs: number;
  /** Production's ingestion; done when every row is searchable. A Document's `externalId` is its row's `_id`. */
  readonly ingest: () => Promise<void>;
  /** Production's search, with every candidate of both legs among the passages where `limit` allows. */
  readonly search: (query: string, limit: number) => Promise<{ readonly passages: readonly Passage[] }>;
  readonly onProgress?: (progress: { stage: 'time' | 'search'; done: number; total: number }) => void;
}

/** Passages of a search as people make it, which is timed, and of one that shows every candidate of both legs. */
const shown = 10;
const candidates = 200;

/** Searches that are timed, and those that are under way at once where nothing is. */
const timed = 200;
const parallelSearches = 4;

/** Measures retrieval through the same ingestion and search as production. */
export class EvaluateRetrieval {
  async run(input: EvaluateRetrievalInput): Promise<RetrievalEvaluation> {
    const { dataset, docs, ingest, search, onProgress } = input;
    const started = performance.now();
    await ingest();
    const ingestSeconds = (performance.now() - started) / 1_000;

    const { queries } = dataset;
    const queryMs: number[] = [];
    for (const { text } of sample(queries, timed, 1)) {
      const asked = performance.now();
      await search(text, shown);
      queryMs.push(performance.now() - asked);
      onProgress?.({ stage: 'time', done: queryMs.length, total: Math.min(timed, queries.length) });
    }
    const scored = new Map<QueryRow, ScoredQuery>();
    const scorer = new QueryScorer(dataset.qrels);
    await inParallel(queries, parallelSearches, async (query) => {
      scored.set(query, scorer.score(query, (await search(query.text, candidates)).passages));
      onProgress?.({ stage: 'search', done: scored.size, total: queries.length });
    });
    // In the dataset's order, so that the resampling draws the same queries each time.
    const perQuery = queries.map((query) => scored.get(query)!);
    return {
      dataset: dataset.name,
      docs,
      queries: queries.length,
      ...summarizeRankings(perQuery),
      languages: byLanguage(queries, perQuery),
      comparisons: compareRankings(perQuery),
      passageChars: perQuery.reduce((sum, query) => sum + query.passageChars, 0) / queries.length,
      docsPerSecond: docs / ingestSeconds,
      queryMs: { ...percentiles(queryMs), count: queryMs.length },
      perQuery,
    };
  }
}

function summarizeRankings(queries: readonly ScoredQuery[]): RankingScores {
  const of = (ranking: RankingName) => summarizeScores(queries.map(({ rankings }) => rankings[ranking]));
  return {
    lexical: of('lexical'),
    vector: of('vector'),
    fused: of('fused'),
    ...(isReranked(queries) && { reranked: of('reranked') }),
  };
}

function byLanguage(queries: readonly QueryRow[], perQuery: readonly ScoredQuery[]) {
  const groups = new Map<string, ScoredQuery[]>();
  for (const [index, { text, metadata }] of queries.entries()) {
    const language = typeof metadata['language'] === 'string' ? metadata['language'] : queryLanguage(text);
    groups.set(language, [...(groups.get(language) ?? []), perQuery[index]!]);
  }
  if (groups.size < 2) return {};
  const parts = [...groups].sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    parts.map(([language, part]) => [language, { queries: part.length, ...summarizeRankings(part) }]),
  );
}

function compareRankings(queries: readonly ScoredQuery[]): RankingComparison[] {
  const ndcg10 = (ranking: RankingName) => queries.map(({ rankings }) => rankings[ranking].ndcg10);
  const pairs: [RankingName, RankingName][] = [
    ['fused', 'lexical'],
    ['fused', 'vector'],
    ...(isReranked(queries) ? ([['reranked', 'fused']] as [RankingName, RankingName][]) : []),
  ];
  return pairs.map(([ranking, than]) => ({
    metric: 'ndcg10',
    ranking,
    than,
    ...comparePaired(ndcg10(than), ndcg10(ranking)),
  }));
}

const isReranked = (queries: readonly ScoredQuery[]) => queries.some(({ reranked }) => reranked);
