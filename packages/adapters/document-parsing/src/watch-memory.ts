import { Worker } from 'node:worker_threads';

/**
 * Runs beside the main thread, so that it also sees what a blocked main thread does. Looks at the resident memory of
 * the whole process and kills it over the limit; also when the parent died, which a blocked thread would not notice.
 */
const source = `
const { parentPort, workerData } = require('node:worker_threads');
let limit = Infinity;
parentPort.on('message', (bytes) => { limit = bytes; });
setInterval(() => {
  if (process.memoryUsage.rss() > limit || process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
}, 20);
`;

/** Watch this process from another thread. The parent reads its death by SIGKILL as "too much memory". */
export function watchMemory(): { limit(bytes: number): void } {
  const worker = new Worker(source, { eval: true, execArgv: [], workerData: { parent: process.ppid } });
  worker.unref();
  return { limit: (bytes) => worker.postMessage(bytes) };
}
