import { attributes, resource, type ResourceDefinition } from './definition';
import {
  accountCombinationsLov,
  accountingPeriodsLov,
  accountingPeriodStatusLov,
  ledgerBalances,
  chartOfAccountsLov,
  ledgersLov,
  valueSets,
} from './general-ledger';
import type { FusionSandboxSettings } from '../settings';
import { invoiceHolds, invoices, payablesPayments } from './invoices';
import { journalBatches, journalBatchesWithLines } from './journals';
import { draftPurchaseOrders, purchaseOrderLifeCycleDetails, purchaseOrders } from './purchase-orders';
import { SET_UP } from './set-up';
import { suppliers } from './suppliers';

/** Set-up of the pod that no resource shows: the lookup *Source* of Payables and locations. */
const INTERNAL: readonly ResourceDefinition[] = [
  resource('payablesSources', 'Source', { attributes: attributes('Source text q') }),
  resource('locations', 'LocationId', { attributes: attributes('LocationId id q\nLocation text q') }),
];

/** What lies in the sandbox, by the name of its file and of its collection at the control port. */
export const STORED: readonly ResourceDefinition[] = [
  suppliers,
  ledgersLov,
  chartOfAccountsLov,
  accountCombinationsLov,
  valueSets,
  accountingPeriodStatusLov,
  accountingPeriodsLov,
  ...SET_UP,
  purchaseOrders,
  invoices,
  invoiceHolds,
  payablesPayments,
  journalBatches,
  ...INTERNAL,
];

/** What the pod serves under `/fscmRestApi/resources/{version}`. */
export const SERVED: readonly ResourceDefinition[] = [
  ...STORED.filter((definition) => !INTERNAL.includes(definition)),
  draftPurchaseOrders,
  purchaseOrderLifeCycleDetails,
  ledgerBalances,
];

export function servedResource(
  name: string,
  settings: Pick<FusionSandboxSettings, 'journalLinesChild'>,
): ResourceDefinition | undefined {
  if (name === journalBatches.name && settings.journalLinesChild === 'lines') return journalBatchesWithLines;
  return SERVED.find((definition) => definition.name === name);
}

export function storedResource(name: string): ResourceDefinition | undefined {
  return STORED.find((definition) => definition.name === name);
}
