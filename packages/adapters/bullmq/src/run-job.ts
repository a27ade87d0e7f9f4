import { UserError } from '@groundwork/kernel';
import type { JobDefinition } from '@groundwork/jobs';
import { UnrecoverableError } from 'bullmq';

export type Handle = (payload: never, signal: AbortSignal) => Promise<void>;

/**
 * Run one delivery. The payload is parsed again, since an older release may have written it. What no repetition
 * can mend (a payload that does not parse, a `UserError`) becomes BullMQ's UnrecoverableError, with the original
 * as its cause; everything else is thrown as it is, and tried again.
 */
export async function runJob(
  definition: JobDefinition,
  handle: Handle,
  data: unknown,
  signal: AbortSignal,
): Promise<void> {
  const payload = definition.payload.safeParse(data);
  if (!payload.success) throw unrecoverable(payload.error);
  try {
    // `work` pairs each handler with its definition, whose schema has just parsed the payload.
    await handle(payload.data as never, signal);
  } catch (error) {
    throw error instanceof UserError ? unrecoverable(error) : error;
  }
}

function unrecoverable(cause: Error): UnrecoverableError {
  return Object.assign(new UnrecoverableError(cause.message), { cause });
}
