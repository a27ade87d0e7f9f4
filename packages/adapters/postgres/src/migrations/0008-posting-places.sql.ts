/** Postings are found term by term whatever the planner believes of a table that nobody has analyzed yet. */
export const sql = /* sql */ `
-- Each row is looked up once, by its key; from there on by its place, which cannot move: whoever changes the index of
-- a Tenant holds its lock.
CREATE OR REPLACE FUNCTION add_postings(tenant uuid, list integer, ids bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH added AS (
    SELECT t.term, min(c.id) AS first, max(c.id) AS last,
           string_agg(substring(int8send(c.id) FROM 3) || int2send(t.count)
                      || int2send(least(c.length, 32767)::smallint), '') AS entries
      FROM chunk c CROSS JOIN LATERAL unnest(c.terms, c.term_counts) AS t (term, count)
     WHERE c.tenant_id = tenant AND c.id = ANY (ids) GROUP BY t.term
  ), placed AS (
    SELECT a.*, p.block, p.place
      FROM added a LEFT JOIN LATERAL (
             SELECT ctid AS place, block, entries FROM posting
              WHERE tenant_id = tenant AND term = a.term AND access_list_id = list AND block <= a.first
              ORDER BY block DESC LIMIT 1) p ON octet_length(p.entries) + octet_length(a.entries) <= 1800
  ), appended AS (
    UPDATE posting p SET entries = p.entries || a.entries, last = greatest(p.last, a.last)
      FROM placed a WHERE p.ctid = a.place
  )
  INSERT INTO posting AS p (tenant_id, term, access_list_id, block, last, entries)
  SELECT tenant, term, list, first, last, entries FROM placed WHERE block IS NULL
  -- A Chunk comes back to a list whose row began with it.
  ON CONFLICT (tenant_id, term, access_list_id, block)
  DO UPDATE SET entries = p.entries || excluded.entries, last = greatest(p.last, excluded.last)
$$;

CREATE OR REPLACE FUNCTION remove_postings(tenant uuid, list integer, ids bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH gone AS (
    SELECT t.term, min(c.id) AS first, max(c.id) AS last
      FROM chunk c CROSS JOIN LATERAL unnest(c.terms) AS t (term)
     WHERE c.tenant_id = tenant AND c.id = ANY (ids) GROUP BY t.term
  ), keys AS (
    SELECT array_agg(substring(int8send(id) FROM 3)) AS ids FROM unnest(ids) AS i (id)
  ), rest AS (
    SELECT p.place,
           (SELECT string_agg(substring(p.entries FROM i FOR 10), '')
              FROM generate_series(1, octet_length(p.entries), 10) AS i
             WHERE substring(p.entries FROM i FOR 6) <> ALL (k.ids)) AS entries
      FROM keys k CROSS JOIN gone g
     CROSS JOIN LATERAL (
             SELECT ctid AS place, entries FROM posting
              WHERE tenant_id = tenant AND term = g.term AND access_list_id = list
                AND block <= g.last AND last >= g.first OFFSET 0) p
  ), deleted AS (
    DELETE FROM posting p USING rest r WHERE p.ctid = r.place AND r.entries IS NULL
  )
  UPDATE posting p SET entries = r.entries FROM rest r WHERE p.ctid = r.place AND r.entries IS NOT NULL
$$;
`;
