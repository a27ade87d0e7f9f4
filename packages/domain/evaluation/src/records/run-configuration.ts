import { z } from 'zod';

/** What produced a figure, as far as it can be told; enough to make it again. */
export const RunConfiguration = z.object({
  embedding: z.object({ model: z.string(), version: z.string(), dimensions: z.number() }),
  /** Which fusion of the legs, by its version. */
  fusion: z.string(),
  /** Absent where nothing reranked. */
  reranker: z.string().optional(),
  /** Who wrote the answers; absent where none were written. */
  answers: z.string().optional(),
  /** Kind and versions, e.g. `embedded: PostgreSQL 17.5, pgvector 0.8.1`. */
  database: z.string(),
  node: z.string(),
  /** Platform, architecture and number of CPUs: what speeds depend on. */
  machine: z.string(),
  groundwork: z.object({ version: z.string(), commit: z.string().optional() }),
});
export type RunConfiguration = z.infer<typeof RunConfiguration>;
