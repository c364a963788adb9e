import { ConcurrencyLimit } from '../http/concurrency-limit';
import { HttpConnection, type CallObservation } from '../http/http-connection';
import type { ErpGateway } from '../erp-gateway';
import { readAccounts } from './facts/accounts';
import { AisCaller } from './ais/ais-caller';
import { readBusinessUnits } from './facts/business-units';
import { readChangedVouchers } from './postings/changed-vouchers';
import { checkConnection } from './check';
import { readCompanies } from './facts/companies';
import { ControlRow } from './tables/control-row';
import { DataService } from './tables/data-service';
import { Journals } from './postings/journals';
import { readOpenRetainage } from './postings/open-retainage';
import { Orchestrator } from './ais/orchestration';
import { OrderCancel } from './postings/order-cancel';
import { readOurDocuments } from './postings/our-documents';
import { ProcessorRuns } from './postings/processor-runs';
import { PurchaseOrders, readOrderHolds } from './postings/purchase-orders';
import type { JdeSettings } from './settings';
import { readSupplierVouchers } from './postings/supplier-vouchers';
import { findSuppliers, readSuppliers } from './facts/suppliers';
import { Vendors } from './postings/vendors';
import { readVoucherStates } from './postings/voucher-states';
import { Vouchers } from './postings/vouchers';

export interface JdeDependencies {
  readonly observe?: (observation: CallObservation) => void;
  readonly nowMs?: () => number;
}

/** JD Edwards EnterpriseOne through the customer's AIS server. One gateway holds one session. */
export function createJdeGateway(settings: JdeSettings, dependencies: JdeDependencies = {}): ErpGateway {
  const nowMs = dependencies.nowMs ?? Date.now;
  const connection = new HttpConnection({
    system: 'jde',
    caBundlePem: settings.caBundle,
    requestLimitMs: settings.requestLimitMs,
    observe: dependencies.observe,
  });
  const limit = new ConcurrencyLimit(settings.erpConcurrency);
  const caller = new AisCaller(connection, settings, limit, nowMs);
  const dataService = new DataService(caller, settings);
  const controlRow = new ControlRow(dataService, { proofAgeMs: settings.proofAgeMs, nowMs });
  const orchestrator = new Orchestrator(caller, settings);
  const processorRun = new ProcessorRuns(caller, controlRow, orchestrator, settings);
  return {
    system: 'jde',
    freshSession: () => caller.giveUpSession(),
    readAccounts: (accounts) => readAccounts(dataService, accounts),
    readBusinessUnits: (ids) => readBusinessUnits(dataService, ids),
    readCompanies: (ids) => readCompanies(dataService, ids),
    readSuppliers: (numbers) => readSuppliers(dataService, numbers),
    findSuppliers: (wanted) => findSuppliers(dataService, settings, wanted),
    purchaseOrder: new PurchaseOrders(controlRow, orchestrator, settings),
    voucher: new Vouchers(controlRow, orchestrator, settings),
    journal: new Journals(controlRow, orchestrator),
    processorRun,
    orderCancel: new OrderCancel(controlRow, orchestrator),
    vendor: new Vendors(dataService, controlRow, orchestrator, settings),
    readVoucherStates: (vouchers) => readVoucherStates(controlRow, vouchers),
    readOurDocuments: (days) => readOurDocuments(dataService, settings, days),
    readChangedVouchers: (days) => readChangedVouchers(dataService, days),
    readOpenRetainage: (vouchers) => readOpenRetainage(controlRow, vouchers),
    readSupplierVouchers: (suppliers, days) => readSupplierVouchers(dataService, suppliers, days, settings.pageSize),
    readOrderHolds: (order, headerHold) => readOrderHolds(dataService, order, headerHold),
    readJobState: (job) => processorRun.readJobState(job),
    check: async () => {
      // A session of its own, so that its logout ends no other call's.
      const own = new AisCaller(connection, settings, limit, nowMs);
      try {
        return await checkConnection(connection, own, settings);
      } finally {
        await own.giveUpSession();
      }
    },
    close: async () => {
      await caller.giveUpSession();
      await connection.close();
    },
  };
}
