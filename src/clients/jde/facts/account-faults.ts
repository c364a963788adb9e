import { accountName } from '../../../domain/jde/account';
import { accountOf } from '../../../domain/jde/chart';
import { checkAccounts } from '../../../domain/jde/requisition/check-accounts';
import type { Segments } from '../../../domain/coding/chart';
import type { HoldReason } from '../../../domain/holds/hold-reason';
import type { AccountFault } from '../../erp-sources';
import type { DataService } from '../tables/data-service';
import { readAccounts } from './accounts';
import { readBusinessUnits } from './business-units';

/** What is wrong with an account whatever is posted to it; units, currency and company are the document's. */
const ownReasons: ReadonlySet<HoldReason> = new Set([
  'accountMissing',
  'accountInactive',
  'businessUnitClosed',
  'subledgerRequired',
  'subledgerForbidden',
]);

/** By F0901 and F0006, under the rules that a requisition is checked by. */
export async function accountFaults(
  dataService: DataService,
  targets: readonly Segments[],
): Promise<readonly (AccountFault | null)[]> {
  const uses = targets.map(accountOf);
  const businessUnits = await readBusinessUnits(dataService, [...new Set(uses.map((one) => one.businessUnit))]);
  const byName = new Map(uses.map((account) => [accountName(account), account]));
  const accounts = await readAccounts(dataService, [...byName.values()]);
  return uses.map((account) => {
    const use = { account, takesAmount: true, quantity: null, uom: '' };
    const { problems } = checkAccounts({
      uses: [use],
      accounts,
      businessUnits,
      currency: null,
      settings: { units: {} },
    });
    const [problem] = problems.filter(({ reason }) => ownReasons.has(reason));
    return problem?.causeKey === undefined ? null : { why: problem.message, cause: problem.causeKey };
  });
}
