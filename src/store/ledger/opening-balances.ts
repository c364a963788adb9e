import { sql } from 'kysely';
import { causeKey } from '../../domain/holds/cause-key';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { touch } from '../documents/version-rows';

export interface OpeningBalance {
  readonly commitmentId: string;
  /** Requisitions up to this number are taken over. */
  readonly lastNumber: number;
  /** Certificates to date. */
  readonly certified: string;
  readonly lines: readonly OpeningBalanceLine[];
  readonly confirmedBy: string | null;
}

export interface OpeningBalanceLine {
  readonly itemKey: string;
  readonly billed: string;
  readonly stored: string;
  readonly withheld: string;
}

/** Writes or replaces an opening balance that is not confirmed yet; false when it is. */
export async function saveOpeningBalance(
  trx: Trx,
  scope: Scope,
  balance: Omit<OpeningBalance, 'confirmedBy'>,
  by: string,
): Promise<boolean> {
  const before = await findOpeningBalance(trx, scope, balance.commitmentId);
  if (before?.confirmedBy != null) return false;
  await trx
    .deleteFrom('opening_balance')
    .where('connection_id', '=', scope.connectionId)
    .where('commitment_id', '=', balance.commitmentId)
    .execute();
  const key = { connection_id: scope.connectionId, tenant_id: scope.tenantId, commitment_id: balance.commitmentId };
  await trx
    .insertInto('opening_balance')
    .values({ ...key, last_number: balance.lastNumber, certified: balance.certified, imported_by: by })
    .execute();
  if (balance.lines.length > 0) {
    await trx
      .insertInto('opening_balance_line')
      .values(
        balance.lines.map((line) => ({
          ...key,
          item_key: line.itemKey,
          billed: line.billed,
          stored: line.stored,
          withheld: line.withheld,
        })),
      )
      .execute();
  }
  return true;
}

/** Confirms those that are not confirmed yet and gives their commitments; holds that wait for them may be released now. */
export async function confirmOpeningBalances(
  trx: Trx,
  scope: Scope,
  commitmentIds: readonly string[] | 'all',
  by: string,
): Promise<string[]> {
  let query = trx
    .updateTable('opening_balance')
    .set({ confirmed_by: by, confirmed_at: sql<Date>`now()` })
    .where('connection_id', '=', scope.connectionId)
    .where('confirmed_at', 'is', null);
  if (commitmentIds !== 'all') query = query.where('commitment_id', 'in', [...commitmentIds]);
  const rows = await query.returning('commitment_id').execute();
  const confirmed = rows.map((row) => row.commitment_id);
  await touch(trx, scope, confirmed.map(causeKey.openingBalance));
  return confirmed;
}

export async function findOpeningBalance(trx: Trx, scope: Scope, commitmentId: string): Promise<OpeningBalance | null> {
  const head = await trx
    .selectFrom('opening_balance')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('commitment_id', '=', commitmentId)
    .executeTakeFirst();
  if (head === undefined) return null;
  const lines = await trx
    .selectFrom('opening_balance_line')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('commitment_id', '=', commitmentId)
    .execute();
  return {
    commitmentId,
    lastNumber: head.last_number,
    certified: head.certified,
    confirmedBy: head.confirmed_by,
    lines: lines.map((line) => ({
      itemKey: line.item_key,
      billed: line.billed,
      stored: line.stored,
      withheld: line.withheld,
    })),
  };
}
