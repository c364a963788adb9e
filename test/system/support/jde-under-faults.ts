import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from './accounts-payable';
import { addContracts, editJson, type AddedContract } from './added-contracts';
import { choose, chooseOrder, edit, lastMonthEnd, offered } from './after-choices';
import { startCommitmentOrders, type CommitmentOrders } from './commitment-orders';
import { namesOf, nameOf, troubles, type Way } from './posting-under-faults';
import { startRig, type Rig } from './rig';
import { typedCommands } from './typed-commands';

/** A system with JD Edwards in which each requisition has an order of its own. */
export interface RequisitionOrders {
  readonly rig: Rig;
  readonly ap: AccountsPayable;
}

/** A vendor of the sample company that is a supplier in JDE: contract and requisitions are of the same one. */
const vendorId = '562949953431313';
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const code = '26-010.S';
const usual = { code, total: '4000.00', withheld: '400.00' } as const;
const less = { total: '3000.00', withheld: '300.00' } as const;
/** Orders above that are on hold as they are made. */
const onHoldAbove = '5000';
/** Nothing of it is to be paid, so it becomes a journal. */
const allWithheld = { code, total: '4000.00', withheld: '4000.00' } as const;
const much = { code, total: '10000.00', withheld: '1000.00' } as const;

/** Short, so that what nobody knows is settled soon. */
const shortLimits = {
  jde: { requestLimitMs: 800, erpConcurrency: 16 },
  timing: { settleMs: 1_800, sendWindowMs: 1_000, leaseMs: 1_500 },
} as const;
/** Long enough for calls that hang while a system is lost. */
export const longLimits = {
  jde: { requestLimitMs: 65_000 },
  timing: { settleMs: 67_000, sendWindowMs: 2_000 },
} as const;

const orchestration = (name: string) => () => ({ orchestration: name });
/** The call that changes this document's order. */
async function changing(rig: Rig, { tenantId, id }: DocumentRow): Promise<Readonly<Record<string, string>>> {
  const rows = await rig.test.store.inTenant(tenantId, (tx) => tx.postings.of(id));
  const order = rows.map(({ reference }) => reference?.['orderNumber']).find((number) => number !== undefined);
  if (order === undefined) throw new Error(`${id} has no order yet`);
  return { orchestration: 'PC_CHANGE_PO', body: `"OrderNumber":"${order}"` };
}
const firstOf = ({ rig }: RequisitionOrders, name: string): Promise<DocumentRow> => rig.requisition(name, 1);
const changesOrder = async (on: RequisitionOrders, name: string) => changing(on.rig, await firstOf(on, name));
const hinted = async (on: RequisitionOrders, name: string): Promise<void> =>
  on.rig.hintOne((await firstOf(on, name)).sourceId);
const chosen = (kind: 'adjust' | 'cancelOrder') => async (on: RequisitionOrders, name: string) =>
  choose(on.rig, await firstOf(on, name), kind);
const throughTo =
  (...stages: readonly string[]) =>
  async (on: RequisitionOrders, name: string) =>
    on.rig.untilStage((await firstOf(on, name)).sourceId, stages);
const taken = throughTo('delivered', 'vouchered', 'posted');

async function heldFor({ rig }: RequisitionOrders, { id }: DocumentRow, reason: string): Promise<void> {
  await rig.until(`${id} held for ${reason}`, async () =>
    (await rig.holds()).some(
      ({ document, hold }) => document.id === id && hold.releaseAskedAt === null && hold.reason === reason,
    ),
  );
}

/** Of a vendor for which JD Edwards has no supplier: one for each of these contracts. */
const newVendor = (name: string) => ({
  id: `80000000000010${troubles.findIndex((trouble) => nameOf('supplier', trouble) === name)}`,
  ein: `77-200000${troubles.findIndex((trouble) => nameOf('supplier', trouble) === name)}`,
});

