import { EventEmitter } from 'node:events';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { vector } from '@electric-sql/pglite-pgvector';
import { OperationalError } from '@groundwork/kernel';
import pg from 'pg';
import type { QueryResult, QueryResultRow } from 'pg';
import { EmbeddedClient } from './embedded-client.ts';
import type { NamedStatement, SqlNotification, SqlPool } from './sql-pool.ts';
import { type EndTurn, Turnstile } from './turnstile.ts';

/**
 * PGlite as a pool. PGlite is one session: a statement of another user slipping between BEGIN and COMMIT would run
 * inside that transaction and under its role. So whole transactions take turns, and LISTEN is served beside them.
 */
export class EmbeddedPool extends EventEmitter implements SqlPool {
  /** Read by BullMQ: there is no socket to lose, so a worker may wait for a notification as long as it likes. */
  readonly options = { keepAlive: true };
  readonly #turnstile = new Turnstile(60_000);
  readonly #listeners = new Map<EmbeddedClient, (message: SqlNotification) => void>();
  #closed: string | undefined;

  private constructor(
    private readonly lite: PGlite,
    private readonly session: pg.Client,
  ) {
    super();
    this.on('error', () => {});
    session.on('error', (error) => this.#fail(error));
    session.on('notification', (message) => {
      for (const listener of this.#listeners.values()) listener(message);
    });
  }

  /** Opens (creates, where empty) the data directory; in memory without one. */
  static async open(dataDir?: string): Promise<EmbeddedPool> {
    const lite = await PGlite.create({
      ...(dataDir === undefined ? {} : { dataDir }),
      extensions: { vector },
    });
    const config: pg.ClientConfig = { ...createPgConfig(lite) };
    const session = new pg.Client(config);
    await session.connect();
    return new EmbeddedPool(lite, session);
  }

  /** True between BEGIN and the end of the transaction, failed ones included. */
  get inTransaction(): boolean {
    const status = this.session.getTransactionStatus();
    return this.#closed === undefined && status !== null && status !== 'I';
  }

  async query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>> {
    const endTurn = await this.takeTurn();
    try {
      return await this.run<Row>(text, values);
    } finally {
      await this.abandon(endTurn);
    }
  }

  connect(): Promise<EmbeddedClient> {
    if (this.#closed !== undefined) return Promise.reject(this.#unavailable());
    const client = new EmbeddedClient(this);
    this.emit('connect', client);
    return Promise.resolve(client);
  }

  async end(): Promise<void> {
    if (this.#closed === 'closed') return;
    const endTurn = await this.#turnstile.take();
    const failed = this.#closed !== undefined;
    this.#closed = 'closed';
    endTurn();
    if (failed) return;
    await this.session.end();
    await this.lite.close();
  }

  /** For EmbeddedClient. */
  takeTurn(): Promise<EndTurn> {
    return this.#closed === undefined ? this.#turnstile.take() : Promise.reject(this.#unavailable());
  }

  /** For EmbeddedClient, which holds the turn. Faults of the instance, unlike those of SQL, carry no SQLSTATE. */
  async run<Row extends QueryResultRow>(
    statement: string | NamedStatement,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    if (this.#closed !== undefined) throw this.#unavailable();
    try {
      return await this.session.query<Row>(statement, values);
    } catch (error) {
      if (error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))) throw error;
      this.#fail(error);
      throw this.#unavailable(error);
    }
  }

  /** Ends a turn that may have left a transaction open. */
  async abandon(endTurn: EndTurn | undefined): Promise<void> {
    if (!endTurn) return;
    if (this.inTransaction) await this.run('ROLLBACK').catch(() => {});
    endTurn();
  }

  onNotification(client: EmbeddedClient, listener: (message: SqlNotification) => void): void {
    this.#listeners.set(client, listener);
  }

  forget(client: EmbeddedClient): void {
    this.#listeners.delete(client);
  }

  #fail(cause: unknown): void {
    if (this.#closed !== undefined) return;
    this.#closed = cause instanceof Error ? cause.message : String(cause);
    const error = this.#unavailable(cause);
    this.emit('error', error);
    for (const client of this.#listeners.keys()) client.emit('error', error);
  }

  #unavailable(cause?: unknown): OperationalError {
    return new OperationalError('database.unavailable', `The embedded database is down: ${this.#closed}`, {
      cause,
    });
  }
}
