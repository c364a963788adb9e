import { join } from 'node:path';
import { addContracts, editJson, workedProjectId, type AddedItem, type AddedRequisition } from './added-contracts';
import { buyersOrder, fusionVendor, startFusionRig, type FusionRig, type FusionRigOptions } from './fusion-rig';

/** Where the one line of a linked contract is charged. */
const account = '200.4411.1340.26010.000';

/** Work under one code of which a tenth is kept, with what stands of it before. */
export const billed = (total: string, before: Partial<AddedItem> = {}): AddedItem => ({
  code: '26-010.S',
  total,
  withheld: String(Number(total) / 10),
  ...before,
});

export interface LinkedContract {
  readonly number: string;
  readonly requisitions: readonly AddedRequisition[];
  /** Default true: a buyer made its order in Fusion, and contract and line name that. */
  readonly linked?: boolean;
}

/** The system with Fusion, live, and contracts of the worked project that name the orders that buyers made for them. */
export async function startWithLinked(
  contracts: readonly LinkedContract[],
  options: Omit<FusionRigOptions, 'before' | 'shape'> = {},
): Promise<FusionRig> {
  const orders = new Map<string, { readonly headerId: string; readonly lineId: string }>();
  const system = await startFusionRig({
    ...options,
    before: async (control) => {
      for (const { number, linked = true } of contracts) {
        if (linked) orders.set(number, await buyersOrder(control, { number, account }));
      }
    },
    shape: (data) => {
      addContracts(
        data,
        contracts.map(({ number, requisitions }) => ({ number, vendorId: fusionVendor.id, requisitions })),
      );
      editJson(join(data, 'procore/projects', workedProjectId, 'work_order_contracts.json'), (rows) => {
        for (const row of rows) {
          const order = orders.get(String(row['number']));
          if (order === undefined) continue;
          row['origin_id'] = order.headerId;
          const [line] = row['line_items'] as Record<string, unknown>[];
          if (line !== undefined) line['origin_id'] = order.lineId;
        }
      });
    },
  });
  await system.rig.goLive(['4411']);
  return system;
}
