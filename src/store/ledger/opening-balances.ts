import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface OpeningBalance {
  readonly commitmentId: string;
  /** Requisitions up to this number are taken over. */
  readonly lastNumber: number;
  /** Certificates to date. */
  readonly certified: string;
  readonly lines: readonly OpeningBalanceLine[];
  readonly confirmedBy: string | null;
}

interface OpeningBalanceLine {
  readonly itemKey: string;
  readonly billed: string;
  readonly stored: string;
  readonly withheld: string;
}

export interface ListedOpeningBalance {
  readonly commitmentId: string;
  readonly lastNumber: number;
  readonly certified: string;
  readonly lines: number;
  readonly billed: string;
  readonly withheld: string;
  readonly importedBy: string;
  readonly importedAt: string;
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
}

/** What was billed before the connection went live, by commitment. */
export class OpeningBalances {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /** Writes or replaces an opening balance that is not confirmed yet; false when it is. */
  async save(scope: Scope, balance: Omit<OpeningBalance, 'confirmedBy'>): Promise<boolean> {
    const before = await this.find(scope, balance.commitmentId);
    if (before?.confirmedBy != null) return false;
    await this.#trx
      .deleteFrom('openingBalance')
      .where('connectionId', '=', scope.connectionId)
      .where('commitmentId', '=', balance.commitmentId)
      .execute();
    const key = { connectionId: scope.connectionId, tenantId: scope.tenantId, commitmentId: balance.commitmentId };
    await this.#trx
      .insertInto('openingBalance')
      .values({ ...key, lastNumber: balance.lastNumber, certified: balance.certified, importedBy: this.#actor })
      .execute();
    if (balance.lines.length > 0) {
      await this.#trx
        .insertInto('openingBalanceLine')
        .values(
          balance.lines.map(({ itemKey, billed, stored, withheld }) => ({ ...key, itemKey, billed, stored, withheld })),
        )
        .execute();
    }
    return true;
  }

  /** Confirms those that are not confirmed yet and gives their commitments; whoever calls it mends what waits for them. */
  async confirm(scope: Scope, commitmentIds: readonly string[] | 'all'): Promise<string[]> {
    let query = this.#trx
      .updateTable('openingBalance')
      .set({ confirmedBy: this.#actor, confirmedAt: sql<Date>`now()` })
      .where('connectionId', '=', scope.connectionId)
      .where('confirmedAt', 'is', null);
    if (commitmentIds !== 'all') query = query.where('commitmentId', 'in', [...commitmentIds]);
    const rows = await query.returning('commitmentId').execute();
    return rows.map((row) => row.commitmentId);
  }

  /** With its lines; null when none was imported. */
  async find(scope: Scope, commitmentId: string): Promise<OpeningBalance | null> {
    const head = await this.#trx
      .selectFrom('openingBalance')
      .select(['lastNumber', 'certified', 'confirmedBy'])
      .where('connectionId', '=', scope.connectionId)
      .where('commitmentId', '=', commitmentId)
      .executeTakeFirst();
    if (head === undefined) return null;
    const lines = await this.#trx
      .selectFrom('openingBalanceLine')
      .select(['itemKey', 'billed', 'stored', 'withheld'])
      .where('connectionId', '=', scope.connectionId)
      .where('commitmentId', '=', commitmentId)
      .execute();
    return { commitmentId, ...head, lines };
  }

  /** With the sums of their lines, by commitment. */
  async list(scope: Scope): Promise<ListedOpeningBalance[]> {
    const rows = await this.#trx
      .selectFrom('openingBalance as head')
      .leftJoin('openingBalanceLine as line', (join) =>
        join.onRef('line.connectionId', '=', 'head.connectionId').onRef('line.commitmentId', '=', 'head.commitmentId'),
      )
      .select(['head.commitmentId', 'head.lastNumber', 'head.certified', 'head.importedBy', 'head.importedAt'])
      .select(['head.confirmedBy', 'head.confirmedAt'])
      .select([
        sql<string>`count(line.item_key)`.as('lines'),
        sql<string>`coalesce(sum(line.billed), 0)`.as('billed'),
        sql<string>`coalesce(sum(line.withheld), 0)`.as('withheld'),
      ])
      .where('head.connectionId', '=', scope.connectionId)
      .groupBy(['head.connectionId', 'head.commitmentId'])
      .orderBy('head.commitmentId')
      .execute();
    return rows.map((row) => ({
      ...row,
      lines: Number(row.lines),
      importedAt: row.importedAt.toISOString(),
      confirmedAt: row.confirmedAt?.toISOString() ?? null,
    }));
  }
}
