import type { JdeCalls } from '../jde-calls';
import { isKey, isShortKey, withKeys } from '../our-keys';

const rowsLookedAt = 50;

/**
 * Whether the key of a voucher of ours reaches F0411 (accounting 2, reference 13.5): as set, else proven by any voucher that
 * carries one. Nothing proven counts as no: then nobody may conclude anything from a key's absence.
 */
export async function keysArrive({ settings, dataService }: JdeCalls): Promise<boolean> {
  if (settings.ledgerKeys !== undefined) return settings.ledgerKeys !== 'none';
  for (const column of ['VR01', 'URRF'] as const) {
    const { rows } = await dataService.browse({
      purpose: 'vouchers that carry a key of ours',
      table: 'F0411',
      columns: ['VR01', 'URRF'],
      conditions: withKeys(column),
      firstRows: rowsLookedAt,
    });
    if (rows.some((row) => (column === 'VR01' ? isKey(row.VR01) : isShortKey(row.URRF)))) return true;
  }
  return false;
}
