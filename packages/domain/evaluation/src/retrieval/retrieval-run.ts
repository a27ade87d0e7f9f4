import { readFile } from 'node:fs/promises';
import { UserError } from '@groundwork/kernel';
import { z } from 'zod';
import { RunConfiguration } from '../records/run-configuration.ts';
import { comparePaired, type PairedDifference } from '../statistics/compare-paired.ts';

const QueryScoresRow = z.object({
  ndcg10: z.number(),
  recall5: z.number(),
  recall10: z.number(),
  recall100: z.number(),
  mrr10: z.number(),
  goldRecall5: z.number().optional(),
  goldRecall10: z.number().optional(),
});

/** A run with the scores of each query: what two configurations are compared by. */
export const RetrievalRun = z.object({
  dataset: z.object({ name: z.string(), selection: z.string().optional(), hash: z.string() }),
  configuration: RunConfiguration,
  perQuery: z
    .array(
      z.object({
        id: z.string(),
        reranked: z.boolean(),
        rankings: z.object({
          lexical: QueryScoresRow,
          vector: QueryScoresRow,
          fused: QueryScoresRow,
          reranked: QueryScoresRow,
        }),
      }),
    )
    .readonly(),
});
export type RetrievalRun = z.infer<typeof RetrievalRun>;

/** Reads a run that `eval retrieval --save` wrote. Throws `UserError('dataset.invalid')` for any other file. */
export async function readRetrievalRun(path: string): Promise<RetrievalRun> {
  try {
    return RetrievalRun.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new UserError('dataset.invalid', `${path}: is not a run that \`eval retrieval --save\` wrote.`, {
      cause,
    });
  }
}

/** `final` is what production ranks by: reranked where a reranker took part, fused elsewhere. */
const compared = ['lexical', 'vector', 'fused', 'final'] as const;
const metrics = ['ndcg10', 'recall10', 'recall100', 'mrr10', 'goldRecall5'] as const;

export interface RunDifference extends PairedDifference {
  readonly ranking: (typeof compared)[number];
  readonly metric: (typeof metrics)[number];
  /** Means over the queries that both runs have. */
  readonly before: number;
  readonly after: number;
}

export interface RunComparison {
  /** Whether the two read the same documents, queries and judgements. */
  readonly sameDataset: boolean;
  /** Queries of only one of the runs: they are left out. */
  readonly unpaired: number;
  readonly differences: readonly RunDifference[];
}

/**
 * Two runs, query by query, paired by the queries' ids: two configurations on one dataset, or one configuration on two
 * forms of it. Throws `UserError('dataset.invalid')` where they have no query in common.
 */
export function compareRuns(before: RetrievalRun, after: RetrievalRun): RunComparison {
  const earlier = new Map(before.perQuery.map((query) => [query.id, query]));
  const pairs = after.perQuery.flatMap((query) => {
    const other = earlier.get(query.id);
    return other ? [[other, query] as const] : [];
  });
  if (pairs.length === 0) throw new UserError('dataset.invalid', 'The two runs have no query in common.');
  const differences = compared.flatMap((ranking) =>
    metrics.flatMap((metric): RunDifference[] => {
      const scores = pairs.flatMap(([a, b]) => {
        const [was, is] = [scoresOf(a, ranking)[metric], scoresOf(b, ranking)[metric]];
        return was === undefined || is === undefined ? [] : [{ was, is }];
      });
      if (scores.length === 0) return [];
      const [was, is] = [scores.map((score) => score.was), scores.map((score) => score.is)];
      return [{ ranking, metric, before: mean(was), after: mean(is), ...comparePaired(was, is) }];
    }),
  );
  return {
    sameDataset: before.dataset.hash === after.dataset.hash,
    unpaired: before.perQuery.length + after.perQuery.length - 2 * pairs.length,
    differences,
  };
}

function scoresOf(
  { rankings, reranked }: RetrievalRun['perQuery'][number],
  ranking: RunDifference['ranking'],
) {
  return rankings[ranking === 'final' ? (reranked ? 'reranked' : 'fused') : ranking];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
