import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/**
 * Sends frames as `text/event-stream` (https://html.spec.whatwg.org/multipage/server-sent-events.html). The next
 * frame is asked for only when the client has taken the last, and no more once it left.
 *
 * Waits for the first frame, so that a failure before it is answered with its own status.
 *
 * @param toErrorFrame the last frame where the frames fail later.
 */
export async function sendEvents(
  reply: FastifyReply,
  frames: AsyncIterable<string>,
  options: { readonly heartbeatMs: number; readonly toErrorFrame: (thrown: unknown) => string },
): Promise<StreamableFile> {
  const iterator = frames[Symbol.asyncIterator]();
  const first = await iterator.next();
  reply.header('content-type', 'text/event-stream; charset=utf-8');
  reply.header('cache-control', 'no-store');
  // Keeps nginx from collecting the stream.
  reply.header('x-accel-buffering', 'no');
  return new StreamableFile(
    Readable.from(relay(first, iterator, options), { objectMode: false, highWaterMark: 1 }),
  );
}

/** One event of the stream. */
export function toFrame(data: unknown, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

async function* relay(
  first: IteratorResult<string>,
  iterator: AsyncIterator<string>,
  { heartbeatMs, toErrorFrame }: { heartbeatMs: number; toErrorFrame: (thrown: unknown) => string },
): AsyncGenerator<string> {
  let current = first;
  try {
    while (!current.done) {
      yield current.value;
      const next = iterator.next();
      // A client that leaves ends this generator while `next` is under way; its failure then concerns nobody.
      next.catch(() => undefined);
      for (;;) {
        const arrived = await orAfter(next, heartbeatMs);
        if (arrived) {
          current = arrived;
          break;
        }
        yield ': still here\n\n';
      }
    }
  } catch (error) {
    yield toErrorFrame(error);
  } finally {
    await iterator.return?.();
  }
}

/** @returns undefined where the milliseconds pass first. */
async function orAfter<Value>(value: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([value, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
