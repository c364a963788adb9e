import { sql } from 'kysely';
import type { RowOutcome } from '../../domain/planned-row';
import type { ImportRow } from '../../domain/vendor/import/import-row';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

export interface VendorImportPlan {
  readonly number: number;
  /** Fields of which a person took the ERP's value for all pairs. */
  readonly taken: readonly string[];
  /** Vendors that were linked. */
  readonly linked: number;
  /** To Procore, for carrying it out. */
  readonly calls: number;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
}

export interface KeptImportRow {
  readonly position: number;
  readonly row: ImportRow;
  readonly isSent: boolean;
  /** Null: not carried out yet, or nothing that could be. */
  readonly outcome: RowOutcome | null;
  readonly told: string;
}

type PlanKey = Pick<Scope, 'connectionId'> & { readonly plan: number };

const rowsAtOnce = 500;
const columns = ['number', 'taken', 'linked', 'calls', 'madeBy', 'madeAt', 'appliedBy', 'appliedAt'] as const;

/** What suppliers come to as vendors in Procore, planned first and carried out later. Rows are sealed. */
export class VendorImports {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Keeps a plan with its rows; gives its number. */
  async add(
    { tenantId, connectionId }: Scope,
    plan: Pick<VendorImportPlan, 'taken' | 'linked' | 'calls' | 'madeBy'>,
    rows: readonly ImportRow[],
  ): Promise<number> {
    const number = ((await this.find({ connectionId }, null))?.number ?? 0) + 1;
    const { taken, linked, calls, madeBy } = plan;
    await this.#trx
      .insertInto('vendorImportPlan')
      .values({ connectionId, tenantId, number, taken: [...taken], linked, calls, madeBy })
      .execute();
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const some = rows.slice(at, at + rowsAtOnce).map(async (row, index) => ({
        ...{ connectionId, tenantId, plan: number, position: at + index },
        body: await this.#sealed.seal('vendorImport', row),
      }));
      await this.#trx
        .insertInto('vendorImportRow')
        .values(await Promise.all(some))
        .execute();
    }
    return number;
  }

  /** `number` null: the newest. */
  async find({ connectionId }: Pick<Scope, 'connectionId'>, number: number | null): Promise<VendorImportPlan | null> {
    let query = this.#trx.selectFrom('vendorImportPlan').select(columns).where('connectionId', '=', connectionId);
    if (number !== null) query = query.where('number', '=', number);
    return (await query.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null;
  }

  async rows({ connectionId, plan }: PlanKey): Promise<KeptImportRow[]> {
    const rows = await this.#trx
      .selectFrom('vendorImportRow')
      .select(['position', 'body', 'sentAt', 'outcome', 'told'])
      .where('connectionId', '=', connectionId)
      .where('plan', '=', plan)
      .orderBy('position')
      .execute();
    const opened = rows.map(async ({ position, body, sentAt, outcome, told }) => {
      const row = await this.#sealed.open<ImportRow>('vendorImport', body);
      const words = told === null ? '' : await this.#sealed.open<string>('vendorImport', told);
      return { position, row, isSent: sentAt !== null, outcome, told: words };
    });
    return Promise.all(opened);
  }

  /** Before the call that carries them. */
  async sent({ connectionId, plan }: PlanKey, positions: readonly number[]): Promise<void> {
    if (positions.length === 0) return;
    await this.#trx
      .updateTable('vendorImportRow')
      .set({ sentAt: sql<Date>`now()` })
      .where('connectionId', '=', connectionId)
      .where('plan', '=', plan)
      .where('position', 'in', [...positions])
      .execute();
  }

  /** Rows that were sent and of which nobody knows yet what came of them, of all plans. */
  async unsettled({ connectionId }: Pick<Scope, 'connectionId'>): Promise<{ plan: number; row: ImportRow }[]> {
    const rows = await this.#trx
      .selectFrom('vendorImportRow')
      .select(['plan', 'body'])
      .where('connectionId', '=', connectionId)
      .where('sentAt', 'is not', null)
      .where('outcome', 'is', null)
      .execute();
    return Promise.all(
      rows.map(async ({ plan, body }) => ({ plan, row: await this.#sealed.open<ImportRow>('vendorImport', body) })),
    );
  }

  async settle(
    { connectionId, plan }: PlanKey,
    { position, outcome, told }: Pick<KeptImportRow, 'position' | 'outcome' | 'told'>,
  ): Promise<void> {
    await this.#trx
      .updateTable('vendorImportRow')
      .set({ outcome, told: await this.#sealed.seal('vendorImport', told) })
      .where('connectionId', '=', connectionId)
      .where('plan', '=', plan)
      .where('position', '=', position)
      .execute();
  }

  async applied({ connectionId, plan }: PlanKey, appliedBy: string): Promise<void> {
    await this.#trx
      .updateTable('vendorImportPlan')
      .set({ appliedBy, appliedAt: sql<Date>`now()` })
      .where('connectionId', '=', connectionId)
      .where('number', '=', plan)
      .execute();
  }
}
