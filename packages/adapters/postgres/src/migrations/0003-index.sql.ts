/** Postings, vectors and statistics of the current Chunks, kept true by the database whoever changes a Chunk. */
export const sql = /* sql */ `
-- One row per Tenant. Its lock makes those who change the index of one Tenant take turns.
CREATE TABLE index_state (
  tenant_id uuid PRIMARY KEY REFERENCES tenant ON DELETE CASCADE,
  revision bigint NOT NULL DEFAULT 0,
  chunks bigint NOT NULL DEFAULT 0,
  total_length bigint NOT NULL DEFAULT 0
);
SELECT protect_tenant_table('index_state');
CREATE POLICY app ON index_state FOR SELECT TO groundwork_app USING (tenant_id = (SELECT current_tenant()));
GRANT SELECT ON index_state TO groundwork_app;
CREATE POLICY system ON index_state FOR INSERT TO groundwork_system WITH CHECK (true);
GRANT INSERT ON index_state TO groundwork_system;

CREATE FUNCTION start_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO index_state (tenant_id) VALUES (NEW.tenant_id);
  RETURN NULL;
END $$;
CREATE TRIGGER start_index AFTER INSERT ON tenant FOR EACH ROW EXECUTE FUNCTION start_index();

-- Where a term occurs: one row per term and block, a block being Chunks of one Document published together. entries
-- holds three numbers for each Chunk: its id less the block's, how often the term occurs in it, and its length.
-- Exact matches on a btree: the only kind of index that row-level security lets a search use before its filter.
CREATE TABLE posting (
  tenant_id uuid NOT NULL,
  block bigint NOT NULL,
  access_list_id integer NOT NULL,
  entries integer[] NOT NULL,
  term text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, term, block)
);
-- Read element by element: compressed, each read would unpack the whole.
ALTER TABLE posting ALTER COLUMN entries SET STORAGE PLAIN;
SELECT protect_tenant_table('posting');
CREATE POLICY app ON posting FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND access_list_id = ANY ((SELECT visible_access_lists())::integer[]));
GRANT SELECT ON posting TO groundwork_app;

-- In how many Chunks of the Tenant a term occurs. Readers get it for terms they name, never the list of words.
CREATE TABLE lexical_term (
  tenant_id uuid NOT NULL,
  chunks integer NOT NULL,
  term text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, term)
) WITH (fillfactor = 80);
SELECT protect_tenant_table('lexical_term');

CREATE FUNCTION term_chunks(wanted text[]) RETURNS TABLE (term text, chunks integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = public, pg_temp AS
$$ SELECT l.term, l.chunks FROM lexical_term l WHERE l.tenant_id = (SELECT current_tenant()) AND l.term = ANY (wanted) $$;

CREATE TABLE embedding_space (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  dimensions integer NOT NULL,
  distance text NOT NULL CHECK (distance = 'cosine'),
  state text NOT NULL CHECK (state IN ('building', 'active')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name, version)
);
CREATE UNIQUE INDEX embedding_space_state ON embedding_space (tenant_id, state);
SELECT protect_tenant_table('embedding_space');

-- The vectors of every space; each space may have its own partial index over a cast to its dimensions.
CREATE TABLE embedding (
  tenant_id uuid NOT NULL,
  chunk_id bigint NOT NULL,
  space_id uuid NOT NULL,
  access_list_id integer NOT NULL,
  values vector NOT NULL,
  PRIMARY KEY (tenant_id, chunk_id, space_id)
);
SELECT protect_tenant_table('embedding');
CREATE POLICY app ON embedding FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND access_list_id = ANY ((SELECT visible_access_lists())::integer[]));
GRANT SELECT ON embedding TO groundwork_app;

-- array_agg would nest the arrays; what is read element by element lies flat.
CREATE AGGREGATE array_concat (integer[]) (SFUNC = array_cat, STYPE = integer[], INITCOND = '{}');

CREATE FUNCTION bump_index(tenant uuid) RETURNS void LANGUAGE sql AS
$$ UPDATE index_state SET revision = revision + 1 WHERE tenant_id = tenant $$;

CREATE FUNCTION add_chunks_to_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE index_state s
     SET revision = s.revision + 1, chunks = s.chunks + a.chunks, total_length = s.total_length + a.length
    FROM (SELECT tenant_id, count(*) AS chunks, sum(length) AS length FROM added GROUP BY tenant_id) a
   WHERE s.tenant_id = a.tenant_id;
  INSERT INTO lexical_term AS l (tenant_id, term, chunks)
  SELECT a.tenant_id, t.term, count(*) FROM added a CROSS JOIN LATERAL unnest(a.terms) AS t (term)
   GROUP BY a.tenant_id, t.term
  ON CONFLICT (tenant_id, term) DO UPDATE SET chunks = l.chunks + excluded.chunks;
  INSERT INTO posting (tenant_id, term, block, access_list_id, entries)
  SELECT tenant_id, term, block, access_list_id, array_concat(ARRAY[(id - block)::integer, count, length] ORDER BY id)
    FROM added a CROSS JOIN LATERAL unnest(a.terms, a.term_counts) AS t (term, count)
   GROUP BY tenant_id, term, block, access_list_id;
  RETURN NULL;
END $$;
CREATE TRIGGER add_to_index AFTER INSERT ON chunk REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION add_chunks_to_index();

-- A current Chunk changes in two ways: it is withdrawn (valid_to), or its Document's access changes. Both replace the
-- postings that it is in; a block whose Chunks differ in access would break the key, and so the transaction.
CREATE FUNCTION follow_chunks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE index_state s
     SET revision = s.revision + 1, chunks = s.chunks - n.chunks, total_length = s.total_length - n.length
    FROM (SELECT tenant_id, count(valid_to) AS chunks,
                 coalesce(sum(length) FILTER (WHERE valid_to IS NOT NULL), 0) AS length
            FROM changed GROUP BY tenant_id) n
   WHERE s.tenant_id = n.tenant_id;

  IF EXISTS (SELECT FROM changed WHERE valid_to IS NOT NULL) THEN
    UPDATE lexical_term l SET chunks = l.chunks - g.chunks
      FROM (SELECT n.tenant_id, t.term, count(*) AS chunks
              FROM changed n CROSS JOIN LATERAL unnest(n.terms) AS t (term)
             WHERE n.valid_to IS NOT NULL GROUP BY n.tenant_id, t.term) g
     WHERE l.tenant_id = g.tenant_id AND l.term = g.term;
    DELETE FROM lexical_term l
     USING (SELECT DISTINCT n.tenant_id, t.term FROM changed n CROSS JOIN LATERAL unnest(n.terms) AS t (term)
             WHERE n.valid_to IS NOT NULL) g
     WHERE l.tenant_id = g.tenant_id AND l.term = g.term AND l.chunks = 0;
    DELETE FROM embedding e USING changed n
     WHERE n.valid_to IS NOT NULL AND e.tenant_id = n.tenant_id AND e.chunk_id = n.id;
  END IF;

  DELETE FROM posting p
   USING (SELECT DISTINCT c.tenant_id, c.block, t.term
            FROM (SELECT DISTINCT tenant_id, document_id, block FROM changed) g
            JOIN chunk c ON c.tenant_id = g.tenant_id AND c.document_id = g.document_id AND c.block = g.block
           CROSS JOIN LATERAL unnest(c.terms) AS t (term)) g
   WHERE p.tenant_id = g.tenant_id AND p.term = g.term AND p.block = g.block;
  INSERT INTO posting (tenant_id, term, block, access_list_id, entries)
  SELECT c.tenant_id, t.term, c.block, c.access_list_id,
         array_concat(ARRAY[(c.id - c.block)::integer, t.count, c.length] ORDER BY c.id)
    FROM (SELECT DISTINCT tenant_id, document_id, block FROM changed) g
    JOIN chunk c ON c.tenant_id = g.tenant_id AND c.document_id = g.document_id AND c.block = g.block
                AND c.valid_to IS NULL
   CROSS JOIN LATERAL unnest(c.terms, c.term_counts) AS t (term, count)
   GROUP BY c.tenant_id, t.term, c.block, c.access_list_id;
  UPDATE embedding e SET access_list_id = n.access_list_id FROM changed n
   WHERE n.valid_to IS NULL AND e.tenant_id = n.tenant_id AND e.chunk_id = n.id
     AND e.access_list_id <> n.access_list_id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_in_index AFTER UPDATE ON chunk REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION follow_chunks();

-- A Document's access, removal and erasure reach everything made from it, in the transaction that changes it.
CREATE FUNCTION follow_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE document_access SET valid_to = at
     WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id AND valid_to IS NULL;
  END IF;
  IF NEW.deleted_at IS NULL THEN
    INSERT INTO document_access (tenant_id, document_id, access_list_id, valid_from)
    VALUES (NEW.tenant_id, NEW.id, NEW.access_list_id, at);
    UPDATE chunk SET access_list_id = NEW.access_list_id
     WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id AND valid_to IS NULL
       AND access_list_id <> NEW.access_list_id;
  ELSE
    UPDATE document_version SET valid_to = at
     WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id AND valid_to IS NULL;
    UPDATE chunk SET valid_to = at
     WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id AND valid_to IS NULL;
    DELETE FROM document_original WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id;
  END IF;
  IF TG_OP = 'UPDATE' THEN PERFORM bump_index(NEW.tenant_id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_new AFTER INSERT ON document FOR EACH ROW EXECUTE FUNCTION follow_document();
CREATE TRIGGER follow_change AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.access_list_id <> NEW.access_list_id OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
  EXECUTE FUNCTION follow_document();
`;
