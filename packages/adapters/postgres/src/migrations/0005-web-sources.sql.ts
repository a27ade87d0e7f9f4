/** Addresses that are fetched, and fetched again: pages, each with its Document, and sitemaps. */
export const sql = /* sql */ `
CREATE TABLE web_source (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  collection_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('page', 'sitemap')),
  url text NOT NULL,
  host text NOT NULL,
  -- Of a page.
  document_id uuid,
  -- The sitemap that named it, the outermost one.
  sitemap_id uuid,
  -- Of a sitemap: what its pages' Documents are given; NULL: the Collection's access, and nothing.
  grants text[],
  metadata jsonb,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ready', 'failed', 'gone')),
  failure_code text,
  failure_message text,
  -- Fetches since the last one with a result, and whether the last one found nothing.
  attempts integer NOT NULL DEFAULT 0,
  missing boolean NOT NULL DEFAULT false,
  -- When it is to be fetched; while it is being fetched, when its job is taken for dead; NULL: not again.
  due_at timestamptz,
  etag text,
  last_modified text,
  resolved_url text,
  checked_at timestamptz,
  fetched_at timestamptz,
  skipped integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, collection_id, kind, url),
  FOREIGN KEY (tenant_id, collection_id) REFERENCES collection ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, document_id) REFERENCES document ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, sitemap_id) REFERENCES web_source ON DELETE SET NULL (sitemap_id),
  CHECK (kind = 'sitemap' OR document_id IS NOT NULL)
);
CREATE INDEX web_source_due ON web_source (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX web_source_host ON web_source (tenant_id, host, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX web_source_document ON web_source (tenant_id, document_id);
CREATE INDEX web_source_sitemap ON web_source (tenant_id, sitemap_id);
SELECT protect_tenant_table('web_source');
CREATE POLICY app ON web_source FOR SELECT TO groundwork_app
  USING (tenant_id = (SELECT current_tenant())
         AND ((SELECT has_scope('admin'))
              OR document_id IS NULL AND EXISTS (SELECT FROM collection c
                   WHERE c.tenant_id = web_source.tenant_id AND c.id = web_source.collection_id)
              OR EXISTS (SELECT FROM document d
                   WHERE d.tenant_id = web_source.tenant_id AND d.id = web_source.document_id)));
GRANT SELECT ON web_source TO groundwork_app;
CREATE POLICY system ON web_source FOR SELECT TO groundwork_system USING (true);
GRANT SELECT (tenant_id, host, due_at) ON web_source TO groundwork_system;

-- The sweep of Documents leaves alone what is still being fetched.
GRANT SELECT (stage) ON document TO groundwork_system;
`;
