/** Roles, what a session is bound to, and Tenants with their people. */
export const sql = /* sql */ `
CREATE EXTENSION IF NOT EXISTS vector;

-- Roles belong to the cluster, not to the database: another database may have made them, or be making them now.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['groundwork_app', 'groundwork_worker', 'groundwork_auditor', 'groundwork_system']
  LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    IF NOT pg_has_role(current_user, role_name,
                       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('groundwork.tenant_id', true), '')::uuid $$;

CREATE FUNCTION current_actor() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('groundwork.actor', true), '') $$;

CREATE FUNCTION current_grants() RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('groundwork.grants', true), '')::text[], '{}') $$;

-- Equal for equal sets of grants: the session sets them sorted.
CREATE FUNCTION current_access_key() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT md5(current_setting('groundwork.grants', true)) $$;

CREATE FUNCTION has_scope(wanted text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(string_to_array(current_setting('groundwork.scopes', true), ',') && ARRAY[wanted, 'admin'], false) $$;

-- What every tenant-owned table gets. The role app gets nothing here: each table says what readers may do.
CREATE FUNCTION protect_tenant_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY worker ON %s TO groundwork_worker USING (tenant_id = (SELECT current_tenant()))
                  WITH CHECK (tenant_id = (SELECT current_tenant()))', target);
  EXECUTE format('CREATE POLICY auditor ON %s FOR SELECT TO groundwork_auditor
                  USING (tenant_id = (SELECT current_tenant()) AND (SELECT has_scope(''audit'')))', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO groundwork_worker', target);
  EXECUTE format('GRANT SELECT ON %s TO groundwork_auditor', target);
END $$;

CREATE TABLE tenant (
  tenant_id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);
SELECT protect_tenant_table('tenant');
REVOKE INSERT, UPDATE, DELETE ON tenant FROM groundwork_worker;
CREATE POLICY system ON tenant TO groundwork_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON tenant TO groundwork_system;

CREATE TABLE app_user (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('app_user');

CREATE TABLE user_group (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('user_group');

-- Kept in time, so that "who could see this then" has an answer.
CREATE TABLE group_member (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  group_id uuid NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (tenant_id, user_id, group_id, valid_from),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE UNIQUE INDEX group_member_current ON group_member (tenant_id, user_id, group_id) WHERE valid_to IS NULL;
CREATE INDEX group_member_group ON group_member (tenant_id, group_id);
SELECT protect_tenant_table('group_member');

CREATE TABLE api_key (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  user_id uuid,
  grants text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
SELECT protect_tenant_table('api_key');
REVOKE SELECT ON api_key FROM groundwork_auditor;
CREATE POLICY system ON api_key FOR SELECT TO groundwork_system USING (true);
GRANT SELECT ON api_key TO groundwork_system;
CREATE POLICY system ON group_member FOR SELECT TO groundwork_system USING (true);
GRANT SELECT ON group_member TO groundwork_system;

CREATE TABLE audit_event (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  details jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_event_at ON audit_event (tenant_id, at);
SELECT protect_tenant_table('audit_event');
REVOKE UPDATE, DELETE ON audit_event FROM groundwork_worker;

CREATE TABLE idempotency_key (
  tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
  actor text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer,
  body json,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, actor, key)
);
SELECT protect_tenant_table('idempotency_key');
CREATE POLICY app ON idempotency_key TO groundwork_app
  USING (tenant_id = (SELECT current_tenant()) AND actor = (SELECT current_actor()));
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO groundwork_app;
`;
