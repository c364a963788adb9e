import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A hook in Procore that is ours. */
export interface WebhookHook {
  /** A project, or `''`: the company. */
  readonly scope: string;
  readonly hookId: string;
  readonly destination: string;
  readonly madeAt: Date;
  /** Null: its deliveries were never compared. */
  readonly comparedAt: Date | null;
  readonly amiss: 'gone' | 'refused' | null;
  /** Events that had not arrived when they were compared, ever. */
  readonly missed: number;
  readonly lastMissedAt: Date | null;
  /** Events that Procore had not delivered when they were compared last. */
  readonly undelivered: number;
}

export interface Comparison {
  readonly missed: number;
  readonly undelivered: number;
}

export class WebhookHooks {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Those that were compared longest ago first. */
  async list({ connectionId }: Pick<Scope, 'connectionId'>): Promise<WebhookHook[]> {
    const rows = await this.#trx
      .selectFrom('webhookHook')
      .select(['scope', 'hookId', 'destination', 'madeAt', 'comparedAt', 'amiss', 'missed', 'lastMissedAt'])
      .select(['undelivered'])
      .where('connectionId', '=', connectionId)
      .orderBy(sql`compared_at nulls first`)
      .orderBy('scope')
      .execute();
    return rows.map((row) => ({ ...row, amiss: row.amiss as WebhookHook['amiss'] }));
  }

  /** Another hook of the same scope takes its place, and nothing of it was compared yet. */
  async keep({ tenantId, connectionId }: Scope, of: string, hookId: string, destination: string): Promise<void> {
    await this.#trx
      .insertInto('webhookHook')
      .values({ connectionId, tenantId, scope: of, hookId, destination })
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'scope']).doUpdateSet((row) => ({
          hookId: row.ref('excluded.hookId'),
          destination: row.ref('excluded.destination'),
          madeAt: sql<Date>`case when webhook_hook.hook_id = excluded.hook_id then webhook_hook.made_at else now() end`,
          amiss: null,
        })),
      )
      .execute();
  }

  async compared({ connectionId }: Pick<Scope, 'connectionId'>, of: string, found: Comparison): Promise<void> {
    const { missed, undelivered } = found;
    await this.#trx
      .updateTable('webhookHook')
      .set({
        comparedAt: sql<Date>`now()`,
        amiss: null,
        missed: sql<number>`missed + ${missed}::integer`,
        lastMissedAt: sql<Date | null>`case when ${missed}::integer > 0 then now() else last_missed_at end`,
        undelivered,
      })
      .where('connectionId', '=', connectionId)
      .where('scope', '=', of)
      .execute();
  }

  async notCompared(
    { connectionId }: Pick<Scope, 'connectionId'>,
    of: string,
    amiss: NonNullable<WebhookHook['amiss']>,
  ): Promise<void> {
    await this.#trx
      .updateTable('webhookHook')
      .set({ comparedAt: sql<Date>`now()`, amiss })
      .where('connectionId', '=', connectionId)
      .where('scope', '=', of)
      .execute();
  }

  async forget({ connectionId }: Pick<Scope, 'connectionId'>, of: string): Promise<void> {
    await this.#trx
      .deleteFrom('webhookHook')
      .where('connectionId', '=', connectionId)
      .where('scope', '=', of)
      .execute();
  }

  /** When an event of the connection last arrived; null: none ever did. */
  async lastEventAt({ connectionId }: Pick<Scope, 'connectionId'>): Promise<Date | null> {
    const row = await this.#trx
      .selectFrom('webhookEvent')
      .select(sql<Date | null>`max(received_at)`.as('at'))
      .where('connectionId', '=', connectionId)
      .executeTakeFirst();
    return row?.at ?? null;
  }
}
