import { sql, type Selectable } from 'kysely';
import type { Role } from '../domain/persons/person';
import type { Trx } from './database';
import type { BankChangeTables } from './schema/bank-change-tables';
import type { TxContext } from './tx-context';

export type ApiKeyRow = Readonly<Selectable<BankChangeTables['apiKey']>>;

/** The tenant's keys, each of one person. */
export class ApiKeys {
  readonly #trx: Trx;
  readonly #tenantId: string;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#tenantId = context.tenantId;
    this.#actor = context.actor;
  }

  /** Nobody else issues or revokes one of the tenant's meanwhile. */
  async lock(): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`api_key ${this.#tenantId}`}, 0))`.execute(this.#trx);
  }

  /** Under `lock`. Gives its number. */
  async issue(key: { readonly person: string; readonly role: Role; readonly digest: Buffer }): Promise<number> {
    const { number } = await this.#trx
      .insertInto('apiKey')
      .values((row) => ({
        ...key,
        tenantId: this.#tenantId,
        issuedBy: this.#actor,
        number: sql<number>`${row.selectFrom('apiKey').select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))}`,
      }))
      .returning('number')
      .executeTakeFirstOrThrow();
    return number;
  }

  /** Null: it is not one of the tenant's, or was revoked. */
  async holder(digest: Buffer): Promise<ApiKeyRow | null> {
    const row = await this.#trx
      .selectFrom('apiKey')
      .selectAll()
      .where('digest', '=', digest)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    return row ?? null;
  }

  async list(): Promise<readonly ApiKeyRow[]> {
    return this.#trx.selectFrom('apiKey').selectAll().orderBy('number').execute();
  }

  /** False: there is none of that number that is not revoked. */
  async revoke(number: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('apiKey')
      .set({ revokedAt: sql<Date>`now()`, revokedBy: this.#actor })
      .where('number', '=', number)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
