/** What a process has already made of a Document under way, and Documents that wait, by Tenant. */
export const sql = /* sql */ `
-- Vectors of texts of a Document that is being ingested, by the hash of the text: who takes over goes on from there.
CREATE TABLE embedding_draft (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  space_id uuid NOT NULL,
  text_hash text NOT NULL,
  values bytea NOT NULL,
  PRIMARY KEY (tenant_id, document_id, space_id, text_hash),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
SELECT protect_tenant_table('embedding_draft');

-- What the parser made of its original, as JSON, in parts that a driver moves in one piece.
CREATE TABLE parsed_draft (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  part integer NOT NULL,
  revision integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (tenant_id, document_id, part),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE
);
ALTER TABLE parsed_draft ALTER COLUMN data SET STORAGE EXTERNAL;
SELECT protect_tenant_table('parsed_draft');

-- Whether published, failed or removed: nothing of a draft outlives the work.
CREATE FUNCTION drop_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM embedding_draft WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id;
  DELETE FROM parsed_draft WHERE tenant_id = NEW.tenant_id AND document_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER drop_drafts AFTER UPDATE OF status, deleted_at ON document FOR EACH ROW
  WHEN (NEW.deleted_at IS NOT NULL OR NEW.status IN ('ready', 'failed')) EXECUTE FUNCTION drop_drafts();

CREATE INDEX document_pending ON document (tenant_id, heartbeat_at) WHERE status = 'pending' AND deleted_at IS NULL;
`;
