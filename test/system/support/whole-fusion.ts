import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../../src/clients/http/client-error';
import type { Sections } from '../../../src/application/connections/settings-by-section';
import { workedProjectId, type AddedContract } from './added-contracts';
import { fusionUnit, startFusionRig, type FusionControl, type FusionRig, type FusionRigOptions } from './fusion-rig';
import { mergedSections } from '../../stack/test-store';
import { LaterContracts } from './later-contracts';
import type { Rig } from './rig';
import { typedCommands } from './typed-commands';

/** Everything that a connection with Fusion can do is switched on. */
export const everythingOfFusion: Sections = {
  vendors: { externalKeyMeans: 'supplierNumber', externalKeyField: 'originCode', import: { mayChange: 100 } },
  fusion: {
    supplierScope: { types: ['SUPPLIER'] },
    costCodes: {
      ...{ codeSegment: 'costCode', valueSet: 'Northgate Cost Code', accountTypes: ['E'], typeSegment: 'account' },
      ...{ costTypes: [{ from: '1340', to: '1340', type: 'S' }], projectSegments: { project: '{project}' } },
      standardList: 'Fusion',
    },
    purchaseOrders: { documentStyleIds: ['1'], startDate: '2020-01-01' },
  },
};

type Json = Readonly<Record<string, unknown>>;

/** A supplier as procurement enters one. */
export interface NewSupplier {
  readonly name: string;
  readonly number: string;
  /** Under which its own ids stand: nine digits that no other supplier has. */
  readonly ids: string;
  readonly taxId: string;
}

const feedsOf = {
  commitments: 'pollCommitments',
  changeOrders: 'pollChangeOrders',
  requisitions: 'pollRequisitions',
  purchaseOrders: 'pollPurchaseOrders',
} as const;

export interface WholeFusion {
  readonly system: FusionRig;
  readonly rig: Rig;
  readonly contracts: LaterContracts;
  /** Types a command on the connection; gives what it prints. */
  type(...words: readonly string[]): Promise<string>;
  enter(supplier: NewSupplier): Promise<void>;
  /** A further account of subcontracts of the worked project, by its cost code. */
  addAccount(costCode: string): Promise<void>;
  /** A buyer's order, open at once: a line of each amount on the account of 26-010 of the worked project. Gives its id. */
  buy(words: string, ...amounts: readonly string[]): Promise<string>;
  /** As feeds of the worked project do; all of them unless some are named. */
  poll(...feeds: readonly (keyof typeof feedsOf)[]): Promise<void>;
  /** Looks until the document stands there. */
  untilStage(sourceId: string, ...stages: string[]): Promise<void>;
  /** All records of either side that anything of ours writes. */
  standing(): Promise<Readonly<Record<string, unknown>>>;
  /** How many calls were made that write, by kind. */
  writes(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

const account = '200.4411.1340.26010.000';

/** Live, its list of vendors matched and closed. */
export async function startWholeFusion(
  contracts: readonly AddedContract[],
  { settings, sections = {}, ...options }: Omit<FusionRigOptions, 'shape'> & { readonly workers?: boolean } = {},
): Promise<WholeFusion> {
  const later = new LaterContracts('90000.00');
  let template: Json = {};
  const system = await startFusionRig({
    ...options,
    settings: { openOrdersInDrafts: true, ...settings },
    sections: mergedSections(everythingOfFusion, sections),
    shape: (data) => {
      template = supplierToEnter(data);
      later.keep(data, contracts);
    },
  });
  const { rig } = system;
  const { type, remove } = typedCommands(rig);
  await rig.control('procore', 'POST', 'standard_cost_code_lists', { id: 5, name: 'Fusion', is_erp_list: false });
  await rig.goLive(['4411']);
  return {
    ...{ system, rig, contracts: later, type },
    enter: (supplier) => enterSupplier(system.control, template, supplier),
    addAccount: async (costCode) => {
      const all = await system.items<Json>('accountCombinationsLOV');
      const like = all.find((one) => one['project'] === '4411' && one['account'] === '1340');
      const id = `3000000470199${costCode.slice(-2)}`;
      await system.control('POST', 'items/accountCombinationsLOV', { ...like, _CODE_COMBINATION_ID: id, costCode });
      const value = { ValueId: `3000000469199${costCode.slice(-2)}`, Value: costCode, Description: `Code ${costCode}` };
      const flags = { EnabledFlag: 'Y', SummaryFlag: 'N', DetailPostingAllowed: 'Y', AccountType: null };
      await system.control('POST', 'items/valueSets/Northgate%20Cost%20Code/values', { ...value, ...flags });
    },
    buy: (words, ...amounts) => buyOrder(system.control, words, amounts),
    poll: async (...named) => {
      const feeds = named.length > 0 ? named : (Object.keys(feedsOf) as (keyof typeof feedsOf)[]);
      for (const feed of feeds) await rig.activities[feedsOf[feed]]({ ...rig.scope, projectId: workedProjectId });
    },
    untilStage: async (sourceId, ...stages) => {
      try {
        await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
          await rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
            if (!(error instanceof Unavailable)) throw error;
          });
          const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
          return stages.includes(now?.stage ?? '');
        });
      } catch (cause) {
        const held = (await rig.holds()).filter(({ document }) => document.sourceId === sourceId);
        const why = held.flatMap(({ problems }) => problems.map(({ reason, message }) => `${reason}: ${message}`));
        const now = (await rig.documents()).find((one) => one.sourceId === sourceId)?.stage ?? 'no stage';
        throw new Error(`${sourceId} stands in ${now} (${why.join('; ')})`, { cause });
      }
    },
    standing: async () => {
      const fusion = ['purchaseOrders', 'invoices', 'suppliers'];
      const procore = [
        ...['vendors', 'work_order_contracts', 'purchase_order_contracts', 'requisitions', 'change_order_packages'],
        ...['standard_cost_codes', 'cost_codes', 'wbs_codes'],
      ];
      const read = await Promise.all([
        ...fusion.map(async (name) => [name, await system.items(name)] as const),
        ...procore.map(async (name) => [name, await rig.control('procore', 'GET', `records/${name}`)] as const),
      ]);
      return Object.fromEntries(read);
    },
    writes: async () => {
      const inFusion = (await system.control('GET', 'calls')) as { counts: Record<string, number> };
      const inProcore = (await rig.control('procore', 'GET', 'calls')) as { counts: Record<string, string> };
      const all = [...Object.entries(inFusion.counts), ...Object.entries(inProcore.counts)];
      return Object.fromEntries(
        all
          .filter(([name]) => /^(POST|PATCH|PUT|DELETE|action) (?!\/oauth)/.test(name))
          .map(([name, count]) => [name, Number(count)]),
      );
    },
    close: async () => {
      remove();
      await system.close();
    },
  };
}

