import { openDatabase } from '@groundwork/postgres';
import { markerOf, nameOf, variantOf } from './workload.ts';

type Ask = <Row>(sql: string) => Promise<Row[]>;

/**
 * What is wrong with what a run left behind: rows that contradict each other, work that has not come to its end and,
 * where a round is named, Documents that are not there in the variant of that round.
 */
export async function inspectIndex(
  dataDir: string,
  expected?: { readonly round: number; readonly count: number },
): Promise<string[]> {
  const database = await openDatabase({ url: `pglite:${dataDir}/database` });
  try {
    const ask: Ask = async <Row>(sql: string) => (await database.pool.query(sql)).rows as Row[];
    const faults = expected === undefined ? [] : await inspectVariants(ask, expected);
    for (const [fault, sql] of Object.entries(countsThatMustBeZero)) {
      const [row] = await ask<{ found: number }>(`SELECT count(*)::int AS found FROM (${sql}) AS rows`);
      if (row?.found !== 0) faults.push(`${fault}: ${row?.found}`);
    }
    return faults;
  } finally {
    await database.close();
  }
}

async function inspectVariants(
  ask: Ask,
  { round, count }: { readonly round: number; readonly count: number },
): Promise<string[]> {
  const rows = await ask<{ external_id: string; status: string; text: string | null }>(
    `SELECT d.external_id, d.status, v.text FROM document d
       LEFT JOIN document_version v ON v.tenant_id = d.tenant_id AND v.id = d.version_id
      WHERE d.deleted_at IS NULL`,
  );
  const byName = new Map(rows.map((row) => [row.external_id, row]));
  const faults = rows.length === count ? [] : [`${rows.length} documents, not ${count}`];
  for (let document = 0; document < count; document++) {
    const name = nameOf(document);
    const found = byName.get(name);
    if (!found) faults.push(`${name} is missing`);
    else if (
      found.status === 'ready' &&
      !found.text?.includes(markerOf(document, variantOf(document, round)))
    )
      faults.push(`${name} is not in its last variant`);
  }
  return faults;
}

const countsThatMustBeZero: Readonly<Record<string, string>> = {
  'documents that have not come to an end': `
    SELECT id FROM document
     WHERE deleted_at IS NULL AND status <> 'failed' AND (status <> 'ready' OR published_revision <> revision)`,
  'documents that failed without a reason': `
    SELECT id FROM document WHERE status = 'failed' AND failure_code IS NULL`,
  'documents with other than one current version': `
    SELECT d.id FROM document d WHERE d.status = 'ready' AND 1 <> (
      SELECT count(*) FROM document_version v
       WHERE v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.valid_to IS NULL)`,
  'documents that were not recorded once as created': `
    SELECT d.id FROM document d WHERE 1 <> (
      SELECT count(*) FROM audit_event e
       WHERE e.tenant_id = d.tenant_id AND e.action = 'document.created' AND e.subject = d.id::text)`,
  'texts published twice for one document': `
    SELECT document_id FROM document_version GROUP BY document_id, md5(text) HAVING count(*) > 1`,
  'current chunks that stand twice': `
    SELECT document_id FROM chunk WHERE valid_to IS NULL GROUP BY document_id, ordinal HAVING count(*) > 1`,
  'documents with other chunks than they say': `
    SELECT d.id FROM document d WHERE d.status = 'ready' AND d.chunks <> (
      SELECT count(*) FROM chunk c WHERE c.tenant_id = d.tenant_id AND c.document_id = d.id AND c.valid_to IS NULL)`,
  'current chunks without a vector': `
    SELECT c.id FROM chunk c WHERE c.valid_to IS NULL AND NOT EXISTS (
      SELECT FROM embedding e WHERE e.tenant_id = c.tenant_id AND e.chunk_id = c.id)`,
  'vectors of chunks that are gone': `
    SELECT e.chunk_id FROM embedding e WHERE NOT EXISTS (
      SELECT FROM chunk c WHERE c.tenant_id = e.tenant_id AND c.id = e.chunk_id AND c.valid_to IS NULL)`,
  'postings that differ from the current chunks': `
    (SELECT p.tenant_id, p.term, e.chunk_id FROM posting p CROSS JOIN LATERAL read_postings(p.entries) e)
    EXCEPT ALL
    (SELECT c.tenant_id, term, c.id FROM chunk c CROSS JOIN LATERAL unnest(c.terms) AS term WHERE c.valid_to IS NULL)`,
  'current chunks that lack a posting': `
    (SELECT c.tenant_id, term, c.id FROM chunk c CROSS JOIN LATERAL unnest(c.terms) AS term WHERE c.valid_to IS NULL)
    EXCEPT ALL
    (SELECT p.tenant_id, p.term, e.chunk_id FROM posting p CROSS JOIN LATERAL read_postings(p.entries) e)`,
  'tenants whose count of chunks is wrong': `
    SELECT s.tenant_id FROM index_state s WHERE s.chunks <> (
      SELECT count(*) FROM chunk c WHERE c.tenant_id = s.tenant_id AND c.valid_to IS NULL)`,
  'access lists whose count of chunks is wrong': `
    SELECT l.id FROM access_list l WHERE l.chunks <> (
      SELECT count(*) FROM chunk c
       WHERE c.tenant_id = l.tenant_id AND c.access_list_id = l.id AND c.valid_to IS NULL)`,
};
