import { EventEmitter } from 'node:events';
import type { QueryResult, QueryResultRow } from 'pg';
import type { EmbeddedPool } from './embedded-pool.ts';
import type { NamedStatement, SqlClient } from './sql-pool.ts';
import type { EndTurn } from './turnstile.ts';

/** Comments may stand before it: BullMQ's do. */
const listenStatement = /^(?:\s|--[^\n]*\n)*(UN)?LISTEN\s+("(?:[^"]|"")+"|[\w$]+|\*)/i;

/**
 * A session of its own, as far as its user can tell, on the one session that the embedded database has: it holds
 * the turn from the statement that opens a transaction to the one that ends it, and for each statement outside one.
 */
export class EmbeddedClient extends EventEmitter implements SqlClient {
  #turn: EndTurn | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #released = false;
  readonly #channels = new Set<string>();

  constructor(private readonly pool: EmbeddedPool) {
    super();
    // Sharing the session means sharing its faults; one unwatched client must not end the process.
    this.on('error', () => {});
    pool.onNotification(this, (message) => {
      if (this.#channels.has(message.channel)) this.emit('notification', message);
    });
  }

  query<Row extends QueryResultRow>(
    statement: string | NamedStatement,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    if (this.#released) return Promise.reject(new Error('This client was released'));
    // In order, like a real connection: a BEGIN not yet awaited must not race the statement after it.
    const result = this.#last.then(() => this.#step<Row>(statement, values));
    this.#last = result.catch(() => {});
    return result;
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.pool.forget(this);
    const turn = this.#turn;
    void this.#last.then(() => this.pool.abandon(turn ?? this.#turn));
  }

  async #step<Row extends QueryResultRow>(
    statement: string | NamedStatement,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    this.#turn ??= await this.pool.takeTurn();
    try {
      if (typeof statement === 'string') this.#follow(statement);
      return await this.pool.run<Row>(statement, values);
    } finally {
      if (!this.pool.inTransaction) {
        this.#turn();
        this.#turn = undefined;
      }
    }
  }

  /** The session listens for all; each client hears what it asked for. UNLISTEN never takes it from the others. */
  #follow(text: string): void {
    const match = listenStatement.exec(text);
    if (!match?.[2]) return;
    const name = match[2];
    const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
    if (!match[1]) this.#channels.add(channel);
    else if (channel === '*') this.#channels.clear();
    else this.#channels.delete(channel);
  }
}
