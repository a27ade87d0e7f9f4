import { parentPort, workerData } from 'node:worker_threads';
import type { EncoderOptions, EncoderReply, EncoderRequest } from './encoder-protocol.ts';
import { dimensions, TextEncoder } from './text-encoder.ts';

/**
 * The model in a thread of its own, so that nobody waits for it who only serves HTTP. Texts are read one by one;
 * queries before passages, so that a search never waits for more than the text at hand.
 */
type Job = Extract<EncoderRequest, { ask: 'encode' }>;

const { folder, threads } = workerData as EncoderOptions;
const waiting = { query: [] as Job[], passage: [] as Job[] };
const forgotten = new Set<number>();
const opened = TextEncoder.open(folder, { threads });
let idle = true;

parentPort!.on('message', (request: EncoderRequest) => {
  if (request.ask === 'forget') forgotten.add(request.id);
  else waiting[request.kind].push(request);
  if (idle) void work();
});

async function work(): Promise<void> {
  idle = false;
  for (let job = next(); job; job = next()) await serve(job);
  forgotten.clear();
  idle = true;
}

function next(): Job | undefined {
  return waiting.query.shift() ?? waiting.passage.shift();
}

async function serve({ id, kind, texts }: Job): Promise<void> {
  try {
    const encoder = await opened;
    const vectors = new Float32Array(texts.length * dimensions);
    let tokens = 0;
    for (const [index, text] of texts.entries()) {
      if (forgotten.has(id)) return;
      const encoded = await encoder.encode(text, kind);
      vectors.set(encoded.vector, index * dimensions);
      tokens += encoded.tokens;
      for (let query = kind === 'passage' && waiting.query.shift(); query; query = waiting.query.shift()) {
        await serve(query);
      }
    }
    reply({ id, vectors, tokens }, [vectors.buffer]);
  } catch (error) {
    reply({ id, fault: error instanceof Error ? error.message : String(error) });
  }
}

function reply(message: EncoderReply, transfer: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, transfer);
}
