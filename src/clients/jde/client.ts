import type { ErpGateway } from '../erp-gateway';
import { connectJde, type JdeDependencies } from './connect';
import { readAccounts } from './facts/accounts';
import { readBusinessUnits } from './facts/business-units';
import { readCompanies } from './facts/companies';
import { findSuppliers, readSuppliers } from './facts/suppliers';
import { readChangedVouchers } from './postings/changed-vouchers';
import { readOpenRetainage } from './postings/open-retainage';
import { readOurDocuments } from './postings/our-documents';
import { readOrderHolds } from './postings/order-holds';
import { readSupplierVouchers } from './postings/supplier-vouchers';
import { readVoucherStates } from './postings/voucher-states';
import type { JdeSettings } from './settings';

/** JD Edwards EnterpriseOne through the customer's AIS server. One gateway holds one session. */
export function createJdeGateway(settings: JdeSettings, dependencies: JdeDependencies = {}): ErpGateway {
  const jde = connectJde(settings, dependencies);
  const { dataService, controlRow } = jde;
  return {
    system: 'jde',
    freshSession: () => jde.giveUpSession(),
    readAccounts: (accounts) => readAccounts(dataService, accounts),
    readBusinessUnits: (ids) => readBusinessUnits(dataService, ids),
    readCompanies: (ids) => readCompanies(dataService, ids),
    readSuppliers: (numbers) => readSuppliers(dataService, numbers),
    findSuppliers: (wanted) => findSuppliers(dataService, settings, wanted),
    purchaseOrder: jde.purchaseOrders,
    voucher: jde.vouchers,
    journal: jde.journals,
    processorRun: jde.processorRuns,
    orderCancel: jde.orderCancel,
    vendor: jde.vendors,
    readVoucherStates: (vouchers) => readVoucherStates(controlRow, vouchers),
    readOurDocuments: (days) => readOurDocuments(dataService, settings, days),
    readChangedVouchers: (days) => readChangedVouchers(dataService, days),
    readOpenRetainage: (vouchers) => readOpenRetainage(controlRow, vouchers),
    readSupplierVouchers: (suppliers, days) => readSupplierVouchers(dataService, suppliers, days, settings.pageSize),
    readOrderHolds: (order, headerHold) => readOrderHolds(dataService, order, headerHold),
    readJobState: (job) => jde.processorRuns.readJobState(job),
    check: () => jde.check(),
    close: () => jde.close(),
  };
}
