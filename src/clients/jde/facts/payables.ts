import type { ErpPayable } from '../../../domain/jde/erp-facts';
import { equals } from '../../../domain/money/money';
import { amountText } from '../tables/decimal-text';
import type { DataService } from '../tables/data-service';
import { equal } from '../tables/table-query';

/** Pay statuses of what was paid, whose payment is in process, or that is selected for one (reference 13.6). */
const paidStatuses: ReadonlySet<string> = new Set(['P', '#', 'Z']);

/** Vouchers by their key in F0411, `DOC DCT KCO`. */
export async function readPayables(
  dataService: DataService,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ErpPayable>> {
  const payables = new Map<string, ErpPayable>();
  for (const id of ids) {
    const [document = '', type = '', company = ''] = id.split(' ');
    const { rows } = await dataService.browse({
      purpose: 'what of a voucher is paid',
      table: 'F0411',
      columns: ['DOC', 'PST', 'AG', 'AAP', 'VOD', 'DCTA'],
      conditions: [equal('DOC', document), equal('DCT', type), equal('KCO', company)],
    });
    // Rows that tell of a change are no pay items.
    const items = rows.filter(({ VOD, DCTA }) => VOD === '' && DCTA !== 'PE');
    if (items.length === 0) continue;
    const isPaid = items.some(({ PST, AG, AAP }) => paidStatuses.has(PST) || !equals(amountText(AG), amountText(AAP)));
    payables.set(id, { isPaid });
  }
  return payables;
}