/** Kinds of postings for a requisition that has an order of its own. */
export const requisitionWays: Readonly<Record<string, Way<RequisitionOrders>>> = {
  purchaseOrder: { at: 'jde', match: orchestration('PC_CREATE_PO'), begin: hinted, through: taken },
  voucher: { at: 'jde', match: orchestration('PC_ADD_BATCH_VOUCHER'), begin: hinted, through: taken },
  journal: { at: 'jde', match: orchestration('PC_ADD_BATCH_JOURNAL'), begin: hinted, through: taken },
  processorRun: {
    ...{ at: 'jde', match: orchestration('PC_RUN_VOUCHER_PROCESSOR'), begin: hinted },
    through: throughTo('vouchered'),
  },
  batchDeletion: {
    ...{ at: 'jde', match: orchestration('PC_DELETE_BATCH_VOUCHER'), begin: chosen('adjust'), through: taken },
    ready: async (on, name) => {
      await hinted(on, name);
      await throughTo('delivered')(on, name);
      const document = await firstOf(on, name);
      await edit(on.rig, document, less);
      await offered(on.rig, document);
    },
  },
  orderChange: {
    ...{ at: 'jde', match: changesOrder, begin: chosen('adjust'), through: taken },
    ready: async (on, name) => {
      const document = await on.ap.posted(name);
      await edit(on.rig, document, less);
      await offered(on.rig, document);
    },
  },
  orderCancel: {
    ...{ at: 'jde', match: changesOrder, begin: chosen('cancelOrder') },
    through: throughTo('withdrawn'),
    ready: async (on, name) => {
      const document = await firstOf(on, name);
      await on.rig.hintOne(document.sourceId);
      await heldFor(on, document, 'orderOnHold');
      const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
      await on.rig.control('procore', 'PATCH', place, { status: 'revise_and_resubmit' });
      await on.rig.hintOne(document.sourceId);
      await heldFor(on, document, 'withdrawnAfterPosting');
    },
  },
  supplier: {
    ...{ at: 'jde', match: orchestration('PC_UPSERT_VENDOR'), begin: hinted },
    through: async (on, name) => {
      await taken(on, name);
      const { tenantId } = on.rig.scope;
      const party = await on.rig.test.store.inTenant(tenantId, (tx) =>
        tx.parties.find(on.rig.scope, newVendor(name).id),
      );
      return on.rig.document(party?.id ?? '');
    },
  },
};

const itemOf = (name: string) =>
  name.startsWith('journal') ? allWithheld : name.startsWith('orderCancel') ? much : usual;

/** It is live; no worker runs. */
export async function startRequisitionOrders(): Promise<RequisitionOrders> {
  const contracts = namesOf(requisitionWays).map((number): AddedContract => ({
    ...{ number, requisitions: [{ items: [itemOf(number)], end }] },
    ...(number.startsWith('supplier') ? { vendorId: newVendor(number).id } : {}),
  }));
  const rig = await startRig({
    ...shortLimits,
    ...{ today, workers: false },
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    jdeSandbox: { orderHold: { aboveAmount: onHoldAbove } },
    shape: (data) => {
      editJson(join(data, 'procore/vendors.json'), (rows) => {
        // No two are alike.
        const called = { storm: 'Alder Cranes', database: 'Birchwood Masonry', temporal: 'Lakeview Glazing' };
        for (const trouble of troubles) {
          const { id, ein } = newVendor(nameOf('supplier', trouble));
          const register = { id: new LosslessNumber(`9${id}`), type: 'EIN', identifier: ein };
          const name = called[trouble];
          const names = { name, company: name, legal_name: name, business_register: register };
          rows.push({ ...rows[0], ...names, id: new LosslessNumber(id) });
        }
      });
      addContracts(data, contracts);
    },
  });
  await rig.goLive(['4411']);
  return { rig, ap: accountsPayable(rig) };
}

const approved = async (on: CommitmentOrders, name: string): Promise<void> => {
  await on.contracts.appear(on.rig, name);
  await on.pollCommitments();
};
const changesItsOrder = async ({ rig, contracts }: CommitmentOrders, name: string) =>
  changing(rig, await rig.document(contracts.idOf(name)));
