import { causeKey } from '../holds/cause-key';
import type { FactBook, FactKey } from '../posting/plan/planner';
import type { SupplierIdentity } from '../vendor/supplier-identity';
import type { Order, OrderBilling } from './order';

/** A combination that exists. Dates are `YYYY-MM-DD`. */
export interface Combination {
  readonly id: string;
  /** As the chart prints it. */
  readonly account: string;
  readonly enabled: boolean;
  readonly detailPosting: boolean;
  readonly summary: boolean;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** One period of a ledger as one application has it. */
export interface Period {
  readonly name: string;
  /** `O` open, `F` future enterable, `C` closed, `N` never opened, `P` permanently closed, `W` close pending. */
  readonly status: string;
  readonly start: string;
  readonly end: string;
}

export interface SupplierSite {
  readonly id: string;
  readonly name: string;
  readonly procurementBusinessUnitId: string;
  readonly pays: boolean;
  readonly purchases: boolean;
  readonly sourcingOnly: boolean;
  readonly holdsOrders: boolean;
  readonly inactiveDate: string | null;
  /** Business units that may use the site. */
  readonly assignments: readonly { readonly businessUnitId: string; readonly inactiveDate: string | null }[];
}

/** A supplier as it is kept to plan with: without its tax id, which may be a person's. */
export interface KeptSupplier {
  readonly id: string;
  readonly number: string;
  /** Absent in what was kept before it was read. */
  readonly identity?: SupplierIdentity;
  readonly name: string;
  /** Only `SPEND_AUTHORIZED` may be ordered from and invoiced. */
  readonly relationship: string;
  readonly inactiveDate: string | null;
  readonly sites: readonly SupplierSite[];
}

export interface Ledger {
  readonly id: string;
  readonly currency: string;
}

/** An invoice in Payables, whoever made it. */
export interface Bill {
  readonly id: string;
  readonly number: string;
  /** To which it is coded, as the chart prints them; `''`: a line is not coded yet. */
  readonly accounts: readonly string[];
}

/** What is read of Fusion's master data, by kind. */
export interface FusionFacts {
  readonly combination: Combination;
  readonly periods: readonly Period[];
  readonly ledger: Ledger;
  readonly supplier: KeptSupplier;
  readonly order: Order;
  readonly orderBilling: OrderBilling;
  readonly bills: readonly Bill[];
}

/** Ids: the printed account; ledger and application; the ledger; the supplier's number; the order's POHeaderId; supplier and number of a bill. */
export const fusionFactKey = {
  combination: (account: string): FactKey => ({
    kind: 'combination',
    id: account,
    causes: [causeKey.account(account)],
  }),
  periods: (ledgerId: string, applicationId: string): FactKey => ({
    kind: 'periods',
    id: `${ledgerId}/${applicationId}`,
    causes: [causeKey.period(ledgerId)],
  }),
  ledger: (id: string): FactKey => ({ kind: 'ledger', id, causes: [causeKey.period(id)] }),
  supplier: (number: string, partyId: string): FactKey => ({
    kind: 'supplier',
    id: number,
    causes: [causeKey.vendor(partyId)],
  }),
  order: (headerId: string, commitmentId: string): FactKey => ({
    kind: 'order',
    id: headerId,
    causes: [orderCause(commitmentId)],
  }),
  orderBilling: (headerId: string, commitmentId: string): FactKey => ({
    kind: 'orderBilling',
    id: headerId,
    causes: [orderCause(commitmentId)],
  }),
  bills: (supplier: string, number: string): FactKey => ({
    kind: 'bills',
    id: `${supplier}/${number}`,
    causes: [causeKey.invoice(supplier, number)],
  }),
} as const satisfies Record<keyof FusionFacts, (...args: never[]) => FactKey>;

/** What waits for the order of a commitment. */
export function orderCause(commitmentId: string): string {
  return causeKey.order(commitmentId);
}

/** What was read under a key: undefined while it was not asked for, null when there is none. */
export function fusionFact<Kind extends keyof FusionFacts>(
  facts: FactBook,
  kind: Kind,
  id: string,
): FusionFacts[Kind] | null | undefined {
  return facts.get(kind, id) as FusionFacts[Kind] | null | undefined;
}

/** Open ends: of addresses `4712-12-31`, of the rest null. */
const endOfTime = '4712-12-31';

/** Whether a thing with that end is over on a day, `YYYY-MM-DD`. */
export function isOver(inactiveDate: string | null, day: string): boolean {
  return inactiveDate !== null && inactiveDate !== endOfTime && inactiveDate <= day;
}
