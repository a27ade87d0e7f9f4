import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { OperationalError } from '@groundwork/kernel';
import type { EncoderOptions, EncoderReply, EncoderRequest } from './encoder-protocol.ts';

const isSource = import.meta.url.endsWith('.ts');

/** The worker's entry: beside this module, in source and in a bundle alike (the build adds it as `encoder-worker.js`). */
const entry = new URL(isSource ? './encoder-worker.ts' : './encoder-worker.js', import.meta.url);

/** The model's files: the build copies the folder `models` beside the bundle. */
const models = new URL(isSource ? '../../models/' : './models/', import.meta.url);

type Encoded = Extract<EncoderReply, { vectors: Float32Array }>;

interface Asked {
  readonly resolve: (encoded: Encoded) => void;
  readonly reject: (error: Error) => void;
}

/** A {@link TextEncoder} in a worker thread, started when first asked and again after it died. */
export class EncoderThread {
  private worker: Worker | undefined;
  private readonly asked = new Map<number, Asked>();
  private lastId = 0;

  constructor(
    private readonly model: string,
    private readonly options: Omit<EncoderOptions, 'folder'>,
  ) {}

  /** Throws `OperationalError('model.unavailable')`; rejects with the signal's reason when it aborts. */
  async encode(
    texts: readonly string[],
    { kind, signal }: { readonly kind: 'query' | 'passage'; readonly signal?: AbortSignal },
  ): Promise<Encoded> {
    signal?.throwIfAborted();
    const worker = (this.worker ??= this.start());
    const id = ++this.lastId;
    const send = (request: EncoderRequest) => worker.postMessage(request);
    return new Promise((resolve, reject) => {
      const forget = () => {
        send({ ask: 'forget', id });
        this.settle(id)?.reject(signal?.reason as Error);
      };
      const done =
        <Value>(end: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener('abort', forget);
          end(value);
        };
      signal?.addEventListener('abort', forget, { once: true });
      this.asked.set(id, { resolve: done(resolve), reject: done(reject) });
      worker.ref();
      send({ ask: 'encode', id, kind, texts });
    });
  }

  /** Takes a request off the list; a thread with nothing to do does not keep the process running. */
  private settle(id: number): Asked | undefined {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (this.asked.size === 0) this.worker?.unref();
    return asked;
  }

  private start(): Worker {
    const workerData: EncoderOptions = {
      ...this.options,
      folder: fileURLToPath(new URL(this.model, models)),
    };
    const worker = isSource
      ? new Worker(fromSource(), { workerData, eval: true, execArgv: [] })
      : new Worker(entry, { workerData });
    worker.on('message', (reply: EncoderReply) => {
      const asked = this.settle(reply.id);
      if ('fault' in reply) asked?.reject(unavailable(reply.fault));
      else asked?.resolve(reply);
    });
    worker.on('error', (error) => this.lost(worker, error.message));
    worker.on('exit', () => this.lost(worker, 'its thread ended'));
    return worker;
  }

  private lost(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const id of [...this.asked.keys()]) this.settle(id)?.reject(unavailable(reason));
  }
}

/** A worker does not inherit the loader that reads TypeScript: it registers one, then goes to its entry. */
function fromSource(): string {
  // CommonJS finds the CommonJS file of the two; the worker needs the one beside it.
  const api = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/cjs$/, 'mjs');
  const loader = pathToFileURL(api).href;
  return `import('${loader}').then(({ register }) => { register(); return import('${entry.href}'); });`;
}

function unavailable(reason: string): OperationalError {
  return new OperationalError('model.unavailable', `The offline embedding model cannot be used: ${reason}`);
}
