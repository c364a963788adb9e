import type { BillingDates } from '../../domain/calendar/cadence';
import { allPages } from './calls/all-pages';
import { listBillingPeriods } from './records/billing-periods';
import {
  listCommitmentChangeOrderLines,
  listCommitmentChangeOrders,
  listedCommitmentChangeOrders,
  showChangeOrderPackage,
} from './records/change-orders';
import {
  changeOrderPackagesByIds,
  listChangeOrderPackages,
  listChangeOrderRequests,
  listPotentialChangeOrderLines,
  listPotentialChangeOrders,
} from './records/change-order-lists';
import { costCodePort } from './cost-code-port';
import { checkProcore } from './check-procore';
import type { ProcoreClient } from './calls/client';
import {
  commitmentsByIds,
  commitmentsByOrigin,
  listCommitments,
  listContractDetails,
  showCommitment,
  type UpdatedWithin,
} from './records/commitments';
import {
  createContractPayment,
  deleteContractPayment,
  listContractPayments,
  writeContractPaymentOrigin,
} from './records/contract-payments';
import { listCostCodes } from './records/cost-codes';
import { directCostsByIds, listDirectCostLines, listDirectCosts, showDirectCost } from './records/direct-costs';
import { listInsurances } from './records/insurances';
import { showMe } from './records/me';
import { syncOrderContract, syncOrderContractLines, writeOrderContractStatus } from './records/order-contracts';
import { listActiveProjects, showProject } from './records/projects';
import {
  countRequisitions,
  listChangeOrderItems,
  listContractDetailItems,
  listRequisitions,
  requisitionsByIds,
  showRequisition,
} from './records/requisitions';
import { writeChangeOrderOrigin, writeCommitmentOrigin, writeRequisitionOrigin } from './records/origins';
import { listSubJobs } from './records/sub-jobs';
import { findVendor, listInactiveVendors, listVendors } from './records/vendors';
import { showVendorNotes, writeVendorNotes } from './records/vendor-notes';
import { syncVendors, vendorByOrigin, vendorsByIds } from './records/vendor-sync';
import { listWbsCodes } from './records/wbs-codes';
import { webhookPort } from './webhook-port';
import type { ProcorePage } from './calls/list-page';
import type { UnreadableRow } from './calls/rows';

