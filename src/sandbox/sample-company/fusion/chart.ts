import { COMPANY_ACCOUNTS, type Account } from '../jde/account';
import type { JsonObject } from '../json';

/** One chart for both companies: its segments in their order, and what joins them. */
export const CHART = {
  number: 5237n,
  instanceId: 300000046975001n,
  separator: '.',
  segments: ['company', 'project', 'account', 'costCode', 'future1'],
  valueSets: {
    company: 'Northgate Company',
    project: 'Northgate Project',
    account: 'Northgate Account',
    costCode: 'Northgate Cost Code',
    future1: 'Northgate Future',
  },
} as const;

export const LEDGER = { id: 300000046975971n, name: 'Northgate US Ledger', calendar: 'Northgate Calendar' } as const;

export interface BusinessUnit {
  readonly company: '00200' | '00210';
  readonly id: bigint;
  readonly name: string;
  readonly legalEntityId: bigint;
}

/** Each company of the story is a legal entity with a business unit of its own; both stand in one ledger. */
export const BUSINESS_UNITS: readonly BusinessUnit[] = [
  { company: '00200', id: 300000046987012n, name: 'Northgate Builders', legalEntityId: 300000046973970n },
  { company: '00210', id: 300000046987013n, name: 'Northgate Builders of Idaho', legalEntityId: 300000046973971n },
];

/** One unit buys for both. */
export const PROCUREMENT_UNIT = { id: 300000046987012n, name: 'Northgate Builders' } as const;

const NO_PROJECT = '0000';
const NO_COST_CODE = '000000';
const NO_FUTURE = '000';

const balancingValue = (company: string): string => company.slice(2);

/** `200.4411.1340.26010.000`, zeros kept. */
export function combinationText(company: string, account: Account): string {
  const { businessUnit, object, subsidiary } = account;
  return [balancingValue(company), businessUnit, object, subsidiary === '' ? NO_COST_CODE : subsidiary, NO_FUTURE].join(
    CHART.separator,
  );
}

/** An account of the balance sheet: `4110` of company 00200 is `200.0000.4110.000000.000`. */
export function balanceSheetText(company: string, object: string): string {
  return combinationText(company, { businessUnit: NO_PROJECT, object, subsidiary: '' });
}

/** What the connection needs of each business unit, in the chart's form. */
export function companyCombinations(company: keyof typeof COMPANY_ACCOUNTS): JsonObject {
  const accounts = COMPANY_ACCOUNTS[company];
  const textOf = (account: string): string => balanceSheetText(company, account.split('.')[1] ?? '');
  return { retainage: textOf(accounts.retainage), tax: textOf(accounts.tax), rounding: textOf(accounts.rounding) };
}
