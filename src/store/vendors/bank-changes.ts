import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { BankChangeBody, BankChangeState, CallBack } from '../../domain/vendor/bank/bank-change';
import type { Trx } from '../database';
import type { Schema } from '../schema';
import type { BankChangeTables } from '../schema/bank-change-tables';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

export type BankChangeRow = Readonly<Selectable<BankChangeTables['bankChange']>> & {
  /** Until it is denied by default; 0: it is. */
  readonly decideLeftMs: number;
  /** Until it may be applied; null: it is not approved. */
  readonly coolingLeftMs: number | null;
};

export interface NewBankChange {
  readonly id: string;
  readonly partyId: string;
  readonly vendor: string;
  readonly supplier: string;
  readonly recordType: string;
  readonly masked: string;
  readonly body: BankChangeBody;
  readonly decisionDays: number;
}

const leftMs = (column: string) => sql<number>`(extract(epoch from ${sql.ref(column)} - now()) * 1000)::float8`;

/** Requests for other bank details, and what became of each. What is sealed of one opens for that one alone. */
export class BankChanges {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
    this.#actor = context.actor;
  }

  /** Null: another one of the same supplier and record type is open. */
  async request({ tenantId, connectionId }: Scope, wanted: NewBankChange): Promise<number | null> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`bank_change ${connectionId}`}, 0))`.execute(this.#trx);
    const { body, decisionDays, ...row } = wanted;
    const sealed = await this.#sealed.seal(`bankChange/${row.id}`, body);
    const made = await this.#trx
      .insertInto('bankChange')
      .values((of) => ({
        ...{ ...row, tenantId, connectionId, state: 'requested' as const, body: sealed, requestedBy: this.#actor },
        decideBy: sql<Date>`now() + ${decisionDays} * interval '1 day'`,
        number: sql<number>`${of
          .selectFrom('bankChange')
          .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
          .where('connectionId', '=', connectionId)}`,
      }))
      .onConflict((conflict) =>
        conflict
          .columns(['connectionId', 'supplier', 'recordType'])
          .where('state', 'in', ['requested', 'approved'])
          .doNothing(),
      )
      .returning('number')
      .executeTakeFirst();
    return made?.number ?? null;
  }

  /** The newest first. */
  async list({ connectionId }: Pick<Scope, 'connectionId'>): Promise<readonly BankChangeRow[]> {
    return this.#rows().where('connectionId', '=', connectionId).orderBy('number', 'desc').execute();
  }

  async numbered({ connectionId }: Pick<Scope, 'connectionId'>, number: number): Promise<BankChangeRow | null> {
    const row = await this.#rows()
      .where('connectionId', '=', connectionId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row ?? null;
  }

  async find(id: string): Promise<BankChangeRow | null> {
    return (await this.#rows().where('id', '=', id).executeTakeFirst()) ?? null;
  }

  body({ id, body }: Pick<BankChangeRow, 'id' | 'body'>): Promise<BankChangeBody> {
    return this.#sealed.open<BankChangeBody>(`bankChange/${id}`, body);
  }

  async callBack({ id, callBack }: Pick<BankChangeRow, 'id' | 'callBack'>): Promise<CallBack | null> {
    return callBack === null ? null : this.#sealed.open<CallBack>(`bankChange/${id}`, callBack);
  }

  /** What was written down with the decision or the end; `''`: nothing was. */
  async text({ id }: Pick<BankChangeRow, 'id'>, sealed: Buffer | null): Promise<string> {
    return sealed === null ? '' : this.#sealed.open<string>(`bankChange/${id}`, sealed);
  }

  /** Of one that is open, under its document's lock; as `approve` and `deny`. */
  async enterCallBack(id: string, callBack: CallBack): Promise<void> {
    await this.#set(id, {
      callBack: await this.#sealed.seal(`bankChange/${id}`, callBack),
      calledBy: this.#actor,
      callEnteredAt: sql<Date>`now()`,
    });
  }

  async approve(id: string, note: string, coolingHours: number): Promise<void> {
    await this.#set(id, {
      ...(await this.#decided(id, 'approved', note)),
      applyAt: sql<Date>`now() + ${coolingHours} * interval '1 hour'`,
    });
  }

  async deny(id: string, note: string): Promise<void> {
    await this.#set(id, {
      ...(await this.#decided(id, 'denied', note)),
      ...(await this.#ended(id, note)),
    });
  }

  /** False: it has come to an end already. */
  async end(id: string, state: BankChangeState, why: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('bankChange')
      .set({ state, ...(await this.#ended(id, why)) })
      .where('id', '=', id)
      .where('state', 'in', ['requested', 'approved'])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Asked under the document's lock, right before it is sent: approved, not canceled, and cooled off. */
  async mayApply(id: string): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('bankChange')
      .select('id')
      .where('id', '=', id)
      .where('state', '=', 'approved')
      .where('applyAt', '<=', sql<Date>`now()`)
      .executeTakeFirst();
    return row !== undefined;
  }

  #rows() {
    return this.#trx
      .selectFrom('bankChange')
      .selectAll()
      .select([
        sql<number>`greatest(0, ${leftMs('decideBy')})`.as('decideLeftMs'),
        sql<number | null>`case when apply_at is not null then greatest(0, ${leftMs('applyAt')}) end`.as(
          'coolingLeftMs',
        ),
      ]);
  }

  async #decided(id: string, state: 'approved' | 'denied', note: string) {
    const decision = await this.#sealed.seal(`bankChange/${id}`, note);
    return { state, decision, decidedBy: this.#actor, decidedAt: sql<Date>`now()` } as const;
  }

  async #ended(id: string, why: string) {
    const endedWhy = await this.#sealed.seal(`bankChange/${id}`, why);
    return { endedBy: this.#actor, endedAt: sql<Date>`now()`, endedWhy } as const;
  }

  async #set(id: string, change: UpdateObject<Schema, 'bankChange'>): Promise<void> {
    await this.#trx
      .updateTable('bankChange')
      .set(change)
      .where('id', '=', id)
      .where('state', '=', 'requested')
      .executeTakeFirstOrThrow();
  }
}
