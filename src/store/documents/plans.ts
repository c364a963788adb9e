import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';

export interface StoredPlan<T> {
  readonly id: string;
  /** The newest note about the source when the plan was made. */
  readonly hintNo: string;
  /** The connection's count when the plan began to read (version-rows.ts). */
  readonly asOf: string;
  readonly mappingVersion: number;
  readonly createdAt: Date;
  readonly plan: T;
}

/** What is to be posted for a document; the newest plan is the one that counts. */
export class Plans {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Stores a plan and makes it the document's current one: any older plan is stale from here on. */
  async store(
    document: DocumentRow,
    plan: { hintNo: string; asOf: string; mappingVersion: number; contentHash: string; body: unknown },
  ): Promise<string> {
    const { id } = await this.#trx
      .insertInto('plan')
      .values({
        tenantId: document.tenantId,
        documentId: document.id,
        hintNo: plan.hintNo,
        asOf: plan.asOf,
        mappingVersion: plan.mappingVersion,
        contentHash: plan.contentHash,
        body: await this.#sealed.seal('plan', plan.body),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await this.#trx.updateTable('document').set({ planId: id }).where('id', '=', document.id).execute();
    return id;
  }

  /** Throws when there is none. */
  async load<T>(planId: string): Promise<StoredPlan<T>> {
    const { body, ...row } = await this.#trx
      .selectFrom('plan')
      .select(['id', 'hintNo', 'asOf', 'mappingVersion', 'createdAt', 'body'])
      .where('id', '=', planId)
      .executeTakeFirstOrThrow();
    return { ...row, plan: await this.#sealed.open<T>('plan', body) };
  }

  /** Whether the plan is younger than `maxAgeMs`, by the database's clock. */
  async isFresh(planId: string, maxAgeMs: number): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('plan')
      .select('id')
      .where('id', '=', planId)
      .where('createdAt', '>', sql<Date>`clock_timestamp() - ${maxAgeMs} * interval '1 millisecond'`)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The hash of what the plan was made from. */
  async contentHashOf(planId: string): Promise<string> {
    const row = await this.#trx
      .selectFrom('plan')
      .select('contentHash')
      .where('id', '=', planId)
      .executeTakeFirstOrThrow();
    return row.contentHash;
  }
}
