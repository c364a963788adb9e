import type { Database } from '../database';
import type { UnitOfWork } from '../unit-of-work';
import type { Connection } from './connections';

/** All tenants' ids, in order. */
export async function tenantIds({ shared }: Pick<Database, 'shared'>): Promise<string[]> {
  const rows = await shared.selectFrom('tenant').select('id').orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** Who works with this database; stands above the tenants. */
export class Tenants {
  readonly #database: Database;
  readonly #inTenant: UnitOfWork;

  constructor(database: Database, inTenant: UnitOfWork) {
    this.#database = database;
    this.#inTenant = inTenant;
  }

  /** Makes it when there is none. */
  async ensure(tenantId: string, name: string): Promise<void> {
    if (tenantId === 'system') throw new RangeError('tenant "system" is the connector\'s own; choose another name');
    await this.#database.shared
      .insertInto('tenant')
      .values({ id: tenantId, name })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** All tenants' ids: background work goes from one to the next. */
  list(): Promise<string[]> {
    return tenantIds(this.#database);
  }

  /** Null: there is no such connection. */
  ofConnection(connectionId: string): Promise<string | null> {
    return this.#database.tenantOfConnection(connectionId);
  }

  /** The connections of every tenant. */
  async connections(): Promise<Connection[]> {
    const found: Connection[] = [];
    for (const tenantId of await this.list())
      found.push(...(await this.#inTenant(tenantId, (tx) => tx.connections.list())));
    return found;
  }
}
