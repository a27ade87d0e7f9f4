import { actorOf } from '@groundwork/access';
import type { Document, NewDocument, Registration } from '@groundwork/ingestion';
import { type CollectionId, DocumentId, newId, type Principal, sha256, UserError } from '@groundwork/kernel';
import type { Transaction } from '../database/database.ts';
import { storable, toJson } from '../database/storable.ts';
import { type DocumentRow, selectDocument, toDocument } from './document-row.ts';
import { saveOriginals } from '../database/originals.ts';

/** An original on its way, with what is found out about it. */
interface Arrival {
  /** Its place among those handed in. */
  readonly index: number;
  readonly document: NewDocument;
  readonly hash: string;
  /** Of the access that it asks for. */
  readonly wantedList: number | undefined;
  readonly collectionList: number;
}

interface Outcome {
  readonly id: DocumentId;
  readonly outcome: Registration['outcome'];
}

/** Somebody may remove what stood in the way, and somebody else put it back; not for ever. */
const mostTries = 3;

/**
 * See `DocumentStore.register`. Whoever sees the Collection may put Documents into it, and so replace one that it
 * may not read. What a repeated registration leaves out stays as it is.
 */
export async function registerDocuments(
  tx: Transaction,
  principal: Principal,
  documents: readonly NewDocument[],
): Promise<Registration[]> {
  const collectionLists = await findCollections(tx, documents);
  await tx.as('worker');
  const wantedLists = await findAccessLists(tx, documents);
  const arrivals = documents.map((document, index): Arrival => ({
    index,
    document,
    hash: sha256(document.content),
    wantedList: wantedLists[index],
    collectionList: collectionLists.get(document.collectionId)!,
  }));
  const outcomes = new Map<number, Outcome>();
  for (const round of oneOfEachName(arrivals)) {
    for (const [index, outcome] of await registerOnce(tx, round)) outcomes.set(index, outcome);
  }
  const rows = await tx.query<DocumentRow>(`${selectDocument} WHERE d.id = ANY ($1::uuid[])`, [
    [...new Set([...outcomes.values()].map(({ id }) => id))],
  ]);
  const byId = new Map(rows.map((row) => [row.id, toDocument(row)]));
  const registered = documents.map((_, index): Registration => {
    const { id, outcome } = outcomes.get(index)!;
    return { document: byId.get(id)!, outcome };
  });
  const created = registered.filter(({ outcome }) => outcome === 'created').map(({ document }) => document);
  await recordCreation(tx, principal, created);
  return registered;
}

async function findCollections(
  tx: Transaction,
  documents: readonly NewDocument[],
): Promise<Map<CollectionId, number>> {
  const ids = [...new Set(documents.map(({ collectionId }) => collectionId))];
  const rows = await tx.query<{ id: CollectionId; access_list_id: number }>(
    'SELECT id, access_list_id FROM collection WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const lists = new Map(rows.map((row) => [row.id, row.access_list_id]));
  const missing = ids.find((id) => !lists.has(id));
  if (missing !== undefined) throw new UserError('collection.not-found', `No Collection ${missing}`);
  return lists;
}

/** By the place of the original; each different access is looked up, or made, once. */
async function findAccessLists(
  tx: Transaction,
  documents: readonly NewDocument[],
): Promise<(number | undefined)[]> {
  const keys = documents.map(({ collectionId, access }) =>
    access ? JSON.stringify([collectionId, access]) : undefined,
  );
  const found = new Map<string, number>();
  // Sorted, so that two who make the same lists wait for each other and not crosswise.
  for (const key of [...new Set(keys)].filter((one) => one !== undefined).sort()) {
    const [collectionId, access] = JSON.parse(key) as [CollectionId, string[]];
    const [list] = await tx.query<{ id: number }>('SELECT access_list_for($1, $2) AS id', [
      collectionId,
      access,
    ]);
    found.set(key, list!.id);
  }
  return keys.map((key) => (key === undefined ? undefined : found.get(key)));
}

/** Of several originals for one Document the later ones follow the earlier. */
function oneOfEachName(arrivals: readonly Arrival[]): Arrival[][] {
  const rounds: Arrival[][] = [];
  const seen = new Map<string, number>();
  for (const arrival of arrivals) {
    const round = seen.get(nameOf(arrival)) ?? 0;
    seen.set(nameOf(arrival), round + 1);
    (rounds[round] ??= []).push(arrival);
  }
  return rounds;
}

const nameOf = ({ document }: Arrival) => `${document.collectionId} ${document.externalId}`;

async function registerOnce(tx: Transaction, arrivals: readonly Arrival[]): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  let open = arrivals;
  for (let attempt = 1; open.length > 0; attempt++) {
    if (attempt > mostTries) throw new Error('Documents are neither there nor insertable');
    for (const [arrival, id] of await insertNew(tx, open)) {
      outcomes.set(arrival.index, { id, outcome: 'created' });
    }
    const there = open.filter(({ index }) => !outcomes.has(index));
    for (const [arrival, existing] of await lockExisting(tx, there)) {
      outcomes.set(arrival.index, { id: existing.id, outcome: await update(tx, existing, arrival) });
    }
    open = there.filter(({ index }) => !outcomes.has(index));
  }
  return outcomes;
}

