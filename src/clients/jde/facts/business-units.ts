import type { ErpBusinessUnit } from '../../../domain/jde/erp-facts';
import type { DataService } from '../tables/data-service';
import { oneOf } from '../tables/table-query';

const unitsAtOnce = 50;

/**
 * PECC (UDC 00/PF) under which postings go on: blank, and K, which locks only the original budget as a running job has it.
 * N, P, A and any code that is not known take none (reference 16).
 */
const openCodes = new Set(['', 'K']);

/** F0006: jobs, cost centres and branch/plants. */
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
      found.push({ id, company, description, open: openCodes.has(code), code });
    }
  }
  return found;
}
