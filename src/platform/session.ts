import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';

import type { PreparedStatements } from './prepared-statements.ts';

/** A part of a larger statement (an insert in a `with`), made by the area whose rows it writes. */
export type StatementPart = RawBuilder<unknown>;

/** A statement with its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * One database connection during one transaction. It spares round trips: a statement of which nobody awaits an answer
 * (begin, who acts) goes out together with the next one, and the last one together with the commit. PostgreSQL carries
 * them out in order; when an earlier one fails the later ones fail too.
 */
export class Session {
  /** Kysely on this connection, in whatever transaction it is in. */
  readonly kysely: Kysely<unknown>;
  readonly #client: pg.PoolClient;
  readonly #prepared: PreparedStatements;
  #held: string[] = [];
  #begun = false;
  #fault: unknown = null;

  constructor(client: pg.PoolClient, prepared: PreparedStatements) {
    this.#client = client;
    this.#prepared = prepared;
    this.kysely = new Kysely<unknown>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new OneConnectionDriver((text, values) => this.run(text, values)),
        createIntrospector: (db) => new PostgresIntrospector(db as Kysely<unknown>),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    });
  }

  /** Begins a transaction, together with the first statement in it. `settings`: local to the transaction. */
  begin(settings: Readonly<Record<string, string>>): void {
    this.#fault = null;
    this.#begun = false;
    this.#held = ['begin'];
    this.set(settings);
  }

  /** Changes settings that are local to the transaction, together with the next statement. */
  set(settings: Readonly<Record<string, string>>): void {
    const calls = Object.entries(settings).map(
      ([name, value]) => `set_config(${this.#client.escapeLiteral(name)}, ${this.#client.escapeLiteral(value)}, true)`,
    );
    this.#held.push(`select ${calls.join(', ')}`);
  }

  /** Carries out one statement. Several may be under way at once; they are carried out in the order of the calls. */
  async run(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.#together(() => this.#send({ text, values }));
    } catch (error) {
      throw this.#faultBehind(error);
    }
  }

  /**
   * Commits, carrying out `last` on the way. A transaction in which nothing was done needs no commit.
   * @throws when `last` fails, or when an earlier failed statement had undone the transaction already
   */
  async commit(last: Statement | null): Promise<void> {
    if (!this.#begun && last === null) {
      this.#held = [];
      return;
    }
    const [written, ended] = await this.#together(() =>
      Promise.allSettled([last === null ? null : this.#send(last), this.#end('commit')]),
    );
    if (written.status === 'rejected') throw this.#faultBehind(written.reason);
    if (ended.status === 'rejected') throw ended.reason;
    if (ended.value.command !== 'COMMIT') {
      throw new Error('the transaction could not be committed: a statement in it had failed');
    }
  }

  /** Undoes what was done. */
  async rollback(): Promise<void> {
    if (!this.#begun) {
      this.#held = [];
      return;
    }
    await this.#end('rollback');
  }

  /** Gives the connection back; one that is not in order is closed. */
  release(): void {
    this.#held = [];
    this.#client.release(this.#client.getTransactionStatus() !== 'I');
  }

  #end(how: 'commit' | 'rollback'): Promise<pg.QueryResult> {
    // Settings held back die with the transaction.
    this.#held = [];
    this.#begun = false;
    return this.#client.query(how);
  }

  #send({ text, values }: Statement): Promise<pg.QueryResult> {
    if (this.#held.length > 0) {
      const held = this.#held.join('; ');
      this.#held = [];
      this.#begun = true;
      this.#client.query(held).catch((error: unknown) => {
        this.#fault ??= error;
      });
    }
    const name = values.length > 0 ? this.#prepared.nameOf(text) : null;
    return this.#client.query({ ...(name === null ? {} : { name }), text, values: values as unknown[] });
  }

  /** What is sent during `send` goes out in one piece. */
  #together<T>(send: () => T): T {
    const { stream } = this.#client.connection;
    stream.cork();
    try {
      return send();
    } finally {
      stream.uncork();
    }
  }

  /** When what was held back failed, the statement after it only says that the transaction is lost. */
  #faultBehind(error: unknown): unknown {
    this.#prepared.learnFrom(error);
    return this.#fault ?? error;
  }
}

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(run: (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>) {
    this.#connection = {
      async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
        const { command, rowCount, rows } = await run(sql, parameters);
        return command === 'SELECT'
          ? { rows: rows as R[] }
          : { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
      },
      streamQuery() {
        throw new Error('rows are not streamed inside a unit of work');
      },
    };
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }

  beginTransaction(): Promise<void> {
    return Promise.reject(new Error('a unit of work is one transaction'));
  }

  commitTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  rollbackTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}
