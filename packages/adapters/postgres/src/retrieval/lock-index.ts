import type { Transaction } from '../database/database.ts';

/** Until the end of the transaction nobody else changes this Tenant's index or its EmbeddingSpaces. */
export async function lockIndex(tx: Transaction): Promise<void> {
  await tx.query('SELECT revision FROM index_state FOR UPDATE');
}
