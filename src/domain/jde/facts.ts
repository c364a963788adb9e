import { accountName, type Account } from '../coding/account';
import { causeKey } from '../holds/cause-key';
import type { FactBook, FactKey } from '../posting/planner';
import type { ErpAccount, ErpBusinessUnit, ErpCompany, KeptSupplier } from './erp-facts';

/** What is read of JDE's master data, by kind. Ids are the printed account, the business unit, the company, the supplier's number. */
export interface JdeFacts {
  readonly account: ErpAccount;
  readonly businessUnit: ErpBusinessUnit;
  readonly company: ErpCompany;
  readonly supplier: KeptSupplier;
}

export const jdeFactKey = {
  account: (account: Account): FactKey => {
    const id = accountName(account);
    return { kind: 'account', id, causes: [causeKey.account(id)] };
  },
  businessUnit: (id: string): FactKey => ({ kind: 'businessUnit', id, causes: [causeKey.account(id)] }),
  /** Which periods wait for it only its value says: `jdeFactCauses`. */
  company: (id: string): FactKey => ({ kind: 'company', id, causes: [] }),
  supplier: (number: string, partyId: string): FactKey => ({
    kind: 'supplier',
    id: number,
    causes: [causeKey.vendor(partyId)],
  }),
} as const satisfies Record<keyof JdeFacts, (...args: never[]) => FactKey>;

/** What was read under a key: undefined while it was not asked for, null when there is none. */
export function jdeFact<Kind extends keyof JdeFacts>(
  facts: FactBook,
  kind: Kind,
  id: string,
): JdeFacts[Kind] | null | undefined {
  return facts.get(kind, id) as JdeFacts[Kind] | null | undefined;
}

/** What waits for a change of a record that was read. */
export function jdeFactCauses(key: FactKey, value: unknown): readonly string[] {
  if (key.kind !== 'company' || value === null) return key.causes;
  return [...key.causes, ...monthsAround(value as ErpCompany).map((month) => causeKey.period(key.id, month))];
}

/** Months from the first open one to two after the last: a hold for a closed period names one of them. */
function monthsAround(company: ErpCompany): string[] {
  const first = [company.ledgerOpen.from, company.payablesOpen.from].sort()[0] ?? '';
  const last = [company.ledgerOpen.to, company.payablesOpen.to].sort()[1] ?? '';
  const [year = 0, month = 1] = first.split('-').map(Number);
  const months: string[] = [];
  for (let offset = -1; offset < 30; offset += 1) {
    const text = new Date(Date.UTC(year, month - 1 + offset, 1)).toISOString().slice(0, 7);
    months.push(text);
    if (text > last.slice(0, 7)) break;
  }
  return months;
}
