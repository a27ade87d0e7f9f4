/** Conversations, Answers with their Citations, the answer cache, costs and events; and erasure that reaches them. */
export const sql = /* sql */ `
CREATE TABLE conversation (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  owner text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('conversation');
CREATE POLICY app ON conversation TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (owner = (SELECT current_actor()) OR (SELECT has_scope('admin'))));
GRANT SELECT, INSERT ON conversation TO groundwork_app;

CREATE TABLE answer (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  owner text NOT NULL,
  conversation_id uuid,
  kind text NOT NULL CHECK (kind IN ('answer', 'abstention')),
  question text NOT NULL,
  standalone_question text NOT NULL,
  language text NOT NULL,
  retrieval jsonb NOT NULL,
  settings jsonb NOT NULL,
  costs jsonb NOT NULL,
  timings jsonb NOT NULL,
  cached boolean NOT NULL,
  confidence double precision,
  reason text,
  message text,
  sentences integer NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX answer_created ON answer (tenant_id, created_at);
SELECT protect_tenant_table('answer');
CREATE POLICY app ON answer FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND (owner = (SELECT current_actor()) OR (SELECT has_scope('audit'))));
CREATE POLICY app_add ON answer FOR INSERT TO groundwork_app
  WITH CHECK (tenant_id = (SELECT current_tenant()) AND owner = (SELECT current_actor()));
GRANT SELECT, INSERT ON answer TO groundwork_app;

-- sentence -1 holds the nearest passages of an Abstention. Seen while the Answer and the cited Document are.
CREATE TABLE answer_citation (
  tenant_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  sentence integer NOT NULL,
  ordinal integer NOT NULL,
  chunk_id bigint NOT NULL,
  document_id uuid NOT NULL,
  version_id uuid NOT NULL,
  external_id text NOT NULL,
  title text NOT NULL,
  page integer,
  span_start integer NOT NULL,
  span_end integer NOT NULL,
  quote text NOT NULL,
  PRIMARY KEY (tenant_id, answer_id, sentence, ordinal),
  FOREIGN KEY (tenant_id, answer_id) REFERENCES answer ON DELETE CASCADE
);
CREATE INDEX answer_citation_document ON answer_citation (tenant_id, document_id);
SELECT protect_tenant_table('answer_citation');
CREATE POLICY app ON answer_citation FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM answer a
                     WHERE a.tenant_id = answer_citation.tenant_id AND a.id = answer_citation.answer_id)
         AND EXISTS (SELECT FROM document d
                     WHERE d.tenant_id = answer_citation.tenant_id AND d.id = answer_citation.document_id
                       AND d.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
CREATE POLICY app_add ON answer_citation FOR INSERT TO groundwork_app
  WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT ON answer_citation TO groundwork_app;

-- Seen while every one of its Citations is; text is gone once a source was erased.
CREATE TABLE answer_sentence (
  tenant_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  ordinal integer NOT NULL,
  text text,
  citations integer NOT NULL,
  PRIMARY KEY (tenant_id, answer_id, ordinal),
  FOREIGN KEY (tenant_id, answer_id) REFERENCES answer ON DELETE CASCADE
);
SELECT protect_tenant_table('answer_sentence');
CREATE POLICY app ON answer_sentence FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND text IS NOT NULL
         AND EXISTS (SELECT FROM answer a
                     WHERE a.tenant_id = answer_sentence.tenant_id AND a.id = answer_sentence.answer_id)
         AND citations = (SELECT count(*) FROM answer_citation c
                          WHERE c.tenant_id = answer_sentence.tenant_id AND c.answer_id = answer_sentence.answer_id
                            AND c.sentence = answer_sentence.ordinal));
CREATE POLICY app_add ON answer_sentence FOR INSERT TO groundwork_app
  WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT ON answer_sentence TO groundwork_app;

-- Drafts that were not shown may quote any passage retrieved: they are seen only while all of those are.
CREATE TABLE answer_rejection (
  tenant_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  document_ids uuid[] NOT NULL,
  sentences jsonb NOT NULL,
  PRIMARY KEY (tenant_id, answer_id),
  FOREIGN KEY (tenant_id, answer_id) REFERENCES answer ON DELETE CASCADE
);
SELECT protect_tenant_table('answer_rejection');
CREATE POLICY app ON answer_rejection FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM answer a
                     WHERE a.tenant_id = answer_rejection.tenant_id AND a.id = answer_rejection.answer_id)
         AND cardinality(document_ids) = (SELECT count(*) FROM document d
                     WHERE d.tenant_id = answer_rejection.tenant_id AND d.id = ANY (answer_rejection.document_ids)
                       AND d.access_list_id = ANY ((SELECT visible_access_lists())::integer[])));
CREATE POLICY app_add ON answer_rejection FOR INSERT TO groundwork_app
  WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT ON answer_rejection TO groundwork_app;

CREATE TABLE answer_feedback (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  answer_id uuid NOT NULL,
  actor text NOT NULL,
  rating text NOT NULL CHECK (rating IN ('helpful', 'unhelpful')),
  comment text,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, answer_id) REFERENCES answer ON DELETE CASCADE
);
CREATE INDEX answer_feedback_answer ON answer_feedback (tenant_id, answer_id);
SELECT protect_tenant_table('answer_feedback');
CREATE POLICY app ON answer_feedback TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM answer a
                     WHERE a.tenant_id = answer_feedback.tenant_id AND a.id = answer_feedback.answer_id));
GRANT SELECT, INSERT ON answer_feedback TO groundwork_app;

CREATE TABLE message (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  conversation_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('customer', 'assistant', 'agent')),
  -- Empty for an Answer, whose sentences are read where they are guarded.
  text text NOT NULL,
  answer_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX message_conversation ON message (tenant_id, conversation_id, position);
SELECT protect_tenant_table('message');
CREATE POLICY app ON message TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM conversation c
                     WHERE c.tenant_id = message.tenant_id AND c.id = message.conversation_id));
GRANT SELECT, INSERT ON message TO groundwork_app;

CREATE TABLE escalation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX escalation_conversation ON escalation (tenant_id, conversation_id);
SELECT protect_tenant_table('escalation');
CREATE POLICY app ON escalation TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND EXISTS (SELECT FROM conversation c
                     WHERE c.tenant_id = escalation.tenant_id AND c.id = escalation.conversation_id));
GRANT SELECT, INSERT ON escalation TO groundwork_app;

-- Only rows of the index as it is now, made for the same set of grants, are seen; older ones go as it changes.
CREATE TABLE answer_cache (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  key text NOT NULL,
  access_key text NOT NULL,
  revision bigint NOT NULL,
  outcome jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, key, access_key)
);
SELECT protect_tenant_table('answer_cache');
CREATE POLICY app ON answer_cache FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND access_key = (SELECT current_access_key())
         AND revision = (SELECT s.revision FROM index_state s WHERE s.tenant_id = (SELECT current_tenant())));
GRANT SELECT ON answer_cache TO groundwork_app;

CREATE FUNCTION clear_answer_cache() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM answer_cache WHERE tenant_id = NEW.tenant_id;
  RETURN NULL;
END $$;
CREATE TRIGGER clear_answer_cache AFTER UPDATE ON index_state FOR EACH ROW
  WHEN (OLD.revision <> NEW.revision) EXECUTE FUNCTION clear_answer_cache();

CREATE TABLE cost_entry (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  subject text NOT NULL,
  operation text NOT NULL,
  purpose text NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd double precision NOT NULL,
  estimated boolean NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX cost_entry_at ON cost_entry (tenant_id, at);
SELECT protect_tenant_table('cost_entry');
REVOKE UPDATE, DELETE ON cost_entry FROM groundwork_worker;
CREATE POLICY app ON cost_entry FOR INSERT TO groundwork_app WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT INSERT ON cost_entry TO groundwork_app;

-- The append-only log that every KPI is computed from. Holds no text of questions, answers or documents.
CREATE TABLE kpi_event (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  name text NOT NULL,
  subject text NOT NULL,
  properties jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX kpi_event_at ON kpi_event (tenant_id, at);
SELECT protect_tenant_table('kpi_event');
REVOKE UPDATE, DELETE ON kpi_event FROM groundwork_worker;
CREATE POLICY app ON kpi_event FOR INSERT TO groundwork_app WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT INSERT ON kpi_event TO groundwork_app;

-- A Document's row goes only in erasure: what was made from its text goes with it, stored answers included.
CREATE FUNCTION erase_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE chunk SET valid_to = clock_timestamp()
   WHERE tenant_id = OLD.tenant_id AND document_id = OLD.id AND valid_to IS NULL;
  UPDATE answer_sentence s SET text = NULL FROM answer_citation c
   WHERE c.tenant_id = OLD.tenant_id AND c.document_id = OLD.id
     AND s.tenant_id = c.tenant_id AND s.answer_id = c.answer_id AND s.ordinal = c.sentence;
  DELETE FROM answer_citation WHERE tenant_id = OLD.tenant_id AND document_id = OLD.id;
  DELETE FROM answer_rejection WHERE tenant_id = OLD.tenant_id AND OLD.id = ANY (document_ids);
  PERFORM bump_index(OLD.tenant_id);
  RETURN OLD;
END $$;
CREATE TRIGGER erase_document BEFORE DELETE ON document FOR EACH ROW EXECUTE FUNCTION erase_document();
`;
