/** Each Tenant's own words and synonyms; and by which analysis the terms of a Chunk were made. */
export const sql = /* sql */ `
CREATE TABLE lexicon_entry (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('word', 'synonyms', 'expansion')),
  terms text[] NOT NULL CHECK (cardinality(terms) >= 1),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
SELECT protect_tenant_table('lexicon_entry');
-- Every search of the Tenant uses all of it.
CREATE POLICY app ON lexicon_entry FOR SELECT TO groundwork_app USING (tenant_id = (SELECT current_tenant()));
GRANT SELECT ON lexicon_entry TO groundwork_app;

-- Beside the revision of the index, so that a search reads both in the row that it reads anyway. Whoever raises it
-- raises the other too, by which kept answers go.
ALTER TABLE index_state ADD COLUMN lexicon_revision bigint NOT NULL DEFAULT 0;

-- The default is the analysis that the code has now; Chunks of before keep the number of theirs.
ALTER TABLE chunk ADD COLUMN analysis smallint NOT NULL DEFAULT 1;
ALTER TABLE chunk ALTER COLUMN analysis SET DEFAULT 2;
`;
