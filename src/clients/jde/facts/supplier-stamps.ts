import type { SupplierStamp } from '../../erp-sources';
import type { TableRow } from '../ais/schemas';
import type { JdeCalls } from '../postings/jde-calls';
import { stampOf } from '../tables/table-dates';
import { daysAgoOrLater } from '../tables/table-query';

/** Each has a stamp of its own: a change of an address, a phone or the supplier master does not touch F0101 (reference 4.7). */
const besidesF0101 = ['F0111', 'F0116', 'F0115', 'F01151', 'F0401'] as const;
const stampColumns = ['AN8', 'UPMJ', 'UPMT'] as const;

/**
 * The addresses of which a row of any table of the family bears that day or a later one, each with its newest stamp; addresses of
 * customers and employees are among them. `days` before JDE's own today. No index begins with the date, so each is a scan there.
 */
export async function readSupplierStamps(
  { controlRow, dataService }: JdeCalls,
  company: string,
  days: number,
): Promise<readonly SupplierStamp[]> {
  const wanted = { columns: stampColumns, conditions: [daysAgoOrLater('UPMJ', days)], pageBy: 'AN8' } as const;
  const newest = new Map<string, string>();
  const take = (rows: readonly TableRow<(typeof stampColumns)[number]>[]): void => {
    for (const { AN8, UPMJ, UPMT } of rows) {
      const at = stampOf(UPMJ, UPMT);
      if (at > (newest.get(AN8) ?? '')) newest.set(AN8, at);
    }
  };
  take(await controlRow.readProven({ ...wanted, purpose: 'addresses that changed', table: 'F0101' }, company));
  for (const table of besidesF0101) {
    take((await dataService.browse({ ...wanted, purpose: 'suppliers that changed', table })).rows);
  }
  return [...newest].map(([id, at]) => ({ id, at }));
}
