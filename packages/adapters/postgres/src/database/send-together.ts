import type pg from 'pg';

/**
 * What is sent in one turn of the event loop leaves as one piece, after the work of that turn: each piece is a call of
 * the operating system, and a search would make one for every statement, each of several parts, and one for its end
 * before it has returned.
 */
export function sendTogether({ connection: { stream } }: pg.PoolClient): void {
  const write = stream.write.bind(stream) as (...message: unknown[]) => boolean;
  let held: Uint8Array[] = [];
  const send = () => {
    if (held.length === 0) return;
    const [first] = held;
    const piece = held.length === 1 ? first : Buffer.concat(held);
    held = [];
    if (stream.writable) write(piece);
  };
  stream.write = (piece: unknown, ...more: unknown[]) => {
    if (more.length === 0 && piece instanceof Uint8Array) {
      if (held.push(piece) === 1) process.nextTick(send);
      return !stream.writableNeedDrain;
    }
    // Whoever waits for it to be gone, as the farewell does.
    send();
    return write(piece, ...more);
  };
}