/** One of the sample company's that is not there yet; its ids begin with `#`. */
export function supplierToEnter(data: string): Json {
  const story = JSON.parse(readFileSync(join(data, 'fusion-story.json'), 'utf8')) as {
    stories: { kind: string; vendors: { fusion: { SupplierId: number } }[] }[];
  };
  const [like] = story.stories.find(({ kind }) => kind === 'vendorsToCreate')?.vendors ?? [];
  if (like === undefined) throw new Error('the sample company has no supplier to enter');
  const ids = new RegExp(`${String(like.fusion.SupplierId).slice(0, -1)}(\\d)`, 'g');
  return JSON.parse(JSON.stringify(like.fusion).replaceAll(ids, '"#$1"')) as Json;
}

/** As procurement does; `template` is of `supplierToEnter`. */
export async function enterSupplier(
  control: FusionControl,
  template: Json,
  { name, number, ids, taxId }: NewSupplier,
): Promise<void> {
  await control('POST', 'items/suppliers', {
    ...(JSON.parse(JSON.stringify(template).replaceAll('"#', `"${ids}`)) as Json),
    ...{ SupplierNumber: number, Supplier: name, TaxpayerId: taxId },
  });
}

/** As `buy` of the whole. */
export async function buyOrder(control: FusionControl, words: string, amounts: readonly string[]): Promise<string> {
  const [supplier] = (await control('GET', 'items/suppliers?SupplierNumber=60032')) as {
    SupplierId: string;
    sites: readonly { SupplierSiteId: string }[];
  }[];
  const where = { ShipToLocation: 'Seattle', ShipToOrganizationCode: '001', DestinationTypeCode: 'EXPENSE' };
  const made = (await control('POST', 'orders/create', {
    body: {
      ...{ ProcurementBUId: fusionUnit.id, BuyerId: '300000047340498', DocumentStyleId: '1', CurrencyCode: 'USD' },
      ...{ SupplierId: supplier?.SupplierId, SupplierSiteId: supplier?.sites[0]?.SupplierSiteId, Description: words },
      lines: amounts.map((amount) => ({
        ...{ LineType: 'Fixed Price Services', Description: `${words} work`, Amount: Number(amount) },
        schedules: [
          {
            ...{ ScheduleNumber: 1, Amount: Number(amount), RequestedDeliveryDate: '2027-12-31', ...where },
            distributions: [{ DistributionNumber: 1, Amount: Number(amount), POChargeAccount: account }],
          },
        ],
      })),
    },
  })) as { POHeaderId: string };
  return made.POHeaderId;
}
