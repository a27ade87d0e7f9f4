import type pg from 'pg';

/**
 * What is sent in one turn of the event loop leaves in one piece, after the work of that turn: each piece is a call of
 * the operating system, and a search would make one for every statement and one for its end before it has returned.
 */
export function sendTogether({ connection: { stream } }: pg.PoolClient): void {
  const write = stream.write.bind(stream) as (...message: unknown[]) => boolean;
  let held = false;
  stream.write = (...message: unknown[]) => {
    if (!held) {
      held = true;
      stream.cork();
      process.nextTick(() => {
        held = false;
        stream.uncork();
      });
    }
    return write(...message);
  };
}
