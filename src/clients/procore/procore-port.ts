import { allPages } from './all-pages';
import { showChangeOrderPackage } from './change-orders';
import { checkProcore } from './check-procore';
import type { ProcoreClient } from './client';
import { listCommitments, showCommitment } from './commitments';
import { showMe } from './me';
import { listActiveProjects } from './projects';
import {
  listChangeOrderItems,
  listRequisitions,
  requisitionsByIds,
  showRequisition,
  writeRequisitionOrigin,
} from './requisitions';
import { listVendors, showVendor } from './vendors';

/** Everything the connector asks of Procore, bound to one connection's client. */
export function procorePort(client: ProcoreClient) {
  const bind =
    <Args, Result>(call: (client: ProcoreClient, args: Args) => Promise<Result>) =>
    (args: Args): Promise<Result> =>
      call(client, args);
  return {
    listRequisitions: bind(listRequisitions),
    showRequisition: bind(showRequisition),
    requisitionsByIds: bind(requisitionsByIds),
    changeOrderItems: (args: { projectId: string; requisitionId: string }) =>
      allPages((page) => listChangeOrderItems(client, { ...args, page })),
    writeRequisitionOrigin: bind(writeRequisitionOrigin),
    showCommitment: bind(showCommitment),
    commitments: async (args: { projectId: string }) => [
      ...(await allPages((page) => listCommitments(client, { ...args, type: 'WorkOrderContract', page }))),
      ...(await allPages((page) => listCommitments(client, { ...args, type: 'PurchaseOrderContract', page }))),
    ],
    showChangeOrderPackage: bind(showChangeOrderPackage),
    showVendor: bind(showVendor),
    listVendors: bind(listVendors),
    activeProjects: () => allPages((page) => listActiveProjects(client, { page })),
    me: () => showMe(client),
    check: () => checkProcore(client),
    close: () => client.close(),
  };
}

export type ProcorePort = ReturnType<typeof procorePort>;
