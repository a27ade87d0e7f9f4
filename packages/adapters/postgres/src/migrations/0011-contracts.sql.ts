/** Playbooks, batches of Contracts, what is known of each file, what was found, and what people said to that. */
export const sql = /* sql */ `
CREATE TABLE playbook (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id text NOT NULL,
  source text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('playbook');
CREATE POLICY app ON playbook FOR SELECT TO groundwork_app USING (tenant_id = (SELECT current_tenant()));
GRANT SELECT ON playbook TO groundwork_app;

-- Its access list is kept in access_list under its own id, as a Collection's is.
CREATE TABLE contract_batch (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  playbook_id text,
  playbook_source text,
  stance text NOT NULL,
  access_list_id integer NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('contract_batch');
CREATE POLICY app ON contract_batch FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (access_list_id = ANY ((SELECT visible_access_lists())::integer[]) OR (SELECT has_scope('admin'))));
GRANT SELECT ON contract_batch TO groundwork_app;

CREATE TABLE contract (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  batch_id uuid NOT NULL,
  access_list_id integer NOT NULL,
  file_name text NOT NULL,
  also_named text[] NOT NULL DEFAULT '{}',
  media_type text,
  bytes bigint NOT NULL,
  content_hash text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'processing', 'ready', 'failed')),
  stage text NOT NULL,
  progress_done integer NOT NULL DEFAULT 0,
  progress_total integer NOT NULL DEFAULT 0,
  failure_code text,
  failure_message text,
  claims integer NOT NULL DEFAULT 0,
  pages integer,
  language text,
  -- Findings by severity; of a reviewed Contract.
  findings jsonb,
  reviewed_at timestamptz,
  signed_off_at timestamptz,
  signed_off_by text,
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, batch_id, content_hash),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES contract_batch ON DELETE CASCADE
);
CREATE INDEX contract_hash ON contract (tenant_id, content_hash);
CREATE INDEX contract_unfinished ON contract (heartbeat_at) WHERE status IN ('pending', 'processing');
SELECT protect_tenant_table('contract');
CREATE POLICY app ON contract FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (access_list_id = ANY ((SELECT visible_access_lists())::integer[]) OR (SELECT has_scope('admin'))));
GRANT SELECT ON contract TO groundwork_app;
CREATE POLICY system ON contract FOR SELECT TO groundwork_system USING (true);
GRANT SELECT (tenant_id, id, status, heartbeat_at) ON contract TO groundwork_system;

CREATE TABLE contract_original (
  tenant_id uuid NOT NULL,
  contract_id uuid NOT NULL,
  part integer NOT NULL,
  data bytea NOT NULL CHECK (octet_length(data) <= 1048576),
  PRIMARY KEY (tenant_id, contract_id, part),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES contract ON DELETE CASCADE
);
ALTER TABLE contract_original ALTER COLUMN data SET STORAGE EXTERNAL;
SELECT protect_tenant_table('contract_original');
CREATE POLICY app ON contract_original FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM contract c
                     WHERE c.tenant_id = contract_original.tenant_id AND c.id = contract_original.contract_id
                       AND c.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON contract_original TO groundwork_app;

-- What is made of a file's bytes whatever batch they are in: compressed JSON. Gone with the last Contract of them.
CREATE TABLE contract_analysis (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  content_hash text NOT NULL,
  version text NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (tenant_id, content_hash)
);
ALTER TABLE contract_analysis ALTER COLUMN data SET STORAGE EXTERNAL;
SELECT protect_tenant_table('contract_analysis');
CREATE POLICY app ON contract_analysis FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM contract c
                     WHERE c.tenant_id = contract_analysis.tenant_id AND c.content_hash = contract_analysis.content_hash
                       AND c.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON contract_analysis TO groundwork_app;

CREATE FUNCTION forget_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contract_analysis a
   WHERE a.tenant_id = OLD.tenant_id AND a.content_hash = OLD.content_hash
     AND NOT EXISTS (SELECT FROM contract c WHERE c.tenant_id = OLD.tenant_id AND c.content_hash = OLD.content_hash);
  RETURN NULL;
END $$;
CREATE TRIGGER forget AFTER DELETE ON contract FOR EACH ROW EXECUTE FUNCTION forget_contract();

CREATE TABLE contract_review (
  tenant_id uuid NOT NULL,
  contract_id uuid NOT NULL,
  compliant jsonb NOT NULL,
  undecided jsonb NOT NULL,
  summary jsonb NOT NULL,
  PRIMARY KEY (tenant_id, contract_id),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES contract ON DELETE CASCADE
);
SELECT protect_tenant_table('contract_review');
CREATE POLICY app ON contract_review FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM contract c
                     WHERE c.tenant_id = contract_review.tenant_id AND c.id = contract_review.contract_id
                       AND c.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON contract_review TO groundwork_app;

CREATE TABLE finding (
  tenant_id uuid NOT NULL,
  contract_id uuid NOT NULL,
  key text NOT NULL,
  ordinal integer NOT NULL,
  rule text NOT NULL,
  clause_type text,
  body jsonb NOT NULL,
  PRIMARY KEY (tenant_id, contract_id, key),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES contract ON DELETE CASCADE
);
SELECT protect_tenant_table('finding');
CREATE POLICY app ON finding FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM contract c
                     WHERE c.tenant_id = finding.tenant_id AND c.id = finding.contract_id
                       AND c.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON finding TO groundwork_app;

-- Appended to by people; the newest of a Finding counts.
CREATE TABLE decision (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  contract_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('accepted', 'dismissed', 'edited', 'wrong-span', 'missed')),
  finding_key text CHECK ((finding_key IS NULL) = (kind = 'missed')),
  rule text NOT NULL,
  clause_type text,
  span_start integer,
  span_end integer,
  text text,
  note text,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES contract ON DELETE CASCADE
);
CREATE INDEX decision_contract ON decision (tenant_id, contract_id);
SELECT protect_tenant_table('decision');
REVOKE UPDATE ON decision FROM groundwork_worker;
CREATE POLICY app ON decision FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM contract c
                     WHERE c.tenant_id = decision.tenant_id AND c.id = decision.contract_id
                       AND c.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
GRANT SELECT ON decision TO groundwork_app;
`;
