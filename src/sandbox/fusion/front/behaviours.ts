import { DRAFTS, DRAFT_LINES, DRAFT_SCHEDULES, DRAFT_DISTRIBUTIONS } from '../orders/draft-behaviour';
import { LIFE_CYCLE } from '../orders/life-cycle';
import { ORDERS, ORDER_LINES } from '../orders/order-behaviour';
import { HOLDS } from '../invoices/hold-behaviour';
import { INVOICES, INVOICE_DISTRIBUTIONS, INVOICE_INSTALLMENTS, INVOICE_LINES } from '../invoices/invoice-behaviour';
import { JOURNAL_BATCHES } from '../journals/batch-behaviour';
import { SUPPLIER_BEHAVIOURS } from '../suppliers/supplier-behaviour';
import { BALANCES } from '../ledger/balances';
import { COMBINATIONS, LEDGERS } from '../ledger/ledger-behaviour';
import type { Behaviour } from './behaviour';

/** What each resource does, by the names of its path. What is not here is read only. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  ...SUPPLIER_BEHAVIOURS,
  ledgersLOV: LEDGERS,
  accountCombinationsLOV: COMBINATIONS,
  ledgerBalances: BALANCES,
  draftPurchaseOrders: DRAFTS,
  'draftPurchaseOrders/lines': DRAFT_LINES,
  'draftPurchaseOrders/lines/schedules': DRAFT_SCHEDULES,
  'draftPurchaseOrders/lines/schedules/distributions': DRAFT_DISTRIBUTIONS,
  purchaseOrders: ORDERS,
  'purchaseOrders/lines': ORDER_LINES,
  purchaseOrderLifeCycleDetails: LIFE_CYCLE,
  invoices: INVOICES,
  'invoices/invoiceLines': INVOICE_LINES,
  'invoices/invoiceLines/invoiceDistributions': INVOICE_DISTRIBUTIONS,
  'invoices/invoiceInstallments': INVOICE_INSTALLMENTS,
  invoiceHolds: HOLDS,
  journalBatches: JOURNAL_BATCHES,
};

export function behaviourOf(path: readonly string[]): Behaviour {
  return BEHAVIOURS[path.join('/')] ?? {};
}
