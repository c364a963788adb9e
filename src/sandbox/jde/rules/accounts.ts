import { decimalOf } from '../../decimal';
import type { Database } from '../tables/database';
import type { Row } from '../tables/table';

export interface AccountUse {
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
  readonly company: string;
  readonly currency: string;
  readonly subledger: string;
  readonly subledgerType: string;
  readonly units: string;
}

export function accountNumber(use: Pick<AccountUse, 'businessUnit' | 'object' | 'subsidiary'>): string {
  return [use.businessUnit, use.object, use.subsidiary].filter((part) => part !== '').join('.');
}

export function findAccount(
  database: Database,
  use: Pick<AccountUse, 'businessUnit' | 'object' | 'subsidiary'>,
): Row | undefined {
  return database.table('F0901').find({ MCU: use.businessUnit, OBJ: use.object, SUB: use.subsidiary })[0];
}

export function companyOfBusinessUnit(database: Database, businessUnit: string): string | undefined {
  return database.table('F0006').get({ MCU: businessUnit })?.['CO'];
}

/** Why an entry to this account is refused; undefined when it posts. PECC K only locks the original budget: it posts. */
export function accountProblem(database: Database, use: AccountUse): string | undefined {
  const unit = database.table('F0006').get({ MCU: use.businessUnit });
  const number = accountNumber(use);
  if (unit === undefined) {
    return `Invalid Business Unit ${use.businessUnit}`;
  }
  const pecc = unit['PECC'] ?? '';
  if (pecc === 'N' || pecc === 'P' || pecc === 'A') {
    return `Business Unit ${use.businessUnit} is closed for posting (posting edit ${pecc})`;
  }
  const account = findAccount(database, use);
  if (account === undefined) {
    return `Account Number ${number} not in Account Master`;
  }
  if (account['CO'] !== use.company) {
    return `Account ${number} belongs to company ${account['CO'] ?? ''}, the document to ${use.company}`;
  }
  const currency = account['CRCD'] ?? '';
  if (currency !== '' && use.currency !== '' && currency !== use.currency) {
    return `Account ${number} takes ${currency} only, not ${use.currency}`;
  }
  return postingEditProblem(account['PEC'] ?? '', number, use);
}

function postingEditProblem(pec: string, number: string, use: AccountUse): string | undefined {
  const hasSubledger = use.subledger !== '' && use.subledgerType !== '';
  switch (pec) {
    case 'I':
      return `Account ${number} is inactive`;
    case 'N':
      return `Account ${number} is a non-posting account`;
    case 'B':
      return `Account ${number} takes budget ledgers only`;
    case 'M':
      return `Account ${number} takes machine generated entries only`;
    case 'L':
    case 'S':
      return hasSubledger ? undefined : `Account ${number} needs a subledger and its type`;
    case 'X':
      return use.subledger === '' ? undefined : `Account ${number} takes no subledger`;
    case 'U':
      return decimalOf(use.units).isZero() ? `Account ${number} needs units` : undefined;
    default:
      return undefined;
  }
}
