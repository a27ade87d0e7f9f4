import type { Passage } from '@groundwork/retrieval';
import { percentiles, type Percentiles } from '../statistics/percentiles.ts';
import type { BeirDataset, CorpusRow } from '../datasets/read-beir-dataset.ts';
import { retrievalScores, type RetrievalScores } from './retrieval-metrics.ts';

export interface RetrievalEvaluation {
  readonly dataset: string;
  readonly docs: number;
  readonly queries: number;
  /** BM25 alone, the vectors alone, and what production ranks by. Over the same candidates. */
  readonly lexical: RetrievalScores;
  readonly vector: RetrievalScores;
  readonly fused: RetrievalScores;
  readonly docsPerSecond: number;
  /** Of searches for ten Passages, the query not seen before. */
  readonly queryMs: Percentiles;
}

export interface EvaluateRetrievalInput {
  readonly dataset: BeirDataset;
  /** Production's ingestion; done when every row is searchable. A Document's `externalId` is its row's `_id`. */
  readonly ingest: (rows: AsyncIterable<CorpusRow>) => Promise<void>;
  /** Production's search, with every candidate of both legs among the passages where `limit` allows. */
  readonly search: (query: string, limit: number) => Promise<{ readonly passages: readonly Passage[] }>;
  readonly onProgress?: (progress: { stage: 'ingest' | 'search'; done: number; total?: number }) => void;
}

const legs = ['lexical', 'vector', 'fused'] as const;
type Leg = (typeof legs)[number];

/** Passages of a search as people make it, which is timed, and of one that shows every candidate of both legs. */
const shown = 10;
const candidates = 200;

/** Measures retrieval through the same ingestion and search as production. */
export class EvaluateRetrieval {
  async run({ dataset, ingest, search, onProgress }: EvaluateRetrievalInput): Promise<RetrievalEvaluation> {
    let docs = 0;
    const counted = async function* () {
      for await (const row of dataset.corpus()) {
        docs += 1;
        onProgress?.({ stage: 'ingest', done: docs });
        yield row;
      }
    };
    const started = performance.now();
    await ingest(counted());
    const ingestSeconds = (performance.now() - started) / 1_000;

    const rankings: Record<Leg, Map<string, string[]>> = {
      lexical: new Map(),
      vector: new Map(),
      fused: new Map(),
    };
    const queryMs: number[] = [];
    for (const [index, { _id, text }] of dataset.queries.entries()) {
      const asked = performance.now();
      await search(text, shown);
      queryMs.push(performance.now() - asked);
      const { passages } = await search(text, candidates);
      for (const leg of legs) {
        rankings[leg].set(_id, rankDocuments(passages, leg, _id));
      }
      onProgress?.({ stage: 'search', done: index + 1, total: dataset.queries.length });
    }
    const judged = new Map(dataset.queries.map(({ _id }) => [_id, dataset.qrels.get(_id) ?? new Map()]));
    return {
      dataset: dataset.name,
      docs,
      queries: dataset.queries.length,
      lexical: retrievalScores(rankings.lexical, judged),
      vector: retrievalScores(rankings.vector, judged),
      fused: retrievalScores(rankings.fused, judged),
      docsPerSecond: docs / ingestSeconds,
      queryMs: percentiles(queryMs),
    };
  }
}

/** Documents by their best Chunk in one leg. Where queries are documents too, BEIR leaves out the query itself. */
function rankDocuments(passages: readonly Passage[], leg: Leg, queryId: string): string[] {
  const best = new Map<string, number>();
  for (const { externalId, scores } of passages) {
    const score = scores[leg];
    if (score === undefined || externalId === queryId) continue;
    best.set(externalId, Math.max(score, best.get(externalId) ?? -Infinity));
  }
  return [...best].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}
