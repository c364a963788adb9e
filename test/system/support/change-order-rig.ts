import { Unavailable } from '../../../src/clients/http/client-error';
import { workedProjectId } from './added-contracts';
import { fusionVendor, startFusionRig, type FusionRig } from './fusion-rig';
import { LaterContracts } from './later-contracts';
import type { Rig } from './rig';

interface OrderThere {
  readonly POHeaderId: string;
  readonly OrderNumber: string;
  readonly StatusCode: string;
  readonly Description: string;
  readonly Revision: string;
  readonly Ordered: string;
  readonly lines: readonly {
    readonly Description: string;
    readonly Ordered: string;
    readonly schedules: readonly { readonly distributions: readonly { readonly POChargeAccount: string }[] }[];
  }[];
}

/** A system with Fusion in which contracts get orders, and change orders come onto them. */
export interface ChangeOrderRig {
  readonly system: FusionRig;
  readonly rig: Rig;
  readonly contracts: LaterContracts;
  /** Settings of Fusion's stand-in. */
  set(settings: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Change orders of the worked project. */
  poll(): Promise<unknown>;
  /** As its feed does: what cannot be told now, such as an empty answer that nothing proves, is asked again. */
  standing(): Promise<unknown>;
  /** The contract is approved now, and its order is open. */
  ordered(number: string): Promise<string>;
  orderOf(number: string): Promise<OrderThere>;
  /** The lines of change orders on the order, as `1000`, `-500`. */
  addedTo(number: string): Promise<string[]>;
  /** Looks until Fusion has taken the order, or the change, so far that the document stands there. */
  untilStage(sourceId: string, ...stages: string[]): ReturnType<Rig['untilStage']>;
  reasonsOf(sourceId: string): Promise<readonly string[]>;
}

/** It is live; each contract has one line, and a requisition of 1,000.00 with 100.00 held back that is not there yet. */
export async function startChangeOrderRig(numbers: readonly string[]): Promise<ChangeOrderRig> {
  const contracts = new LaterContracts();
  const system = await startFusionRig({
    settings: { openOrdersInDrafts: true },
    shape: (data) =>
      contracts.keep(
        data,
        numbers.map((number) => ({
          number,
          vendorId: fusionVendor.id,
          requisitions: [{ items: [{ code: '26-010.S' as const, total: '1000.00', withheld: '100' }] }],
        })),
      ),
  });
  const { rig } = system;
  await rig.goLive(['4411']);
  const ofProject = { ...rig.scope, projectId: workedProjectId };
  const standing = () =>
    rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
    });
  const untilStage = async (sourceId: string, ...stages: string[]) => {
    await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
      await standing();
      const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
      return stages.includes(now?.stage ?? '');
    });
    return rig.untilStage(sourceId, stages);
  };
  const orderOf = async (number: string) => {
    const all = await system.items<OrderThere>('purchaseOrders');
    const [own, ...more] = all.filter(({ Description }) => Description.includes(` ${number} `));
    if (own === undefined || more.length > 0) throw new Error(`${number} has several orders, or none`);
    return own;
  };
  return {
    ...{ system, rig, contracts, standing, untilStage, orderOf },
    set: (settings) => system.control('PUT', 'settings', settings),
    poll: () => rig.activities.pollChangeOrders(ofProject),
    ordered: async (number) => {
      const id = await contracts.appear(rig, number);
      await rig.activities.pollCommitments(ofProject);
      await untilStage(id, 'posted');
      return id;
    },
    addedTo: async (number) => {
      const { lines } = await orderOf(number);
      return lines.filter(({ Description }) => Description.startsWith('CO-')).map(({ Ordered }) => Ordered);
    },
    reasonsOf: async (sourceId) =>
      (await rig.holds()).find((one) => one.document.sourceId === sourceId)?.hold.reasons ?? [],
  };
}
