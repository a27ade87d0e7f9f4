/** Postings packed across Documents, term counts derived from them, and how many Chunks each access list holds. */
export const sql = /* sql */ `
DROP TRIGGER add_to_index ON chunk;
DROP TRIGGER follow_in_index ON chunk;
DROP FUNCTION add_chunks_to_index();
DROP FUNCTION follow_chunks();
DROP FUNCTION term_chunks(text[]);
DROP TABLE posting;
DROP TABLE lexical_term;
DROP AGGREGATE array_concat (integer[]);
ALTER TABLE chunk DROP COLUMN block;

-- Published Chunks under the list: what a search may expect to see, before it looks.
ALTER TABLE access_list ADD COLUMN chunks integer NOT NULL DEFAULT 0;

-- Where a term occurs under one access list: ten bytes for each Chunk (its id in six, how often the term occurs in
-- it, its length), many Chunks to a row whatever Documents they are of. A row holds ids from block up to last; rows of
-- one list may overlap where access changed. Exact matches on a btree: the only kind of index that row-level security
-- lets a search use before its filter.
CREATE TABLE posting (
  tenant_id uuid NOT NULL,
  block bigint NOT NULL,
  last bigint NOT NULL,
  access_list_id integer NOT NULL,
  term text COLLATE "C" NOT NULL,
  entries bytea NOT NULL,
  PRIMARY KEY (tenant_id, term, access_list_id, block)
) WITH (fillfactor = 85);
-- Read whole, and hardly compressible.
ALTER TABLE posting ALTER COLUMN entries SET STORAGE EXTERNAL;
SELECT protect_tenant_table('posting');
CREATE POLICY app ON posting FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND access_list_id = ANY ((SELECT visible_access_lists())::integer[]));
GRANT SELECT ON posting TO groundwork_app;

-- In how many Chunks of the Tenant a term occurs. Readers get it for terms they name, never the list of words.
CREATE FUNCTION term_chunks(wanted text[]) RETURNS TABLE (term text, chunks integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = public, pg_temp AS
$$ SELECT p.term, (sum(octet_length(p.entries)) / 10)::integer FROM posting p
    WHERE p.tenant_id = (SELECT current_tenant()) AND p.term = ANY (wanted) GROUP BY p.term $$;

-- For checks: a search reads the bytes itself.
CREATE FUNCTION read_postings(entries bytea) RETURNS TABLE (chunk_id bigint, count integer, length integer)
LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || encode(substring(entries FROM i FOR 6), 'hex'))::bit(48)::bigint,
          get_byte(entries, i + 5) * 256 + get_byte(entries, i + 6),
          get_byte(entries, i + 7) * 256 + get_byte(entries, i + 8)
     FROM generate_series(1, octet_length(entries), 10) AS i $$;

-- Ids ascending within one call; a row is added to up to 180 Chunks, which keeps it inline and cheap to rewrite.
CREATE FUNCTION add_postings(tenant uuid, list integer, ids bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH added AS (
    SELECT t.term, min(c.id) AS first, max(c.id) AS last,
           string_agg(substring(int8send(c.id) FROM 3) || int2send(t.count)
                      || int2send(least(c.length, 32767)::smallint), '') AS entries
      FROM chunk c CROSS JOIN LATERAL unnest(c.terms, c.term_counts) AS t (term, count)
     WHERE c.tenant_id = tenant AND c.id = ANY (ids) GROUP BY t.term
  ), placed AS (
    SELECT a.*, p.block
      FROM added a LEFT JOIN LATERAL (
             SELECT block, entries FROM posting
              WHERE tenant_id = tenant AND term = a.term AND access_list_id = list AND block <= a.first
              ORDER BY block DESC LIMIT 1) p ON octet_length(p.entries) + octet_length(a.entries) <= 1800
  ), appended AS (
    UPDATE posting p SET entries = p.entries || a.entries, last = greatest(p.last, a.last)
      FROM placed a WHERE p.tenant_id = tenant AND p.term = a.term AND p.access_list_id = list AND p.block = a.block
  )
  INSERT INTO posting AS p (tenant_id, term, access_list_id, block, last, entries)
  SELECT tenant, term, list, first, last, entries FROM placed WHERE block IS NULL
  -- A Chunk comes back to a list whose row began with it.
  ON CONFLICT (tenant_id, term, access_list_id, block)
  DO UPDATE SET entries = p.entries || excluded.entries, last = greatest(p.last, excluded.last)
$$;

CREATE FUNCTION remove_postings(tenant uuid, list integer, ids bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH gone AS (
    SELECT t.term, min(c.id) AS first, max(c.id) AS last
      FROM chunk c CROSS JOIN LATERAL unnest(c.terms) AS t (term)
     WHERE c.tenant_id = tenant AND c.id = ANY (ids) GROUP BY t.term
  ), keys AS (
    SELECT array_agg(substring(int8send(id) FROM 3)) AS ids FROM unnest(ids) AS i (id)
  ), rest AS (
    SELECT p.term, p.block,
           (SELECT string_agg(substring(p.entries FROM i FOR 10), '')
              FROM generate_series(1, octet_length(p.entries), 10) AS i
             WHERE substring(p.entries FROM i FOR 6) <> ALL (k.ids)) AS entries
      FROM keys k CROSS JOIN gone g
      JOIN posting p ON p.tenant_id = tenant AND p.term = g.term AND p.access_list_id = list
                    AND p.block <= g.last AND p.last >= g.first
  ), deleted AS (
    DELETE FROM posting p USING rest r
     WHERE p.tenant_id = tenant AND p.term = r.term AND p.access_list_id = list AND p.block = r.block
       AND r.entries IS NULL
  )
  UPDATE posting p SET entries = r.entries FROM rest r
   WHERE p.tenant_id = tenant AND p.term = r.term AND p.access_list_id = list AND p.block = r.block
     AND r.entries IS NOT NULL
$$;

CREATE FUNCTION add_chunks_to_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  UPDATE index_state s
     SET revision = s.revision + 1, chunks = s.chunks + a.chunks, total_length = s.total_length + a.length
    FROM (SELECT tenant_id, count(*) AS chunks, sum(length) AS length FROM added GROUP BY tenant_id) a
   WHERE s.tenant_id = a.tenant_id;
  FOR part IN
    SELECT tenant_id, access_list_id, array_agg(id ORDER BY id) AS ids
      FROM (SELECT tenant_id, access_list_id, id,
                   (row_number() OVER (PARTITION BY tenant_id, access_list_id ORDER BY id) - 1) / 100 AS number
              FROM added) numbered
     GROUP BY tenant_id, access_list_id, number ORDER BY tenant_id, access_list_id, number
  LOOP
    PERFORM add_postings(part.tenant_id, part.access_list_id, part.ids);
    UPDATE access_list SET chunks = chunks + cardinality(part.ids)
     WHERE tenant_id = part.tenant_id AND id = part.access_list_id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER add_to_index AFTER INSERT ON chunk REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_chunks_to_index();

-- A current Chunk changes in two ways: it is withdrawn (valid_to), or its Document's access changes.
CREATE FUNCTION follow_chunks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  UPDATE index_state s
     SET revision = s.revision + 1, chunks = s.chunks - n.chunks, total_length = s.total_length - n.length
    FROM (SELECT tenant_id, count(valid_to) AS chunks,
                 coalesce(sum(length) FILTER (WHERE valid_to IS NOT NULL), 0) AS length
            FROM changed GROUP BY tenant_id) n
   WHERE s.tenant_id = n.tenant_id;
  FOR part IN
    SELECT tenant_id, before_list, after_list, array_agg(id ORDER BY id) AS ids
      FROM (SELECT n.tenant_id, n.id, o.access_list_id AS before_list,
                   CASE WHEN n.valid_to IS NULL THEN n.access_list_id END AS after_list,
                   (row_number() OVER (PARTITION BY n.tenant_id, n.document_id ORDER BY n.id) - 1) / 100 AS number,
                   n.document_id
              FROM changed n JOIN before o ON o.tenant_id = n.tenant_id AND o.id = n.id) numbered
     GROUP BY tenant_id, before_list, after_list, document_id, number ORDER BY tenant_id, document_id, number
  LOOP
    PERFORM remove_postings(part.tenant_id, part.before_list, part.ids);
    UPDATE access_list SET chunks = chunks - cardinality(part.ids)
     WHERE tenant_id = part.tenant_id AND id = part.before_list;
    CONTINUE WHEN part.after_list IS NULL;
    PERFORM add_postings(part.tenant_id, part.after_list, part.ids);
    UPDATE access_list SET chunks = chunks + cardinality(part.ids)
     WHERE tenant_id = part.tenant_id AND id = part.after_list;
  END LOOP;
  DELETE FROM embedding e USING changed n
   WHERE n.valid_to IS NOT NULL AND e.tenant_id = n.tenant_id AND e.chunk_id = n.id;
  UPDATE embedding e SET access_list_id = n.access_list_id FROM changed n
   WHERE n.valid_to IS NULL AND e.tenant_id = n.tenant_id AND e.chunk_id = n.id
     AND e.access_list_id <> n.access_list_id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_in_index AFTER UPDATE ON chunk REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION follow_chunks();

-- Vectors stay in the row up to 2,000 dimensions: fetched from beside it, each costs as much again.
ALTER TABLE embedding SET (toast_tuple_target = 8160);
-- The vectors that a reader sees, without looking at those of others. Equal keys share their entry.
CREATE INDEX embedding_visible ON embedding (tenant_id, space_id, access_list_id);

-- What is published already.
DO $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT tenant_id FROM tenant LOOP
    PERFORM set_config('groundwork.tenant_id', part.tenant_id::text, true);
    PERFORM add_postings(c.tenant_id, c.access_list_id, c.ids)
       FROM (SELECT tenant_id, access_list_id, array_agg(id ORDER BY id) AS ids
               FROM (SELECT tenant_id, access_list_id, id,
                            (row_number() OVER (PARTITION BY access_list_id ORDER BY id) - 1) / 100 AS number
                       FROM chunk WHERE tenant_id = part.tenant_id AND valid_to IS NULL) numbered
              GROUP BY tenant_id, access_list_id, number ORDER BY access_list_id, number) c;
    UPDATE access_list l SET chunks = (SELECT count(*) FROM chunk c
       WHERE c.tenant_id = l.tenant_id AND c.access_list_id = l.id AND c.valid_to IS NULL)
     WHERE l.tenant_id = part.tenant_id;
  END LOOP;
  PERFORM set_config('groundwork.tenant_id', '', true);
END $$;
`;
