import type { ErpBusinessUnit } from '../../../domain/jde/erp-facts';
import type { DataService } from '../tables/data-service';
import { oneOf } from '../tables/table-query';

const unitsAtOnce = 50;

/** F0006: jobs, cost centres and branch/plants. PECC other than blank (K, N, P) takes no postings (reference 16). */
export async function readBusinessUnits(
  dataService: DataService,
  ids: readonly string[],
): Promise<readonly ErpBusinessUnit[]> {
  const wanted = [...new Set(ids)];
  const found: ErpBusinessUnit[] = [];
  for (let at = 0; at < wanted.length; at += unitsAtOnce) {
    const { rows } = await dataService.browse({
      purpose: 'business units',
      table: 'F0006',
      columns: ['MCU', 'CO', 'DL01', 'PECC'],
      conditions: [oneOf('MCU', wanted.slice(at, at + unitsAtOnce))],
    });
    for (const { MCU: id, CO: company, DL01: description, PECC: code } of rows) {
      found.push({ id, company, description, open: code === '', code });
    }
  }
  return found;
}