/** @returns those that were not there, with the ids they have now. */
async function insertNew(tx: Transaction, arrivals: readonly Arrival[]): Promise<Map<Arrival, DocumentId>> {
  const rows = arrivals.map(({ document, hash, wantedList, collectionList }) => ({
    id: newId(DocumentId),
    collection_id: document.collectionId,
    external_id: document.externalId,
    title: document.title,
    media_type: document.mediaType,
    bytes: document.content.length,
    hash,
    metadata: document.metadata ?? {},
    list: wantedList ?? collectionList,
  }));
  const inserted = await tx.query<{ id: DocumentId }>(
    `INSERT INTO document (tenant_id, id, collection_id, external_id, title, given_title, media_type, given_media_type,
                           bytes, content_hash, metadata, access_list_id, status, stage)
     SELECT current_tenant(), r.id, r.collection_id, r.external_id, coalesce(r.title, r.external_id), r.title,
            coalesce(r.media_type, 'application/octet-stream'), r.media_type, r.bytes, r.hash, r.metadata, r.list,
            'pending', 'waiting'
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, collection_id uuid, external_id text, title text,
            media_type text, bytes bigint, hash text, metadata jsonb, list integer)
      ORDER BY r.collection_id, r.external_id
     ON CONFLICT DO NOTHING RETURNING id`,
    [toJson(rows)],
  );
  const ids = new Set(inserted.map(({ id }) => id));
  const created = new Map(
    arrivals.flatMap((arrival, i) => (ids.has(rows[i]!.id) ? [[arrival, rows[i]!.id] as const] : [])),
  );
  await saveOriginals(
    tx,
    'document',
    [...created].map(([{ document }, id]) => ({ id, content: document.content })),
  );
  return created;
}

interface Existing {
  readonly id: DocumentId;
  readonly same_content: boolean;
  readonly same_work: boolean;
  readonly same_rest: boolean;
}

async function lockExisting(tx: Transaction, arrivals: readonly Arrival[]): Promise<Map<Arrival, Existing>> {
  if (arrivals.length === 0) return new Map();
  const rows = await tx.query<Existing & { index: number }>(
    `SELECT r.index, d.id, d.content_hash = r.hash AS same_content,
            (r.title IS NULL OR d.given_title IS NOT DISTINCT FROM r.title)
              AND (r.media_type IS NULL OR d.given_media_type IS NOT DISTINCT FROM r.media_type) AS same_work,
            (r.list IS NULL OR d.access_list_id = r.list) AND (r.metadata IS NULL OR d.metadata = r.metadata)
              AS same_rest
       FROM jsonb_to_recordset($1::jsonb) AS r (index integer, collection_id uuid, external_id text, title text,
            media_type text, hash text, metadata jsonb, list integer)
       JOIN document d ON d.tenant_id = current_tenant() AND d.collection_id = r.collection_id
        AND d.external_id = r.external_id AND d.deleted_at IS NULL
      ORDER BY d.id FOR UPDATE OF d`,
    [
      toJson(
        arrivals.map(({ index, document, hash, wantedList }) => ({
          index,
          collection_id: document.collectionId,
          external_id: document.externalId,
          title: document.title,
          media_type: document.mediaType,
          hash,
          metadata: document.metadata,
          list: wantedList,
        })),
      ),
    ],
  );
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  return new Map(
    arrivals.flatMap((arrival) => {
      const row = byIndex.get(arrival.index);
      return row ? [[arrival, row] as const] : [];
    }),
  );
}

async function update(
  tx: Transaction,
  existing: Existing,
  { document, hash, wantedList }: Arrival,
): Promise<'changed' | 'unchanged'> {
  const { metadata, content } = document;
  const needsWork = !existing.same_content || !existing.same_work;
  if (!needsWork && existing.same_rest) return 'unchanged';
  await tx.query(
    `UPDATE document
        SET access_list_id = coalesce($2, access_list_id), metadata = coalesce($3, metadata),
            updated_at = clock_timestamp()
      WHERE id = $1`,
    [existing.id, wantedList, metadata && toJson(metadata)],
  );
  if (needsWork) {
    await tx.query(
      `UPDATE document
          SET revision = revision + 1, status = 'pending', stage = 'waiting', progress_done = 0, progress_total = 0,
              failure_code = NULL, failure_message = NULL, claims = 0, bytes = $2, content_hash = $3,
              given_title = coalesce($4, given_title), given_media_type = coalesce($5, given_media_type),
              heartbeat_at = clock_timestamp()
        WHERE id = $1`,
      [
        existing.id,
        content.length,
        hash,
        document.title && storable(document.title),
        document.mediaType && storable(document.mediaType),
      ],
    );
    if (!existing.same_content)
      await saveOriginals(tx, 'document', [{ id: existing.id, content }], 'replace');
  }
  return 'changed';
}

async function recordCreation(
  tx: Transaction,
  principal: Principal,
  documents: readonly Document[],
): Promise<void> {
  if (documents.length === 0) return;
  const events = documents.map(({ id, collectionId, access }) => ({ id, details: { collectionId, access } }));
  await tx.query(
    `INSERT INTO audit_event (tenant_id, at, actor, action, subject, details)
     SELECT current_tenant(), clock_timestamp(), $1, 'document.created', e.id, e.details
       FROM jsonb_to_recordset($2::jsonb) AS e (id text, details jsonb)`,
    [actorOf(principal), toJson(events)],
  );
}
