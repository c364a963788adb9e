import { Rejected, Unauthorised } from '../../http/client-error';
import type { JdeCalls } from '../postings/jde-calls';
import { fromTableDate } from '../tables/table-dates';
import { equal, oneOf } from '../tables/table-query';

/** Items of a bank account whose changes Payee Control (P0450) keeps; of their values nothing is read. */
const items = ['CBNK', 'TNST', 'SWFT', 'BKTP'] as const;

/**
 * What Payee Control says of changes of a supplier's bank account on that day (`YYYY-MM-DD`) or later, as a clause. Until they are approved
 * there payment groups skip the payee (reference 15).
 */
export async function payeeControl({ dataService }: JdeCalls, supplier: string, since: string): Promise<string> {
  try {
    const { rows } = await dataService.browse({
      ...{ purpose: 'changes of the supplier in Payee Control', table: 'F0450', pageBy: 'UKID' },
      columns: ['UKID', 'DTAI', 'UPMJ', 'ADAT'],
      conditions: [equal('PYE', supplier), oneOf('DTAI', items)],
    });
    const made = rows.filter(({ UPMJ }) => fromTableDate(UPMJ) >= since);
    if (made.length === 0) return 'shows no change of it: it is off, or does not watch bank accounts';
    return made.some(({ ADAT }) => fromTableDate(ADAT) === '')
      ? 'waits for an approval (P0450); until then payment groups skip the supplier'
      : 'has it approved';
  } catch (error) {
    if (!(error instanceof Rejected || error instanceof Unauthorised)) throw error;
    return 'cannot be read (F0450)';
  }
}
