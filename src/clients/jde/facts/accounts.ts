import { accountName, type Account } from '../../../domain/jde/account';
import type { ErpAccount } from '../../../domain/jde/erp-facts';
import type { DataService } from '../tables/data-service';
import type { TableRow } from '../ais/schemas';
import { oneOf, type TableQuery } from '../tables/table-query';

const columns = ['AID', 'CO', 'MCU', 'OBJ', 'SUB', 'DL01', 'PEC', 'CRCD', 'UM'] as const;
type AccountRow = TableRow<(typeof columns)[number]>;

const accountsAtOnce = 50;

/** F0901 by business unit, object and subsidiary (reference 16). Only accounts that exist are answered. */
export async function readAccounts(
  dataService: DataService,
  accounts: readonly Account[],
): Promise<readonly ErpAccount[]> {
  const wanted = new Map(accounts.map((account) => [accountName(account), account]));
  const found: ErpAccount[] = [];
  const names = [...wanted.values()];
  for (let at = 0; at < names.length; at += accountsAtOnce) {
    const { rows } = await dataService.browse(accountQuery(names.slice(at, at + accountsAtOnce)));
    for (const row of rows) {
      const account = toErpAccount(row);
      // The lists find every combination of their values; one that was asked for is answered once.
      if (wanted.delete(accountName(account.account))) found.push(account);
    }
  }
  return found;
}

function accountQuery(accounts: readonly Account[]): TableQuery<(typeof columns)[number]> {
  const subsidiaries = accounts.map((account) => account.subsidiary);
  const conditions = [
    oneOf(
      'MCU',
      accounts.map((account) => account.businessUnit),
    ),
    oneOf(
      'OBJ',
      accounts.map((account) => account.object),
    ),
  ];
  // How AIS reads a blank in a list is not documented, so a blank subsidiary is picked out of the rows instead.
  if (!subsidiaries.includes('')) conditions.push(oneOf('SUB', subsidiaries));
  return { purpose: 'accounts of a plan', table: 'F0901', columns, conditions, pageBy: 'AID' };
}

function toErpAccount(row: AccountRow): ErpAccount {
  return {
    account: { businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB },
    company: row.CO,
    description: row.DL01,
    rule: postingRule(row.PEC),
    code: row.PEC,
    currency: row.CRCD,
    unitOfMeasure: row.UM,
  };
}

/** UDC H00/PE. A code that is not known takes no posting. */
export function postingRule(code: string): ErpAccount['rule'] {
  switch (code) {
    case '':
      return 'posts';
    case 'I':
      return 'inactive';
    case 'L':
    case 'S':
      return 'subledgerRequired';
    case 'X':
      return 'subledgerForbidden';
    case 'U':
      return 'unitsRequired';
    default:
      return 'noPosting';
  }
}
