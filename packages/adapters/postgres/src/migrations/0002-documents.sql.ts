/** Collections, Documents with their access and versions, and the Chunks that are searched. */
export const sql = /* sql */ `
-- Distinct sets of grants within a Collection. Rows that carry text point here: whether they are visible, and whether
-- they belong to the Collections asked for, is one comparison of integers.
CREATE TABLE access_list (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id integer GENERATED ALWAYS AS IDENTITY,
  collection_id uuid NOT NULL,
  grants text[] NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, collection_id, grants)
);
SELECT protect_tenant_table('access_list');
CREATE POLICY app ON access_list FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (grants && (SELECT current_grants()) OR (SELECT has_scope('admin'))));
GRANT SELECT ON access_list TO groundwork_app;

-- Evaluated once per statement and table: policies call it in a subquery of its own.
CREATE FUNCTION visible_access_lists() RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(id), '{}') FROM access_list
          WHERE tenant_id = current_tenant() AND grants && current_grants());
END $$;

CREATE FUNCTION access_list_for(collection uuid, wanted text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  normal text[] := ARRAY(SELECT DISTINCT unnest(wanted) ORDER BY 1);
  found integer;
BEGIN
  SELECT id INTO found FROM access_list
   WHERE tenant_id = current_tenant() AND collection_id = collection AND grants = normal;
  IF found IS NULL THEN
    INSERT INTO access_list (tenant_id, collection_id, grants) VALUES (current_tenant(), collection, normal)
    ON CONFLICT DO NOTHING;
    SELECT id INTO found FROM access_list
     WHERE tenant_id = current_tenant() AND collection_id = collection AND grants = normal;
  END IF;
  RETURN found;
END $$;

CREATE TABLE collection (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  language text,
  access_list_id integer NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
SELECT protect_tenant_table('collection');
CREATE POLICY app ON collection FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (access_list_id = ANY ((SELECT visible_access_lists())::integer[]) OR (SELECT has_scope('admin'))));
GRANT SELECT ON collection TO groundwork_app;

-- One row per source, with facts of its published version beside it: managers list what they may not read.
CREATE TABLE document (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  collection_id uuid NOT NULL,
  external_id text NOT NULL,
  title text NOT NULL,
  given_title text,
  media_type text NOT NULL,
  given_media_type text,
  bytes bigint NOT NULL,
  content_hash text NOT NULL,
  metadata jsonb NOT NULL,
  access_list_id integer NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  published_revision integer NOT NULL DEFAULT 0,
  claims integer NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('pending', 'processing', 'ready', 'failed')),
  stage text NOT NULL,
  progress_done integer NOT NULL DEFAULT 0,
  progress_total integer NOT NULL DEFAULT 0,
  failure_code text,
  failure_message text,
  version_id uuid,
  version_number integer NOT NULL DEFAULT 0,
  pages integer NOT NULL DEFAULT 0,
  chunks integer NOT NULL DEFAULT 0,
  language text NOT NULL DEFAULT 'und',
  flags jsonb NOT NULL DEFAULT '[]',
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE UNIQUE INDEX document_external_id ON document (tenant_id, collection_id, external_id) WHERE deleted_at IS NULL;
CREATE INDEX document_unfinished ON document (heartbeat_at)
  WHERE status IN ('pending', 'processing') AND deleted_at IS NULL;
SELECT protect_tenant_table('document');
CREATE POLICY app ON document FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND deleted_at IS NULL
         AND (access_list_id = ANY ((SELECT visible_access_lists())::integer[]) OR (SELECT has_scope('admin'))));
GRANT SELECT ON document TO groundwork_app;
CREATE POLICY system ON document FOR SELECT TO groundwork_system USING (true);
GRANT SELECT (tenant_id, id, status, heartbeat_at, deleted_at) ON document TO groundwork_system;

-- The newest original, in parts that a driver moves in one piece.
CREATE TABLE document_original (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  part integer NOT NULL,
  data bytea NOT NULL CHECK (octet_length(data) <= 1048576),
  PRIMARY KEY (tenant_id, document_id, part),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
ALTER TABLE document_original ALTER COLUMN data SET STORAGE EXTERNAL;
SELECT protect_tenant_table('document_original');

CREATE TABLE document_access (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  access_list_id integer NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (tenant_id, document_id, valid_from),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
SELECT protect_tenant_table('document_access');

CREATE TABLE document_version (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  document_id uuid NOT NULL,
  number integer NOT NULL,
  title text NOT NULL,
  media_type text NOT NULL,
  text text NOT NULL,
  language text NOT NULL,
  pages integer NOT NULL,
  flags jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
CREATE INDEX document_version_document ON document_version (tenant_id, document_id);
SELECT protect_tenant_table('document_version');
CREATE POLICY app ON document_version FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND valid_to IS NULL
         AND EXISTS (SELECT FROM document d
                     WHERE d.tenant_id = document_version.tenant_id AND d.id = document_version.document_id
                       AND d.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON document_version TO groundwork_app;

CREATE TABLE chunk (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  document_id uuid NOT NULL,
  version_id uuid NOT NULL,
  collection_id uuid NOT NULL,
  access_list_id integer NOT NULL,
  ordinal integer NOT NULL,
  span_start integer NOT NULL,
  span_end integer NOT NULL,
  text text NOT NULL,
  heading_path text[] NOT NULL,
  kind text NOT NULL,
  page_start integer,
  page_end integer,
  box jsonb,
  language text NOT NULL,
  -- The block of postings it is in; terms with their counts, and the sum of the counts: what those are made from.
  block bigint NOT NULL,
  terms text[] NOT NULL,
  term_counts smallint[] NOT NULL,
  length integer NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
CREATE INDEX chunk_document ON chunk (tenant_id, document_id);
SELECT protect_tenant_table('chunk');
-- Chunks are withdrawn once, and go with their Document; a bare delete would leave the index behind.
REVOKE DELETE ON chunk FROM groundwork_worker;
CREATE POLICY history ON chunk AS RESTRICTIVE FOR UPDATE TO groundwork_worker USING (valid_to IS NULL) WITH CHECK (true);
GRANT USAGE ON SEQUENCE chunk_id_seq TO groundwork_worker;
CREATE POLICY app ON chunk FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND valid_to IS NULL
         AND access_list_id = ANY ((SELECT visible_access_lists())::integer[]));
GRANT SELECT ON chunk TO groundwork_app;
`;
