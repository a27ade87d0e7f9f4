import { openDatabase } from '@groundwork/postgres';
import { openJobQueue, type JobQueueOptions } from '../src/index.ts';

/** A queue on the address given: `redis://…`, or a database (`postgres://…`, `pglite:…`) that is opened for it. */
export async function openStore(address: string, options: Omit<JobQueueOptions, 'url' | 'pool'>) {
  if (address.startsWith('redis')) return openJobQueue({ ...options, url: address });
  const database = await openDatabase({ url: address });
  const queue = await openJobQueue({ ...options, url: 'database:', pool: database.pool });
  const close = queue.close.bind(queue);
  return Object.assign(queue, { close: () => close().finally(() => database.close()) });
}
