import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';

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

export async function listOpeningBalances(trx: Trx, scope: Scope): Promise<ListedOpeningBalance[]> {
  const rows = await trx
    .selectFrom('opening_balance as head')
    .leftJoin('opening_balance_line as line', (join) =>
      join
        .onRef('line.connection_id', '=', 'head.connection_id')
        .onRef('line.commitment_id', '=', 'head.commitment_id'),
    )
    .selectAll('head')
    .select([
      sql<string>`count(line.item_key)`.as('lines'),
      sql<string>`coalesce(sum(line.billed), 0)`.as('billed'),
      sql<string>`coalesce(sum(line.withheld), 0)`.as('withheld'),
    ])
    .where('head.connection_id', '=', scope.connectionId)
    .groupBy(['head.connection_id', 'head.commitment_id'])
    .orderBy('head.commitment_id')
    .execute();
  return rows.map((row) => ({
    commitmentId: row.commitment_id,
    lastNumber: row.last_number,
    certified: row.certified,
    lines: Number(row.lines),
    billed: row.billed,
    withheld: row.withheld,
    importedBy: row.imported_by,
    importedAt: row.imported_at.toISOString(),
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
  }));
}
