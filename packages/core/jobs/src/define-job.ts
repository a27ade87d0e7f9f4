import type { z } from 'zod';

/** A kind of background work: its name, the ids it carries, how often it is tried. */
export interface JobDefinition<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly name: Name;
  /** Ids only: the rows they name are the truth. */
  readonly payload: Payload;
  /** Deliveries before the job is left as failed; user errors are never tried again. */
  readonly attempts: number;
  /** Jobs with the same key that wait at the same time are one job; one that comes while its twin runs, runs after it. */
  readonly dedupeKey?: (payload: z.infer<Payload>) => string;
  /** Whose jobs these are: those of one share wait for one another, never for the whole backlog of another share. */
  readonly share?: (payload: z.infer<Payload>) => string;
}

export function defineJob<Name extends string, Payload extends z.ZodType>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}