const changes = new Map<string, string>();
const changed = async (on: CommitmentOrders, name: string): Promise<void> => {
  changes.set(name, (await on.contracts.changeOrder(on.rig, name, ['300.00'])).id);
  await on.pollChangeOrders();
};
const changeOf = (on: CommitmentOrders, name: string) => on.untilStage(changes.get(name) ?? '', 'posted');
const bills = new Map<string, string>();
const billed = async (on: CommitmentOrders, name: string): Promise<void> => {
  bills.set(name, await on.contracts.bill(on.rig, name, 1));
  await on.rig.poll('4411');
};
const billOf = (on: CommitmentOrders, name: string) => on.rig.document(bills.get(name) ?? '');
const billedWhole = async (on: CommitmentOrders, name: string): Promise<void> => {
  await on.ordered(name);
  await billed(on, name);
  await on.rig.untilStage(bills.get(name) ?? '', ['delivered']);
};
/** Kinds of postings for commitments that have orders, and for what is written of them in Procore. */
export const commitmentWays: Readonly<Record<string, Way<CommitmentOrders>>> = {
  commitmentOrder: {
    ...{ at: 'jde', match: orchestration('PC_CREATE_PO'), begin: approved },
    through: (on, name) => on.untilStage(on.contracts.idOf(name), 'posted'),
  },
  addedLines: {
    ...{ at: 'jde', match: changesItsOrder, begin: changed, through: changeOf },
    ready: (on, name) => on.ordered(name),
  },
  orderRelief: {
    ...{ at: 'jde', match: changesItsOrder, ready: billedWhole },
    begin: async (on, name) => on.ap.processed(await billOf(on, name)),
    through: async (on, name) => {
      await on.untilOpen(name, '399000.00');
      return on.rig.document(on.contracts.idOf(name));
    },
  },
  orderClose: {
    ...{ at: 'jde', match: changesItsOrder },
    ready: (on, name) => on.ordered(name),
    begin: async (on, name) => chooseOrder(on.rig, await on.rig.document(on.contracts.idOf(name)), 'closeOrder'),
    through: async (on, name) => {
      await on.untilOpen(name, '0.00');
      return on.rig.document(on.contracts.idOf(name));
    },
  },
  linesBack: {
    ...{ at: 'jde', match: changesItsOrder },
    ready: async (on, name) => {
      await on.ordered(name);
      const document = await on.rig.document(on.contracts.idOf(name));
      await chooseOrder(on.rig, document, 'closeOrder');
      await on.untilOpen(name, '0.00');
      await on.untilStage(document.sourceId, 'posted');
    },
    begin: async (on, name) => chooseOrder(on.rig, await on.rig.document(on.contracts.idOf(name)), 'reopenOrder'),
    through: async (on, name) => {
      await on.untilOpen(name, '0.00', '400000.00');
      return on.rig.document(on.contracts.idOf(name));
    },
  },
  processorProof: {
    ...{ at: 'jde', match: orchestration('PC_RUN_VOUCHER_PROCESSOR'), begin: billed },
    ready: (on, name) => on.ordered(name),
    through: async (on, name) => {
      await on.rig.untilStage(bills.get(name) ?? '', ['delivered']);
      return billOf(on, name);
    },
  },
  supplierChange: {
    ...{ at: 'jde', match: orchestration('PC_UPSERT_VENDOR') },
    begin: async ({ rig }, name) => {
      const vendor = await linkedVendor(rig, name);
      const at = troubles.findIndex((trouble) => nameOf('supplierChange', trouble) === name);
      await rig.control('procore', 'PATCH', `vendors/${vendor}`, { business_phone: `(509) 555-017${at}` });
      const { type, remove } = typedCommands(rig);
      await type('vendor', 'carry', vendor, '--fields', 'phone', '--as', 'A. Payable');
      remove();
    },
    through: async ({ rig }, name) => {
      const vendor = await linkedVendor(rig, name);
      const party = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.parties.find(rig.scope, vendor));
      return rig.document(party?.id ?? '');
    },
  },
};

/** Another one for each of these names. */
async function linkedVendor(rig: Rig, name: string): Promise<string> {
  const linked = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.parties.primaries(rig.scope));
  const at = troubles.findIndex((trouble) => nameOf('supplierChange', trouble) === name);
  const vendor = [...linked.keys()].filter((id) => id !== vendorId).sort()[at];
  if (vendor === undefined) throw new Error('too few vendors are linked');
  return vendor;
}

/** Vendors are matched, and what both sides say of them is agreed: from then on a person may have changes of them carried. */
export async function agreeVendors({ rig }: CommitmentOrders): Promise<void> {
  await rig.changeSettings({
    vendors: { externalKeyMeans: 'none', import: { mayChange: 100 } },
    jde: {
      suppliers: { inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [], organisations: ['C'] },
    },
  });
  const { type, remove } = typedCommands(rig);
  for (const act of ['run', 'accept-exact', 'close']) await type('vendor', 'match', act);
  await type('vendor', 'import', 'plan');
  remove();
}

/** It is live, and no worker runs. */
export async function startCommitmentsUnderFaults(): Promise<CommitmentOrders> {
  return startCommitmentOrders(
    namesOf(commitmentWays).map((number) => ({
      ...{ number, vendorId },
      requisitions: [{ items: [{ code, total: '1000.00', withheld: '100.00' }] }],
    })),
    { ...shortLimits, workers: false, posting: { voucherProcessing: 'proof' } },
  );
}
