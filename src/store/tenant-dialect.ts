import {
  PostgresDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type PostgresDialectConfig,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { escapeLiteral, type Client, type Pool, type PoolClient, type QueryResult as Answer } from 'pg';

/**
 * Transactions of one tenant. Round trips are most of what a transaction costs: it begins, and names its tenant, in the write
 * that carries its first statement, and without one it never begins. Where it only read, nobody waits for its end. The pool
 * must be one of `pipeline` clients: the server takes their messages one after the other, whenever they were sent.
 */
export class TenantDialect extends PostgresDialect {
  readonly #pool: Pool;
  readonly #tenantId: string;

  constructor(config: PostgresDialectConfig & { readonly pool: Pool }, tenantId: string) {
    super(config);
    this.#pool = config.pool;
    this.#tenantId = tenantId;
  }

  override createDriver(): Driver {
    return new TenantDriver(this.#pool, this.#tenantId);
  }
}

class TenantDriver implements Driver {
  readonly #pool: Pool;
  readonly #begin: string;

  constructor(pool: Pool, tenantId: string) {
    this.#pool = pool;
    this.#begin = `begin; select set_config('ml_connector.tenant', ${escapeLiteral(tenantId)}, true)`;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<TenantConnection> {
    return new TenantConnection(await this.#pool.connect(), this.#begin);
  }

  beginTransaction(connection: TenantConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined) {
      throw new RangeError('a transaction of a tenant has the isolation of the database');
    }
    connection.begin();
    return Promise.resolve();
  }

  commitTransaction(connection: TenantConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: TenantConnection): Promise<void> {
    return connection.rollback();
  }

  releaseConnection(connection: TenantConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  /** The pool is not this one's alone. */
  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

type State = 'none' | 'toBegin' | 'read' | 'wrote';

class TenantConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #begin: string;
  #state: State = 'none';

  constructor(client: PoolClient, begin: string) {
    this.#client = client;
    this.#begin = begin;
  }

  begin(): void {
    this.#state = 'toBegin';
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const isFirst = this.#state === 'toBegin';
    if (this.#state !== 'none') this.#state = this.#state === 'wrote' || !isRead(query) ? 'wrote' : 'read';
    const send = () => this.#client.query(query.sql, [...query.parameters]);
    const answer = isFirst ? await this.#behindBegin(send) : await send();
    return { rows: answer.rows as R[], ...affected(answer) };
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new RangeError('a transaction of a tenant streams nothing');
  }

  async commit(): Promise<void> {
    const state = this.#end();
    if (state === 'wrote') await this.#client.query('commit');
    // Nothing hangs on it, and whoever uses the connection next is behind it.
    if (state === 'read') this.#client.query('commit').catch(() => undefined);
  }

  async rollback(): Promise<void> {
    const state = this.#end();
    if (state !== 'toBegin' && state !== 'none') await this.#client.query('rollback');
  }

  release(): void {
    this.#client.release();
  }

  #end(): State {
    const state = this.#state;
    this.#state = 'none';
    return state;
  }

  /** In one write. Where the transaction did not begin, the statement has failed too: it saw no tenant's rows. */
  async #behindBegin(send: () => Promise<Answer>): Promise<Answer> {
    const { stream } = (this.#client as unknown as Client).connection;
    const sent: Promise<Answer>[] = [];
    stream.cork();
    try {
      sent.push(this.#client.query(this.#begin), send());
    } finally {
      stream.uncork();
    }
    const [, answer] = (await Promise.all(sent)) as [Answer, Answer];
    return answer;
  }
}

/** Raw statements may do anything, and so may what stands in a `with`. */
function isRead({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' && query.with === undefined;
}

function affected({ command, rowCount }: Answer): { readonly numAffectedRows?: bigint } {
  const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command);
  return changes && rowCount !== null ? { numAffectedRows: BigInt(rowCount) } : {};
}
