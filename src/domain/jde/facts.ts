import { accountName, type Account } from './account';
import { causeKey } from '../holds/cause-key';
import type { FactBook, FactKey } from '../posting/plan/planner';
import type { OrderReference } from './bodies/posting-body';
import type {
  ErpAccount,
  ErpBankAccounts,
  ErpBusinessUnit,
  ErpCompany,
  ErpOrder,
  ErpOrderLine,
  ErpPayable,
  KeptSupplier,
} from './erp-facts';

/**
 * What is read of JDE's master data, and of orders, by kind. Ids are the printed account, the business unit, the company, the
 * supplier's number, the key of an order or of a voucher, the order type.
 */
export interface JdeFacts {
  readonly account: ErpAccount;
  readonly businessUnit: ErpBusinessUnit;
  readonly company: ErpCompany;
  readonly supplier: KeptSupplier;
  /** By the supplier's number. */
  readonly bankAccounts: ErpBankAccounts;
  readonly orderLines: readonly ErpOrderLine[];
  readonly order: ErpOrder;
  /** An order type whose orders are commitments. */
  readonly commitmentType: { readonly description: string };
  readonly payable: ErpPayable;
}

export const jdeFactKey = {
  account: (account: Account): FactKey => {
    const id = accountName(account);
    return { kind: 'account', id, causes: [causeKey.account(id)] };
  },
  businessUnit: (id: string): FactKey => ({ kind: 'businessUnit', id, causes: [causeKey.account(id)] }),
  company: (id: string): FactKey => ({ kind: 'company', id, causes: [causeKey.period(id)] }),
  supplier: (number: string, partyId: string): FactKey => ({
    kind: 'supplier',
    id: number,
    causes: [causeKey.vendor(partyId)],
  }),
  bankAccounts: (supplier: string, partyId: string): FactKey => ({
    kind: 'bankAccounts',
    id: supplier,
    causes: [causeKey.vendor(partyId)],
  }),
  orderLines: ({ orderNumber, orderType, orderCompany, suffix }: OrderReference): FactKey => ({
    kind: 'orderLines',
    id: [orderNumber, orderType, orderCompany, suffix].join(' '),
    causes: [],
  }),
  order: ({ orderNumber, orderType, orderCompany, suffix }: OrderReference, commitmentId: string): FactKey => ({
    kind: 'order',
    id: [orderNumber, orderType, orderCompany, suffix].join(' '),
    causes: [causeKey.order(commitmentId)],
  }),
  commitmentType: (orderType: string): FactKey => ({
    kind: 'commitmentType',
    id: orderType,
    causes: [causeKey.connection()],
  }),
  payable: (id: string): FactKey => ({ kind: 'payable', id, causes: [] }),
} as const satisfies Record<keyof JdeFacts, (...args: never[]) => FactKey>;

/** What was read under a key: undefined while it was not asked for, null when there is none. */
export function jdeFact<Kind extends keyof JdeFacts>(
  facts: FactBook,
  kind: Kind,
  id: string,
): JdeFacts[Kind] | null | undefined {
  return facts.get(kind, id) as JdeFacts[Kind] | null | undefined;
}
