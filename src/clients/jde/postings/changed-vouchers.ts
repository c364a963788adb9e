import type { DataService } from '../tables/data-service';
import { ofOurs } from './our-keys';

/**
 * Keys like ours of the vouchers whose rows of F0411 changed since so many days ago, posted and voided ones too (reference
 * 4.7): one call, however many vouchers were ever posted. The day is counted by JDE itself, so no date format and no time
 * zone matters.
 */
export async function readChangedVouchers(dataService: DataService, days: number): Promise<readonly string[]> {
  const { rows } = await dataService.browse({
    purpose: 'vouchers of ours that changed lately',
    table: 'F0411',
    columns: ['DOC', 'VR01'],
    conditions: ofOurs('VR01', days),
    pageBy: 'DOC',
  });
  return [...new Set(rows.map((row) => row.VR01))];
}
