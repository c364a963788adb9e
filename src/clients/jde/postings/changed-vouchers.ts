import type { Changed } from '../../erp-adapter';
import type { DataService } from '../tables/data-service';
import { isVoided, taxOf } from './ledger-rows';
import type { TableRow } from '../ais/schemas';
import { ofOurs } from './our-keys';

const columns = ['DOC', 'VR01', 'VOD', 'STAM'] as const;

/**
 * Rows of F0411 with a key like ours that changed since so many days ago, by voucher (reference 4.7): one call, however
 * many vouchers were ever posted. The day is counted by JDE itself, so no date format and no time zone matters.
 */
export async function readChangedVouchers(dataService: DataService, days: number): Promise<readonly Changed[]> {
  const { rows } = await dataService.browse({
    purpose: 'vouchers of ours that changed lately',
    table: 'F0411',
    columns,
    conditions: ofOurs('VR01', days),
    pageBy: 'DOC',
  });
  const byKey = new Map<string, TableRow<(typeof columns)[number]>[]>();
  for (const row of rows) byKey.set(row.VR01, [...(byKey.get(row.VR01) ?? []), row]);
  return [...byKey].map(([key, own]) => ({ key, isLost: own.some(isVoided), facts: { tax: taxOf(own) } }));
}
