import { fusionAccrualPlanner } from '../../domain/fusion/accrual/planner';
import { payingUnits } from '../../domain/fusion/business-units';
import { fusionChart } from '../../domain/fusion/chart';
import { fusionChangeOrderPlanner } from '../../domain/fusion/change-order/planner';
import { fusionMemoReliefPlanner } from '../../domain/fusion/change-order/relief-journal';
import { changeOrderAccrual, takesMemosBack } from '../../domain/fusion/change-order/journal-settings';
import { fusionOrderChoices } from '../../domain/fusion/commitment/order-choices';
import { fusionCommitmentPlanner } from '../../domain/fusion/commitment/planner';
import { datedBy, notBooked } from '../../domain/fusion/direct-cost/not-booked';
import { fusionDirectCostPlanner } from '../../domain/fusion/direct-cost/planner';
import { fusionJournalRunPlanner } from '../../domain/fusion/journals/run-planner';
import { fusionKinds } from '../../domain/fusion/kinds/kinds';
import type { PostingSettings } from '../../domain/fusion/posting-settings';
import { fusionIdentity } from '../../domain/fusion/supplier-identity';
import { ofLinkedSupplier } from '../../domain/vendor/identified-supplier';
import { fusionRequisitionPlanner } from '../../domain/fusion/requisition/planner';
import { fusionVendorPlanner } from '../../domain/fusion/vendor-planner';
import { fusionWords } from '../../domain/fusion/words';
import type { ErpAdapter, KindAtTarget, PostingTiming } from '../erp-adapter';
import { paymentPlanner } from '../../domain/payment/plan-payment';
import { orderImportPlanner } from '../../domain/purchase-order/plan-import';
import { checkConnection } from './check';
import { connectFusion, type FusionDependencies } from './connect';
import { accountFaults } from './facts/account-faults';
import { readAccruedPeriods } from './facts/accrued-periods';
import { billSource } from './facts/bills';
import { fusionBooks } from './facts/books';
import { costCodeSource } from './facts/cost-code-source';
import { orderSource } from './facts/order-source';
import { paymentSource } from './facts/payments';
import { readPeriodEnds } from './facts/periods';
import { readFacts } from './facts/read-facts';
import { supplierSweep } from './facts/supplier-sweep';
import { findSuppliers, readSupplier } from './facts/suppliers';
import { fusionPorts } from './ports/fusion-ports';
import { enteredInvoice } from './postings/entered-invoice';
import type { FusionSettings } from './settings';

export interface FusionAdapterSettings extends FusionSettings {
  /** How long the ledger waits; the same for every kind. */
  readonly timing: PostingTiming;
  readonly posting: PostingSettings;
}

/** Oracle Fusion Cloud ERP through the customer's pod. One adapter holds one token. */
export function createFusionAdapter(
  settings: FusionAdapterSettings,
  dependencies: FusionDependencies = {},
): ErpAdapter {
  const { posting, timing } = settings;
  const units = payingUnits(posting).map(({ name }) => name);
  const fusion = connectFusion(settings, units, dependencies);
  const ports = fusionPorts(fusion, posting);
  const kinds = new Map<string, KindAtTarget>();
  for (const kind of fusionKinds) {
    const port = ports.get(kind.name);
    if (port === undefined) throw new RangeError(`nothing makes a ${kind.name} in Fusion`);
    kinds.set(kind.name, { kind, port });
  }
  return {
    system: 'fusion',
    words: fusionWords,
    settings: posting,
    chart: fusionChart(settings.chart),
    kinds,
    planners: {
      commitment: ofLinkedSupplier(fusionCommitmentPlanner, fusionIdentity),
      changeOrder: ofLinkedSupplier(fusionChangeOrderPlanner, fusionIdentity),
      requisition: ofLinkedSupplier(fusionRequisitionPlanner, fusionIdentity),
      vendor: fusionVendorPlanner,
      payment: paymentPlanner,
      ...(posting.directCosts === undefined ? {} : { directCost: fusionDirectCostPlanner }),
      ...(takesMemosBack(posting.changeOrderJournal) ? { memoRelief: fusionMemoReliefPlanner } : {}),
      accrual: fusionAccrualPlanner,
      journalRun: fusionJournalRunPlanner,
      ...(settings.purchaseOrders === undefined ? {} : { purchaseOrderImport: orderImportPlanner }),
    },
    orderChoices: fusionOrderChoices,
    timing: () => timing,
    readEntered: (text, supplier) => enteredInvoice(fusion, posting, text, supplier),
    readFacts: (keys) => readFacts(fusion, keys, posting.invoiceSource),
    accountFaults: (accounts, today) => accountFaults(fusion, accounts, today),
    readSupplier: (number) => readSupplier(fusion, number),
    findSuppliers: (wanted) => findSuppliers(fusion, wanted),
    suppliers: supplierSweep(fusion, posting),
    ...(settings.costCodes === undefined ? {} : { costCodes: costCodeSource(fusion, settings.costCodes) }),
    ...(settings.purchaseOrders === undefined ? {} : { orders: orderSource(fusion, posting, settings.purchaseOrders) }),
    payments: paymentSource(fusion, posting),
    ...ofDirectCosts(fusion, posting.directCosts),
    books: fusionBooks(fusion, posting),
    periodEnds: () => readPeriodEnds(fusion, posting.ledger.id, posting.payablesApplicationId),
    ...(posting.accrueUnbilled === undefined && changeOrderAccrual(posting.changeOrderJournal) === null
      ? {}
      : { accruedPeriods: (days) => readAccruedPeriods(fusion, posting, days) }),
    openSession: () => fusion.openSession(),
    check: () => checkConnection(fusion, settings),
    close: () => fusion.close(),
  };
}

function ofDirectCosts(
  fusion: ReturnType<typeof connectFusion>,
  own: PostingSettings['directCosts'],
): Pick<ErpAdapter, 'bills' | 'booksDirectCost'> {
  if (own === undefined) return {};
  return {
    bills: billSource(fusion, own.twinWindow),
    booksDirectCost: (cost) => notBooked(cost, datedBy(cost, own), own) === null,
  };
}