/** Everything the connector asks of Procore, bound to one connection's client. */
export function procorePort(client: ProcoreClient) {
  const bind =
    <Args, Result>(call: (client: ProcoreClient, args: Args) => Promise<Result>) =>
    (args: Args): Promise<Result> =>
      call(client, args);
  const whole = <T>(operation: string, page: (page: number) => Promise<ProcorePage<T>>): Promise<readonly T[]> =>
    allPages(page, (row) => client.reportUnreadable(operation, row));
  return {
    listRequisitions: bind(listRequisitions),
    countRequisitions: bind(countRequisitions),
    showRequisition: bind(showRequisition),
    requisitionsByIds: bind(requisitionsByIds),
    changeOrderItems: (args: { projectId: string; requisitionId: string }) =>
      whole('listChangeOrderItems', (page) => listChangeOrderItems(client, { ...args, page })),
    contractDetailItems: (args: { projectId: string; requisitionId: string }) =>
      whole('listContractDetailItems', (page) => listContractDetailItems(client, { ...args, page })),
    writeRequisitionOrigin: bind(writeRequisitionOrigin),
    writeCommitmentOrigin: bind(writeCommitmentOrigin),
    writeChangeOrderOrigin: bind(writeChangeOrderOrigin),
    showCommitment: bind(showCommitment),
    listCommitments: async (args: Parameters<typeof listCommitments>[1]) => {
      const page = await listCommitments(client, args);
      page.unreadable.forEach((row) => client.reportUnreadable('listCommitments', row));
      return page;
    },
    changedCommitments: (args: Parameters<typeof listCommitments>[1] & { readonly updated: UpdatedWithin }) =>
      listCommitments(client, args),
    commitmentsByIds: bind(commitmentsByIds),
    commitmentsByOrigin: bind(commitmentsByOrigin),
    syncOrderContract: bind(syncOrderContract),
    syncOrderContractLines: bind(syncOrderContractLines),
    writeOrderContractStatus: bind(writeOrderContractStatus),
    contractPayments: (args: { projectId: string; contractId: string }) =>
      allPages((page) => listContractPayments(client, { ...args, page })),
    createContractPayment: bind(createContractPayment),
    writeContractPaymentOrigin: bind(writeContractPaymentOrigin),
    deleteContractPayment: bind(deleteContractPayment),
    contractDetails: bind(listContractDetails),
    showChangeOrderPackage: bind(showChangeOrderPackage),
    commitmentChangeOrders: bind(listCommitmentChangeOrders),
    changedCommitmentChangeOrders: (args: { projectId: string; updated: { from: Date; to: Date } }) =>
      listedCommitmentChangeOrders(client, args),
    commitmentChangeOrdersByIds: (args: { projectId: string; ids: readonly string[] }) =>
      listedCommitmentChangeOrders(client, args),
    commitmentChangeOrderLines: (args: { projectId: string; commitmentChangeOrderId: string }) =>
      allPages((page) => listCommitmentChangeOrderLines(client, { ...args, page })),
    changedChangeOrders: bind(listChangeOrderPackages),
    changeOrdersByIds: bind(changeOrderPackagesByIds),
    changeOrderRequests: (args: { projectId: string; contractId: string; packageId: string }) =>
      allPages((page) => listChangeOrderRequests(client, { ...args, page })),
    potentialChangeOrders: (args: { projectId: string; contractId: string }) =>
      allPages((page) => listPotentialChangeOrders(client, { ...args, page })),
    potentialChangeOrderLines: (args: { projectId: string; potentialChangeOrderId: string }) =>
      allPages((page) => listPotentialChangeOrderLines(client, { ...args, page })),
    changedDirectCosts: bind(listDirectCosts),
    changedDirectCostLines: bind(listDirectCostLines),
    directCostsByIds: bind(directCostsByIds),
    showDirectCost: bind(showDirectCost),
    listWbsCodes: bind(listWbsCodes),
    listCostCodes: bind(listCostCodes),
    codes: (inTurn: Parameters<typeof costCodePort>[1]) => costCodePort(client, inTurn),
    webhooks: webhookPort(client),
    subJobs: (args: { projectId: string }) => whole('listSubJobs', (page) => listSubJobs(client, { ...args, page })),
    findVendor: bind(findVendor),
    listInsurances: bind(listInsurances),
    listVendors: bind(listVendors),
    listInactiveVendors: bind(listInactiveVendors),
    vendorsByIds: bind(vendorsByIds),
    vendorByOrigin: bind(vendorByOrigin),
    syncVendors: bind(syncVendors),
    showVendorNotes: bind(showVendorNotes),
    writeVendorNotes: bind(writeVendorNotes),
    showProject: bind(showProject),
    activeProjects: async () => {
      const unreadable: UnreadableRow[] = [];
      const projects = await allPages(
        (page) => listActiveProjects(client, { page }),
        (row) => {
          client.reportUnreadable('listActiveProjects', row);
          unreadable.push(row);
        },
      );
      return { projects, unreadable };
    },
    billingDates: async (args: { projectId: string }): Promise<readonly BillingDates[]> => {
      const periods = await whole('listBillingPeriods', (page) => listBillingPeriods(client, { ...args, page }));
      return periods.map(({ endDate, dueDate }) => ({ end: endDate, due: dueDate }));
    },
    me: () => showMe(client),
    check: (asks: { readonly insurances: boolean }) => checkProcore(client, asks),
    reportUnreadable: (operation: string, row: UnreadableRow) => client.reportUnreadable(operation, row),
    close: () => client.close(),
  };
}

export type ProcorePort = ReturnType<typeof procorePort>;
