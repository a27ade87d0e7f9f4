import type { Database } from './database/database.ts';
import { maintainVectorIndexes } from './retrieval/vector-indexes.ts';

/** From here on a vector index answers faster than the exact scan, by more than its building costs. */
const largeSpace = 2_000;

/**
 * What keeps a database quick as it grows and changes; to be run now and then, and harmless at any time. A native
 * server vacuums itself. The embedded one does not, and serves nobody meanwhile: its vectors stay unindexed, because
 * building an index there would stop everything for minutes.
 */
export async function maintainDatabase(
  database: Database,
  options: { readonly largeSpace?: number } = {},
): Promise<void> {
  if (database.kind === 'embedded') await database.pool.query('VACUUM (ANALYZE)');
  else await maintainVectorIndexes(database, options.largeSpace ?? largeSpace);
}
