import { AsyncLocalStorage } from 'node:async_hooks';
import { type Principal, systemPrincipal, type TenantId } from '@groundwork/kernel';
import type { QueryResultRow } from 'pg';
import { isConflict, toGroundworkError } from './database-error.ts';
import { beginStatement, type DatabaseRole, type Session, sessionOf, setRole } from './session.ts';
import type { NamedStatement, SqlClient, SqlPool } from './sql-pool.ts';

/** The handle of one transaction. Inside it use nothing else: the embedded database has one connection. */
export interface Transaction {
  query<Row extends QueryResultRow = QueryResultRow>(
    statement: string | NamedStatement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Act as another role for the rest of the transaction, bound to the same Tenant and Principal. */
  as(role: DatabaseRole): Promise<void>;
}

type Work<Result> = (tx: Transaction) => Promise<Result>;

const inside = new AsyncLocalStorage<true>();
const maxAttempts = 4;

/**
 * The database, one transaction at a time. Every helper binds Tenant and Principal for its transaction alone; work
 * that lost a race with another transaction is run again, so it holds no effects but its statements.
 */
export class Database {
  constructor(
    /** For the queue, which keeps its own schema; stores use the helpers below. */
    readonly pool: SqlPool,
    readonly kind: 'embedded' | 'native',
    private readonly onClose: () => Promise<void> = async () => {},
  ) {}

  /** As a reader: one snapshot, current rows, only what the Principal's grants show. */
  read<Result>(principal: Principal, work: Work<Result>): Promise<Result> {
    return this.#transaction('read', sessionOf('app', principal), work);
  }

  /** As a reader that also writes: its answers, conversations, feedback. */
  write<Result>(principal: Principal, work: Work<Result>): Promise<Result> {
    return this.#transaction('write', sessionOf('app', principal), work);
  }

  /** As one who reads the Tenant's history; the database shows nothing without the scope `audit`. */
  audit<Result>(principal: Principal, work: Work<Result>): Promise<Result> {
    return this.#transaction('read', sessionOf('auditor', principal), work);
  }

  /** As the Tenant itself: jobs and management. */
  work<Result>(tenantId: TenantId, work: Work<Result>): Promise<Result> {
    return this.#transaction('write', sessionOf('worker', systemPrincipal(tenantId, 'worker')), work);
  }

  /** As the operator, for what belongs to no Tenant. */
  operate<Result>(work: Work<Result>): Promise<Result> {
    return this.#transaction('write', { role: 'system' }, work);
  }

  /** As the operator, looking only. */
  inquire<Result>(work: Work<Result>): Promise<Result> {
    return this.#transaction('read', { role: 'system' }, work);
  }

  /** As the owner of the tables: migrations and index building only. */
  own<Result>(work: Work<Result>): Promise<Result> {
    return this.#transaction('write', undefined, work);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.onClose();
  }

  async #transaction<Result>(
    mode: 'read' | 'write',
    session: Session | undefined,
    work: Work<Result>,
  ): Promise<Result> {
    if (inside.getStore()) throw new Error('Inside a transaction use its handle, not the database');
    for (let attempt = 1; ; attempt++) {
      try {
        return await (mode === 'read' ? this.#look(session, work) : this.#attempt(session, work));
      } catch (error) {
        if (!isConflict(error) || attempt === maxAttempts) throw toGroundworkError(error);
      }
    }
  }

  /**
   * Waits for as few answers as a reader needs: not for that of BEGIN before the first statement is sent (a client
   * that pipelines sends both at once, in order), and not for that of COMMIT, which has nothing to keep.
   */
  async #look<Result>(session: Session | undefined, work: Work<Result>): Promise<Result> {
    const client = await this.pool.connect();
    const opened = client.query(beginStatement('read', session));
    // Reported where it is awaited, by the first statement; until then it must not count as unhandled.
    opened.catch(() => {});
    const end = (statement: 'COMMIT' | 'ROLLBACK') =>
      client.query(statement).then(
        () => client.release(),
        () => client.release(true),
      );
    try {
      const result = await inside.run(true, () => work(transactionOn(client, opened)));
      await opened;
      void end('COMMIT');
      return result;
    } catch (error) {
      await end('ROLLBACK');
      throw error;
    }
  }

  async #attempt<Result>(session: Session | undefined, work: Work<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query(beginStatement('write', session));
      const result = await inside.run(true, () => work(transactionOn(client)));
      const { command } = await client.query('COMMIT');
      // COMMIT of a failed transaction rolls back without an error.
      if (command !== 'COMMIT') throw new Error('The transaction failed on an error that was not passed on');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** What is asked before the transaction is known to be `opened` comes to nothing unless it is. */
function transactionOn(client: SqlClient, opened?: Promise<unknown>): Transaction {
  const send = async <Row extends QueryResultRow>(
    statement: string | NamedStatement,
    values?: readonly unknown[],
  ) => {
    const sent = client.query<Row>(statement, values && [...values]);
    if (opened) await Promise.all([opened, sent]);
    return (await sent).rows;
  };
  return { query: send, as: async (role) => void (await send(setRole(role))) };
}
