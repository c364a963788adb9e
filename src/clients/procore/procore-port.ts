import { allPages } from './calls/all-pages';
import { showChangeOrderPackage } from './records/change-orders';
import { checkProcore } from './check-procore';
import type { ProcoreClient } from './calls/client';
import { listCommitments, showCommitment } from './records/commitments';
import { showMe } from './records/me';
import { listActiveProjects } from './records/projects';
import {
  listChangeOrderItems,
  listRequisitions,
  requisitionsByIds,
  showRequisition,
  writeRequisitionOrigin,
} from './records/requisitions';
import { listVendors, showVendor } from './records/vendors';

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
