import { UserError } from '@groundwork/kernel';
import type { ChildMessage, ParseRequest } from './child-protocol.ts';
import { parseOriginal } from './parse-original.ts';
import { watchMemory } from './watch-memory.ts';

/* Entry of the child process: reads one original after the other until its parent kills it or goes away. */

// Where sources run as they are, maps of the libraries would cost more memory than most documents.
process.setSourceMapsEnabled(false);

const watch = watchMemory();
const send = (message: ChildMessage) => void process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', (request: ParseRequest) => {
  watch.limit(request.limits.memoryBytes);
  parseOriginal(request.original, {
    limits: request.limits,
    skipPages: new Set(request.skipPages),
    onPage: (page, pages) => send({ kind: 'page', page, pages }),
    onRecognition: (isRunning) => send({ kind: isRunning ? 'recognizing' : 'recognized' }),
  }).then(
    (document) => send({ kind: 'parsed', document }),
    (error: unknown) => send(toMessage(error)),
  );
});
send({ kind: 'ready' });

function toMessage(error: unknown): ChildMessage {
  if (error instanceof UserError) return { kind: 'refused', code: error.code, message: error.message };
  return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
