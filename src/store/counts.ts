import { sql } from 'kysely';
import { silenceOf, type ComparedHook } from '../domain/procore/webhook-health';
import type { Trx } from './database';
import type { TxContext } from './tx-context';

export interface WaitingEventCounts {
  readonly new: number;
  /** Failed by itself at least once; after the first failure it may have been another event's fault. */
  readonly failing: number;
  readonly oldestMs: number;
}

/** Of one tenant, for the metrics. */
export class Counts {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Postings that are on their way, by state. Those that came to an end are all of the past: nobody counts them again and again. */
  async postingsOnTheirWay(): Promise<Record<string, number>> {
    const rows = await this.#trx
      .selectFrom('posting')
      .select(['state', sql<string>`count(*)`.as('count')])
      .where('state', 'in', ['reserved', 'sent', 'uncertain'])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  }

  /** Documents of one tenant by stage; those that are not on their way are left out. */
  async documents(kind: string): Promise<Record<string, number>> {
    const rows = await this.#trx
      .selectFrom('document')
      .select(['stage', sql<string>`count(*)`.as('count')])
      .where('kind', '=', kind)
      .where('stage', 'is not', null)
      .groupBy('stage')
      .execute();
    return Object.fromEntries(rows.map((row) => [row.stage ?? '', Number(row.count)]));
  }

  /** Documents of one tenant that go on by themselves within so long: they wait for a time, or their hold was released just now. */
  async goingOnWithin(ms: number): Promise<number> {
    const { count } = await this.#trx
      .selectFrom('document')
      .leftJoin('hold', (join) => join.onRef('hold.id', '=', 'document.holdId').on('hold.closedAt', 'is', null))
      .select(sql<string>`count(*)`.as('count'))
      .where('open', '=', true)
      .where((eb) =>
        eb.or([
          eb('waitsUntil', '<', sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`),
          eb('releaseAskedAt', 'is not', null),
        ]),
      )
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Open holds of one tenant; one with two reasons counts under both. */
  async holds(): Promise<Record<string, number>> {
    const rows = await this.#trx
      .selectFrom('hold')
      .select([sql<string>`unnest(reasons)`.as('reason'), sql<string>`count(*)`.as('count')])
      .where('closedAt', 'is', null)
      .groupBy('reason')
      .execute();
    return Object.fromEntries(rows.map((row) => [row.reason, Number(row.count)]));
  }

  /** Hooks in Procore of one tenant: those that can be relied on, and the others. */
  async webhookHooks(): Promise<{ readonly heard: number; readonly silent: number }> {
    const rows = await this.#trx
      .selectFrom('webhookHook')
      .select(['madeAt', 'comparedAt', 'amiss', 'lastMissedAt', 'undelivered'])
      .execute();
    const now = new Date();
    const silent = rows.filter((row) => silenceOf({ ...row, amiss: row.amiss as ComparedHook['amiss'] }, now) !== null);
    return { heard: rows.length - silent.length, silent: silent.length };
  }

  /** Webhook events of one tenant that are not taken in yet. */
  async waitingEvents(): Promise<WaitingEventCounts> {
    const row = await this.#trx
      .selectFrom('webhookEvent')
      .select([
        sql<string>`count(*) filter (where attempts < 2)`.as('new'),
        sql<string>`count(*) filter (where attempts >= 2)`.as('failing'),
        sql<number>`coalesce(extract(epoch from now() - min(received_at)) * 1000, 0)::float8`.as('oldestMs'),
      ])
      .where('outcome', 'is', null)
      .executeTakeFirstOrThrow();
    return { new: Number(row.new), failing: Number(row.failing), oldestMs: Math.max(0, row.oldestMs) };
  }
}
