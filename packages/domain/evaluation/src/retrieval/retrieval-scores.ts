import { bootstrapInterval, type Interval } from '../statistics/bootstrap-interval.ts';

/** What is measured of one query's ranking, each 0…1. The last two only where the dataset quotes its evidence. */
export const retrievalMetrics = [
  'ndcg10',
  'recall5',
  'recall10',
  'recall100',
  'mrr10',
  'goldRecall5',
  'goldRecall10',
] as const;
export type RetrievalMetric = (typeof retrievalMetrics)[number];

type GoldMetric = 'goldRecall5' | 'goldRecall10';
type Measured<Value> = { readonly [Metric in Exclude<RetrievalMetric, GoldMetric>]: Value } & {
  readonly [Metric in GoldMetric]?: Value;
};

export type QueryScores = Measured<number>;

/** Means over queries with their 95 % bootstrap intervals. */
export type RetrievalScores = QueryScores & { readonly intervals: Measured<Interval> };

/** Means over queries; of gold sentences over those queries that have some. */
export function summarizeScores(queries: readonly QueryScores[]): RetrievalScores {
  const means: Partial<Record<RetrievalMetric, number>> = {};
  const intervals: Partial<Record<RetrievalMetric, Interval>> = {};
  for (const metric of retrievalMetrics) {
    const values = queries.flatMap((scores) => scores[metric] ?? []);
    if (values.length === 0 && metric.startsWith('gold')) continue;
    means[metric] = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    intervals[metric] = bootstrapInterval(values);
  }
  // The loop has set every metric but those of gold sentences.
  return { ...(means as QueryScores), intervals: intervals as Measured<Interval> };
}
