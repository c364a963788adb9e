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

interface NewPlan extends Pick<StoredPlan<unknown>, 'hintNo' | 'asOf' | 'mappingVersion'> {
  readonly contentHash: string;
  readonly body: unknown;
  readonly amounts?: { readonly gross: string; readonly payable: string; readonly currency: string };
}

/** What is to be posted for a document; the newest plan is the one that counts. */
export class Plans {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /**
   * Stores a plan and makes it the document's current one: any older plan is stale from here on. `amounts` are shown in lists and
   * compared by the comparer; what is posted stands in the ledger.
   */
  async store(document: DocumentRow, plan: NewPlan): Promise<string> {
    const { gross, payable, currency } = plan.amounts ?? {};
    const body = await this.#sealed.seal('plan', plan.body);
    const { id } = await this.#trx
      .with('made', (trx) =>
        trx
          .insertInto('plan')
          .values({
            tenantId: document.tenantId,
            documentId: document.id,
            hintNo: plan.hintNo,
            asOf: plan.asOf,
            mappingVersion: plan.mappingVersion,
            contentHash: plan.contentHash,
            body,
          })
          .returning('id'),
      )
      .updateTable('document')
      .from('made')
      .set((made) => ({ planId: made.ref('made.id'), gross, payable, currency }))
      .where('document.id', '=', document.id)
      .returning('made.id')
      .executeTakeFirstOrThrow();
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

  /** As `load`, with the document that it was made for. */
  async withDocument<T>(planId: string): Promise<{ readonly document: DocumentRow; readonly plan: StoredPlan<T> }> {
    const row = await this.#trx
      .selectFrom('plan')
      .innerJoin('document', 'document.id', 'plan.documentId')
      .selectAll('document')
      .select([
        'plan.hintNo as madeAtHint',
        'plan.asOf',
        'plan.mappingVersion',
        'plan.createdAt as madeAt',
        'plan.body',
      ])
      .where('plan.id', '=', planId)
      .executeTakeFirstOrThrow();
    const { madeAtHint: hintNo, asOf, mappingVersion, madeAt: createdAt, body, ...document } = row;
    const plan = await this.#sealed.open<T>('plan', body);
    return { document, plan: { id: planId, hintNo, asOf, mappingVersion, createdAt, plan } };
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
