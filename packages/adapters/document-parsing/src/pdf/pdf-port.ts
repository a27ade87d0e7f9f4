import { PDFWorker, WorkerMessageHandler } from './pdf-library.ts';

type Listener = (event: { readonly data: unknown }) => void;

/**
 * One end of a channel between the halves of pdf.js, in place of its own for one thread: that copies every message
 * deeply, glyph by glyph, which took as long as to read them. Here both halves see the same objects, which they and
 * the readers of words leave alone. Pages that are drawn need the library's own channel: drawing changes objects.
 */
class PdfPort {
  other: PdfPort | undefined;
  private readonly listeners = new Set<Listener>();

  postMessage(message: unknown): void {
    const data = prepare(message);
    queueMicrotask(() => {
      for (const listener of [...this.other!.listeners]) listener({ data });
    });
  }

  addEventListener(_name: string, listener: Listener, options?: { readonly signal?: AbortSignal }): void {
    this.listeners.add(listener);
    options?.signal?.addEventListener('abort', () => this.listeners.delete(listener), { once: true });
  }

  removeEventListener(_name: string, listener: Listener): void {
    this.listeners.delete(listener);
  }
}

/** A reading half of pdf.js in this thread, for one document that is not drawn. */
export function createPdfReader(): InstanceType<typeof PDFWorker> {
  const [near, far] = [new PdfPort(), new PdfPort()];
  near.other = far;
  far.other = near;
  WorkerMessageHandler.initializeFromPort(far);
  // The library's types ask for a Web Worker; of its port it uses these three methods.
  type ReaderParameters = Parameters<typeof PDFWorker.create>[0];
  return PDFWorker.create({ port: near, verbosity: 0 } as unknown as ReaderParameters);
}

interface Message {
  readonly action?: string;
  readonly data?: readonly unknown[];
  readonly chunk?: { readonly fnArray?: readonly unknown[]; readonly argsArray?: readonly unknown[] };
}

function prepare(message: unknown): unknown {
  const { action, data, chunk } = message as Message;
  // The sender empties and fills these lists again.
  if (chunk?.fnArray && chunk.argsArray) {
    const copied = { ...chunk, fnArray: [...chunk.fnArray], argsArray: [...chunk.argsArray] };
    return { ...(message as Message), chunk: copied };
  }
  if (action === 'commonobj' && data?.[1] === 'Font') {
    const font = (data[2] as { readonly data?: unknown }).data;
    if (font instanceof ArrayBuffer) markAsMissing(font);
  }
  return message;
}

/**
 * Say of a font that it has no file, so that nobody tries to install it. Its flags stand first, two bits each
 * (`FontInfo` in pdf.js); should they move, fonts are prepared for drawing in vain, and nothing else changes.
 */
function markAsMissing(font: ArrayBuffer): void {
  const flags = new Uint8Array(font, 0, 2);
  flags[1] = (flags[1]! & 0b0011_1111) | 0b1000_0000;
}
