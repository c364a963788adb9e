import { proxyActivities } from '@temporalio/workflow';
import type { FloorActivities } from './floor-worker';
import { floorQueues } from './floor-queues';

const activitiesOf = (taskQueue: string): FloorActivities =>
  proxyActivities<FloorActivities>({ taskQueue, startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const procore = activitiesOf(floorQueues.procore);
const erp = activitiesOf(floorQueues.erp);

/** As many activities as a clean requisition has, one after the other: read it, plan it, post its order, post its voucher. */
export async function floorRequisition(index: number): Promise<void> {
  await procore.makeCalls(index, 'fetch');
  await erp.makeCalls(index, 'plan');
  await erp.makeCalls(index, 'order');
  await erp.makeCalls(index, 'voucher');
}
