import type { Transaction } from './database.ts';

/** Of the parts of an original but the last. */
export const partBytes = 1024 * 1024;
/** Rows of one statement. */
const mostParts = 100;

/** Whose originals: each kind has a table of its own, in the same form. */
export type OriginalOwner = 'document' | 'contract';

interface Original {
  /** Of the Document or Contract. */
  readonly id: string;
  readonly content: Uint8Array;
}

/** Originals in parts, many small ones in one statement. To replace is to put them in the place of those before. */
export async function saveOriginals(
  tx: Transaction,
  owner: OriginalOwner,
  originals: readonly Original[],
  how: 'new' | 'replace' = 'new',
): Promise<void> {
  if (how === 'replace') {
    const ids = originals.map(({ id }) => id);
    await tx.query(`DELETE FROM ${owner}_original WHERE ${owner}_id = ANY ($1::uuid[])`, [ids]);
  }
  let parts: { id: string; part: number; data: Buffer }[] = [];
  let bytes = 0;
  const save = async () => {
    if (parts.length === 0) return;
    await tx.query(
      `INSERT INTO ${owner}_original (tenant_id, ${owner}_id, part, data)
       VALUES ${parts.map((_, i) => `(current_tenant(), $${3 * i + 1}, $${3 * i + 2}, $${3 * i + 3})`).join(', ')}`,
      parts.flatMap(({ id, part, data }) => [id, part, data]),
    );
    parts = [];
    bytes = 0;
  };
  for (const { id, content } of originals) {
    const whole = Buffer.from(content.buffer, content.byteOffset, content.length);
    for (let start = 0, part = 0; start < whole.length; start += partBytes, part++) {
      const data = whole.subarray(start, start + partBytes);
      if (parts.length === mostParts || bytes + data.length > partBytes) await save();
      parts.push({ id, part, data });
      bytes += data.length;
    }
  }
  await save();
}

/** Part by part: a driver holds each value twice while reading it. Empty where there is none. */
export async function readOriginal(tx: Transaction, owner: OriginalOwner, id: string): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (;;) {
    const [row] = await tx.query<{ data: Buffer }>(
      `SELECT data FROM ${owner}_original WHERE ${owner}_id = $1 AND part = $2`,
      [id, parts.length],
    );
    if (row) parts.push(row.data);
    if (!row || row.data.length < partBytes) return Buffer.concat(parts);
  }
}
