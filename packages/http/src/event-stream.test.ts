import type { FastifyReply } from 'fastify';
import { sendEvents, toFrame } from './event-stream.ts';

const reply = { header: () => reply } as unknown as FastifyReply;
const options = { heartbeatMs: 60_000, toErrorFrame: (thrown: unknown) => `failed: ${String(thrown)}\n\n` };

async function read(stream: AsyncIterable<Buffer>): Promise<string[]> {
  const seen: string[] = [];
  for await (const chunk of stream) seen.push(chunk.toString());
  return seen;
}

async function* framesOf(...frames: string[]) {
  yield* frames;
}

test('a failure before the first frame is thrown, not streamed', async () => {
  const failing = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no')) }) };
  await expect(sendEvents(reply, failing, options)).rejects.toThrow('no');
});

test('a failure after it becomes the last frame', async () => {
  async function* failing() {
    yield 'one\n\n';
    throw new Error('no');
  }
  const file = await sendEvents(reply, failing(), options);
  expect((await read(file.getStream())).join('')).toBe('one\n\nfailed: Error: no\n\n');
});

test('silence is filled with comments', async () => {
  let finish = () => {};
  async function* slow() {
    yield 'one\n\n';
    await new Promise<void>((resolve) => (finish = resolve));
    yield 'two\n\n';
  }
  const file = await sendEvents(reply, slow(), { ...options, heartbeatMs: 1 });
  const seen: string[] = [];
  for await (const chunk of file.getStream() as AsyncIterable<Buffer>) {
    seen.push(chunk.toString());
    if (seen.length === 3) finish();
  }
  expect(seen[0]).toBe('one\n\n');
  expect(seen[1]).toBe(': still here\n\n');
  expect(seen.at(-1)).toBe('two\n\n');
});

test('no more frames are made than the reader takes', async () => {
  let made = 0;
  async function* endless() {
    for (;;) yield `${(made += 1)}\n\n`.padEnd(100_000, ' ');
  }
  const file = await sendEvents(reply, endless(), options);
  const stream = file.getStream();
  stream.read(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toBeLessThan(5);
  stream.destroy();
});

test('a reader that leaves ends the making of frames', async () => {
  let ended = false;
  async function* watched() {
    try {
      for (;;) yield 'frame\n\n';
    } finally {
      ended = true;
    }
  }
  const file = await sendEvents(reply, watched(), options);
  const stream = file.getStream();
  for await (const _ of stream) break;
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(true);
});

test('frames keep line breaks inside their data', async () => {
  expect(toFrame({ text: 'a\nb' }, 'answer-delta')).toBe('event: answer-delta\ndata: {"text":"a\\nb"}\n\n');
  expect(await read((await sendEvents(reply, framesOf('x\n\n'), options)).getStream())).toEqual(['x\n\n']);
});
