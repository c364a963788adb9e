import type { FactBook, FactKey, Stands } from '../../posting/plan/planner';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { accountsNeeded, type AccountsNeeded } from './accounts-needed';
import { jdeFact, jdeFactKey, type JdeFacts } from '../facts';
import type { PlanFacts } from './plan-facts';
import type { PostingSettings } from '../posting-settings';

export type MasterData = Pick<PlanFacts, 'accounts' | 'businessUnits' | 'companies' | 'supplier'>;

/** The master data that a requisition's plan follows from, or what of it is still to be read. */
export function masterData(
  wanted: RequisitionWanted & Pick<PlanFacts, 'onOrder'>,
  settings: PostingSettings,
  facts: FactBook,
  missingTo?: Stands,
): { readonly need: readonly FactKey[] } | (MasterData & Pick<PlanFacts, 'bankAccounts'>) {
  const needed = accountsNeeded({ ...wanted, settings, ...(missingTo === undefined ? {} : { missingTo }) });
  const { partyId, supplierNumber } = wanted.vendor;
  const isPaid = supplierNumber !== null && settings.apPosting && settings.bankWatchDays > 0;
  const paidTo = known(facts, 'bankAccounts', isPaid ? [jdeFactKey.bankAccounts(supplierNumber, partyId)] : []);
  const rest = masterDataOf(needed, wanted, facts);
  if ('need' in rest) return { need: [...rest.need, ...paidTo.need] };
  if (paidTo.need.length > 0) return { need: paidTo.need };
  return { ...rest, bankAccounts: paidTo.values[0] ?? null };
}

/** Of these accounts and business units, and of who is to be paid. */
export function masterDataOf(
  needed: AccountsNeeded,
  { vendor }: Pick<RequisitionWanted, 'vendor'>,
  facts: FactBook,
): { readonly need: readonly FactKey[] } | MasterData {
  const { partyId, supplierNumber } = vendor;
  const accounts = known(facts, 'account', needed.accounts.map(jdeFactKey.account));
  const businessUnits = known(facts, 'businessUnit', needed.businessUnits.map(jdeFactKey.businessUnit));
  const suppliers = known(
    facts,
    'supplier',
    supplierNumber === null ? [] : [jdeFactKey.supplier(supplierNumber, partyId)],
  );
  // Business units tell the companies; what is not known of them yet is asked for in the next round.
  const companyIds = new Set(businessUnits.values.map((unit) => unit.company));
  const companies = known(facts, 'company', [...companyIds].map(jdeFactKey.company));
  const need = [accounts, businessUnits, suppliers, companies].flatMap((one) => one.need);
  if (need.length > 0) return { need };
  return {
    accounts: accounts.values,
    businessUnits: businessUnits.values,
    companies: companies.values,
    supplier: suppliers.values[0] ?? null,
  };
}

function known<Kind extends keyof JdeFacts>(
  facts: FactBook,
  kind: Kind,
  keys: readonly FactKey[],
): { readonly need: readonly FactKey[]; readonly values: readonly JdeFacts[Kind][] } {
  const read = keys.map((key) => ({ key, value: jdeFact(facts, kind, key.id) }));
  return {
    need: read.flatMap(({ key, value }) => (value === undefined ? [key] : [])),
    values: read.flatMap(({ value }) => (value == null ? [] : [value])),
  };
}
