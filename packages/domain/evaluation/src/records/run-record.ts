import { z } from 'zod';
import { RunConfiguration } from './run-configuration.ts';

const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]).readonly();
const measured = <Value extends z.ZodType>(value: Value) => ({
  ndcg10: value,
  recall5: value,
  recall10: value,
  recall100: value,
  mrr10: value,
  goldRecall5: value.optional(),
  goldRecall10: value.optional(),
});
const scores = z.object({ ...measured(share), intervals: z.object(measured(interval)) });
const rankings = { lexical: scores, vector: scores, fused: scores, reranked: scores.optional() };
const percentiles = z.object({ p50: z.number(), p95: z.number() });

const dataset = z.object({
  name: z.string(),
  selection: z.string().optional(),
  hash: z.string(),
  docs: z.number(),
  queries: z.number(),
});
const run = { date: z.iso.datetime(), dataset, configuration: RunConfiguration };

const RetrievalRecord = z.object({
  kind: z.literal('retrieval'),
  ...run,
  rankings: z.object(rankings),
  languages: z.record(z.string(), z.object({ queries: z.number(), ...rankings })),
  comparisons: z
    .array(
      z.object({
        metric: z.string(),
        ranking: z.string(),
        than: z.string(),
        pairs: z.number(),
        difference: z.number(),
        interval,
        p: share,
      }),
    )
    .readonly(),
  /** Mean length of the first five Passages, where there are gold sentences: long ones hold them more easily. */
  passageChars: z.number().optional(),
  speed: z.object({
    docsPerSecond: z.number(),
    /** Vectors that came from a cache: where there are any, documents per second say nothing of the model. */
    cachedEmbeddings: z.number(),
    queryMs: percentiles.extend({ count: z.number() }),
  }),
});
export type RetrievalRecord = z.infer<typeof RetrievalRecord>;

const answerScores = z.object({
  questions: z.number(),
  answerable: z.number(),
  answered: share.optional(),
  correct: share.optional(),
  tokenRecall: share.optional(),
  tokenF1: share.optional(),
  citations: z.object({
    count: z.number(),
    exact: share.optional(),
    precision: share.optional(),
    recall: share.optional(),
  }),
  abstention: z.object({ precision: share.optional(), recall: share.optional() }),
  firstSentenceMs: percentiles,
  costUsd: z.number(),
});

const AnswersRecord = z.object({
  kind: z.literal('answers'),
  ...run,
  scores: answerScores,
  splits: z.record(z.string(), answerScores),
});
export type AnswersRecord = z.infer<typeof AnswersRecord>;

/** One evaluation as it is committed: what was measured, on which data, with which configuration. */
export const RunRecord = z.discriminatedUnion('kind', [RetrievalRecord, AnswersRecord]);
export type RunRecord = z.infer<typeof RunRecord>;

/**
 * A record as the text of its file: unknown keys left out, numbers to four decimals, so that a repeated run changes
 * few lines. Throws `ZodError` for what is no record.
 */
export function serializeRecord(record: RunRecord): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
  return `${JSON.stringify(RunRecord.parse(record), rounded, 2)}\n`;
}

/** Where a record goes below the folder of records: a repeated run takes the place of the one before. */
export function recordPath({ kind, dataset: { name, selection }, configuration }: RunRecord): string {
  const models = [configuration.embedding.model, kind === 'answers' && configuration.answers];
  const file = [`${name} ${selection ?? ''}`, ...models].filter((part) => typeof part === 'string').map(slug);
  return `${kind}/${file.join('.')}.json`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '');
}
