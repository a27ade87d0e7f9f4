import type { QueryResult, QueryResultRow } from 'pg';

export interface SqlNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/**
 * A statement that each session keeps parsed and, once it has run a few times, planned. Its name belongs to this text
 * alone; a session keeps it for good, so there are few of them and none is made at run time.
 */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * One session's view: statements between BEGIN and COMMIT are one transaction that nobody else can slip into.
 * `pg.PoolClient` is one; so is a client of the embedded database.
 */
export interface SqlClient {
  query<Row extends QueryResultRow = QueryResultRow>(
    statement: string | NamedStatement,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
  on(event: 'notification', listener: (message: SqlNotification) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
  removeListener(event: 'notification', listener: (message: SqlNotification) => void): this;
  removeAllListeners(event?: string): this;
  /** Give the session back; an open transaction is rolled back. */
  release(destroy?: boolean): void;
}

/** What stores and the queue need of a pool: the part of `pg.Pool` that the embedded database can also serve. */
export interface SqlPool {
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
  connect(): Promise<SqlClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'connect', listener: (client: SqlClient) => void): this;
  removeAllListeners(event?: string): this;
}
