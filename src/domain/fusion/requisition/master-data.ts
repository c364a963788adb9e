import type { FactBook, FactKey } from '../../posting/plan/planner';
import { balancingValue } from '../chart';
import type { Combination, FusionFacts, KeptSupplier, Period } from '../facts';
import { fusionFact, fusionFactKey } from '../facts';
import type { Order, OrderBilling } from '../order';
import type { PostingSettings } from '../posting-settings';
import type { OrderLink } from './order-link';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

export interface MasterData {
  /** Null: the party is not linked, or Fusion does not show its supplier. */
  readonly supplier: KeptSupplier | null;
  /** Null: there is no link, or Fusion does not show it. */
  readonly order: Order | null;
  readonly billing: OrderBilling | null;
  readonly payables: readonly Period[];
  readonly generalLedger: readonly Period[];
  readonly combinations: ReadonlyMap<string, Combination | null>;
}

/** The master data that a requisition's plan follows from, or what of it is still to be read. */
export function masterData(
  { vendor, commitment }: RequisitionWanted,
  link: OrderLink | null,
  settings: PostingSettings,
  facts: FactBook,
): { readonly need: readonly FactKey[] } | MasterData {
  const need: FactKey[] = [];
  const read = <Kind extends keyof FusionFacts>(kind: Kind, key: FactKey): FusionFacts[Kind] | null => {
    const value = fusionFact(facts, kind, key.id);
    if (value === undefined) need.push(key);
    return value ?? null;
  };
  const { ledger, payablesApplicationId, ledgerApplicationId } = settings;
  const supplier =
    vendor.supplierNumber === null
      ? null
      : read('supplier', fusionFactKey.supplier(vendor.supplierNumber, vendor.partyId));
  const order = link === null ? null : read('order', fusionFactKey.order(link.headerId, commitment.id));
  const billing = link === null ? null : read('orderBilling', fusionFactKey.orderBilling(link.headerId, commitment.id));
  const payables = read('periods', fusionFactKey.periods(ledger.id, payablesApplicationId)) ?? [];
  const generalLedger = read('periods', fusionFactKey.periods(ledger.id, ledgerApplicationId)) ?? [];
  // The order's accounts tell the company, and that one its own accounts: those are asked for in the next round.
  const own = order === null ? Object.keys(settings.companies) : companiesOf(order, settings);
  const accounts = own.flatMap((company) => {
    const { retainageAccount, roundingAccount } = settings.companies[company] ?? {};
    return [retainageAccount, roundingAccount].filter((account) => account !== undefined);
  });
  const combinations = new Map(
    accounts.map((account) => [account, read('combination', fusionFactKey.combination(account))]),
  );
  return need.length > 0 ? { need } : { supplier, order, billing, payables, generalLedger, combinations };
}

/** Values of the balancing segment on the order's lines. */
function companiesOf({ lines }: Order, { chart }: PostingSettings): readonly string[] {
  const accounts = lines.flatMap((line) => line.schedules.flatMap((schedule) => schedule.accounts));
  return [...new Set(accounts.map((account) => balancingValue(chart, account)))];
}
