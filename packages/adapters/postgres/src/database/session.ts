import { actorOf } from '@groundwork/access';
import type { Principal, TenantId } from '@groundwork/kernel';

/**
 * Who the statements of a transaction act as. `app` reads current rows by access list; `worker` acts for one Tenant;
 * `auditor` reads one Tenant's history; `system` creates Tenants and looks across them, never at their text.
 */
export type DatabaseRole = 'app' | 'worker' | 'auditor' | 'system';

/** What row-level security compares rows with. */
export interface Session {
  readonly role: DatabaseRole;
  readonly tenantId?: TenantId;
  readonly actor?: string;
  readonly grants?: readonly string[];
  readonly scopes?: readonly string[];
}

export function sessionOf(role: DatabaseRole, principal: Principal): Session {
  const { tenantId, grants, scopes } = principal;
  return { role, tenantId, actor: actorOf(principal), grants, scopes };
}

export function setRole(role: DatabaseRole): string {
  return `SET LOCAL ROLE groundwork_${role}`;
}

/** One message that opens the transaction and binds it: everything is LOCAL, so nothing outlives it. */
export function beginStatement(mode: 'read' | 'write', session: Session | undefined): string {
  const begin = mode === 'read' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN';
  if (!session) return begin;
  const settings = {
    tenant_id: session.tenantId ?? '',
    actor: session.actor ?? '',
    // Sorted, so that equal sets of grants are one access key.
    grants: arrayLiteral([...new Set(session.grants ?? [])].sort()),
    scopes: (session.scopes ?? []).join(','),
  };
  const assignments = Object.entries(settings).map(
    ([name, value]) => `set_config('groundwork.${name}', ${literal(value)}, true)`,
  );
  if (mode === 'read') {
    // A filtered search over a vector index looks at 100 candidates at a time and goes on until it has enough rows.
    // Compiling a query of milliseconds takes longer than running it. A plan that the session keeps outlives the days
    // when a table was so small that reading all of it was best.
    const planner = {
      'hnsw.iterative_scan': 'strict_order',
      'hnsw.ef_search': '100',
      jit: 'off',
      enable_seqscan: 'off',
    };
    for (const [name, value] of Object.entries(planner)) {
      assignments.push(`set_config('${name}', '${value}', true)`);
    }
  }
  return `${begin}; ${setRole(session.role)}; SELECT ${assignments.join(', ')}`;
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** A string constant that reads the same whatever `standard_conforming_strings` says. */
function literal(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
