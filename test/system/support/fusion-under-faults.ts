import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable } from './accounts-payable';
import { workedProjectId } from './added-contracts';
import { choose, chooseOrder, edit, lastMonthEnd, offered } from './after-choices';
import {
  addCombination,
  addEarlierBatch,
  clearingAccount,
  directCostSections,
  DirectCosts,
  today,
} from './direct-costs';
import { fusionVendor } from './fusion-rig';
import { fusionPayables } from './payments';
import { namesOf, type Way } from './posting-under-faults';
import { startWholeFusion, type WholeFusion } from './whole-fusion';

/** A system with Fusion, and what was brought about on it, by the name of its commitment. */
export interface FusionUnderFaults {
  readonly whole: WholeFusion;
  readonly costs: DirectCosts;
  /** Ids of the documents. */
  readonly made: Map<string, string>;
}

type FusionWay = Way<FusionUnderFaults>;

/** Short, so that what nobody knows is settled soon. */
const shortLimits = {
  fusion: { requestLimitMs: 800, erpConcurrency: 4 },
  timing: { settleMs: 1_800, sendWindowMs: 1_000, leaseMs: 1_500 },
} as const;
/** Long enough for calls that hang while a system is lost. */
export const longFusionLimits = {
  fusion: { requestLimitMs: 65_000 },
  timing: { settleMs: 67_000, sendWindowMs: 2_000 },
} as const;

const drafts = 'draftPurchaseOrders';
const post = { method: 'POST' } as const;
const idOf = (on: FusionUnderFaults, name: string): string => on.made.get(name) ?? '';
const noted = (on: FusionUnderFaults, name: string, id: string): string => {
  on.made.set(name, id);
  return id;
};

const approved: FusionWay['begin'] = async ({ whole }, name) => {
  await whole.contracts.appear(whole.rig, name);
  await whole.poll('commitments');
};
const ordered: FusionWay['begin'] = async (on, name) => {
  await approved(on, name);
  await on.whole.untilStage(on.whole.contracts.idOf(name), 'posted');
};
const changed: FusionWay['begin'] = async (on, name) => {
  const { whole } = on;
  noted(on, name, (await whole.contracts.changeOrder(whole.rig, name, ['11.50'], { number: name })).id);
  await whole.poll('changeOrders');
};
const billed: FusionWay['begin'] = async (on, name) => {
  const { whole } = on;
  noted(on, name, await whole.contracts.bill(whole.rig, name, 1));
  await whole.poll('requisitions');
};
const bought: FusionWay['begin'] = async (on, name) => {
  noted(on, name, await on.whole.buy(name, '70.10', '0.05'));
  await on.whole.poll('purchaseOrders');
};
const made =
  (...stages: string[]): FusionWay['through'] =>
  async (on, name) => {
    await on.whole.untilStage(idOf(on, name), ...stages);
    return on.whole.rig.document(idOf(on, name));
  };
const order: Pick<FusionWay, 'begin' | 'through'> = {
  begin: approved,
  through: async ({ whole }, name) => {
    await whole.untilStage(whole.contracts.idOf(name), 'posted');
    return whole.rig.document(whole.contracts.idOf(name));
  },
};
const commitmentOf = ({ whole }: FusionUnderFaults, name: string) => whole.rig.document(whole.contracts.idOf(name));
const chosen =
  (kind: 'closeOrder' | 'reopenOrder'): FusionWay['begin'] =>
  async (on, name) =>
    chooseOrder(on.whole.rig, await commitmentOf(on, name), kind);
const orderThere = async ({ whole }: FusionUnderFaults, name: string) => {
  type There = Readonly<Record<'POHeaderId' | 'Description' | 'StatusCode', string>>;
  const all = await whole.system.items<There>('purchaseOrders');
  return all.find(({ Description }) => Description.includes(` ${name} `));
};
const orderIs =
  (status: string): FusionWay['through'] =>
  async (on, name) => {
    await on.whole.rig.until(
      `the order of ${name} is ${status}`,
      async () => (await orderThere(on, name))?.StatusCode === status,
    );
    return commitmentOf(on, name);
  };
const change = { ready: ordered, begin: changed, through: made('posted') } as const;
const invoice = { ready: ordered, begin: billed, through: made('posted', 'vouchered') } as const;
const commitment = { begin: bought, through: made('posted') } as const;
const own =
  (action: string): FusionWay['match'] =>
  (_on, name) => ({ action, body: `INV-${name}-` });
const sync =
  (path: string): FusionWay['match'] =>
  (_on, name) => ({ method: 'PATCH', path, body: name });
/** All of them show our key, so that of another kind may be the one that is lost. */
const shown = (collection: string) =>
  ({ at: 'procore', match: () => ({ method: 'PATCH', path: `${collection}/\\d+$` }) }) as const;

async function heldFor({ whole }: FusionUnderFaults, { id }: DocumentRow, reason: string): Promise<void> {
  await whole.rig.until(`${id} held for ${reason}`, async () =>
    (await whole.rig.holds()).some(
      ({ document, hold }) => document.id === id && hold.releaseAskedAt === null && hold.reason === reason,
    ),
  );
}

/** A direct cost that waits for its run, and the run begins. */
async function booked(on: FusionUnderFaults, name: string): Promise<void> {
  const { rig } = on.whole;
  const id = noted(on, name, await on.costs.make(['310.00']));
  await rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
  await rig.until(`${name} waits for its run`, async () => (await rig.document(id)).runs !== null);
  await rig.activities.pollStanding(rig.scope);
}

const lastDay = lastMonthEnd(today);
const accrualAccount = '200.0000.4120.000000.000';
/** Approved change orders of last month are accrued, whatever Payables says: it takes invoices of that month here. */
const changeOrderJournal = {
  ...{ method: 'accrual', from: `${lastDay.slice(0, 7)}-01`, accrualAccount, accrueAfter: 1, owner: 'here' },
} as const;

/** It stands on its order; then its approval is dated back into last month, which has ended: its accrual waits for its run, and that begins. */
async function accrued(on: FusionUnderFaults, name: string): Promise<void> {
  const { rig, contracts, poll } = on.whole;
  const changeOrder = idOf(on, name);
  await contracts.editChangeOrder(rig, changeOrder, { reviewed_at: `${lastDay}T12:00:00Z` });
  await poll('changeOrders');
  const id = noted(on, name, `CO-${changeOrder}-${lastDay}`);
  await rig.until(`${name} waits for its run`, async () => {
    await rig.activities.pollStanding(rig.scope);
    return (await rig.documents('accrual')).some(({ sourceId, runs }) => sourceId === id && runs !== null);
  });
  await rig.activities.pollStanding(rig.scope);
}

/** The runs whose journals it is in. */
async function runsWith({ whole: { rig } }: FusionUnderFaults, documentId: string): Promise<DocumentRow[]> {
  const runs = await rig.documents('journalRun');
  const { tenantId } = rig.scope;
  const members = await rig.test.store.database.inTenant(tenantId, (trx) =>
    trx.selectFrom('effect').select('postingId').where('documentId', '=', documentId).execute(),
  );
  const ids = new Set(members.map(({ postingId }) => postingId));
  const found: DocumentRow[] = [];
  for (const run of runs) {
    const rows = await rig.test.store.inTenant(tenantId, (tx) => tx.postings.of(run.id));
    if (rows.some(({ id }) => ids.has(id))) found.push(run);
  }
  return found;
}

/** The one run that it is delivered in. */
const inOneRun: FusionWay['through'] = async (on, name) => {
  const { rig } = on.whole;
  await on.whole.untilStage(idOf(on, name), 'delivered');
  const { id } = await rig.document(idOf(on, name));
  const [run, ...more] = await runsWith(on, id);
  if (run === undefined || more.length > 0) throw new Error(`${name} is in several runs, or in none`);
  return run;
};

/** Kinds of postings in Fusion, and in Procore for what is in Fusion. A pod takes four calls at once. */
export const fusionWays: Readonly<Record<string, FusionWay>> = {
  orderSubmission: {
    ...{ at: 'fusion', match: () => ({ resource: drafts, action: 'submit' }), hangsIn: 'temporal' },
    ...order,
  },
  orderChangeSubmission: {
    ...{ at: 'fusion', match: () => ({ resource: drafts, action: 'submit' }), hangsIn: 'database' },
    ...change,
  },
  orderContractStatus: {
    ...{ at: 'procore', match: () => ({ method: 'PATCH', path: 'purchase_order_contracts/\\d+$' }) },
    ...commitment,
  },
  purchaseOrder: {
    ...{ at: 'fusion', match: (_on, name) => ({ ...post, path: `${drafts}$`, body: ` ${name} ` }) },
    ...{ hangsIn: 'database', ...order },
  },
  orderChange: {
    ...{ at: 'fusion', match: () => ({ ...post, path: 'child/lines$' }), hangsIn: 'temporal' },
    ...change,
  },
  invoice: {
    ...{ at: 'fusion', match: (_on, name) => ({ ...post, path: 'invoices$', body: `INV-${name}-` }) },
    ...{ hangsIn: 'database', ...invoice },
  },
  invoiceSettlement: { at: 'fusion', match: own('calculateTax'), hangsIn: 'temporal', ...invoice },
  invoiceValidation: { at: 'fusion', match: own('validateInvoice'), hangsIn: 'temporal', ...invoice },
  invoiceCancel: {
    ...{ at: 'fusion', match: () => ({ action: 'cancelInvoice' }), hangsIn: 'database' },
    ready: async (on, name) => {
      await ordered(on, name);
      const refusal = { kind: 'businessFailure', match: { action: 'validateInvoice', body: `INV-${name}-` } };
      await on.whole.system.control('POST', 'faults', refusal);
      await billed(on, name);
      const { rig } = on.whole;
      const document = await rig.document(idOf(on, name));
      await heldFor(on, document, 'erpRejected');
      await edit(rig, document, { total: '900.00', withheld: '90.00' });
      await offered(rig, document);
    },
    begin: async (on, name) => choose(on.whole.rig, await on.whole.rig.document(idOf(on, name)), 'adjust'),
    through: invoice.through,
  },
  journalImport: {
    ...{ at: 'fusion', match: () => ({ action: 'importBulkData' }), hangsIn: 'none' },
    // What is not there is believed only beside requests that are shown.
    ready: async (on, name) => {
      await booked(on, name);
      await on.whole.untilStage(idOf(on, name), 'delivered');
    },
    begin: (on, name) => booked(on, name),
    through: inOneRun,
  },
  accrualOfChangeOrder: {
    ...{ at: 'fusion', kind: 'journalImport', match: () => ({ action: 'importBulkData' }), hangsIn: 'none' },
    ready: async (on, name) => {
      await ordered(on, name);
      await changed(on, name);
      await on.whole.untilStage(idOf(on, name), 'posted');
    },
    ...{ begin: accrued, through: inOneRun },
  },
  orderClose: {
    ...{ at: 'fusion', match: () => ({ resource: 'purchaseOrders', action: 'close' }), hangsIn: 'none' },
    ...{ ready: ordered, begin: chosen('closeOrder'), through: orderIs('CLOSED') },
  },
  orderReopen: {
    ...{ at: 'fusion', match: () => ({ resource: 'purchaseOrders', action: 'reopen' }), hangsIn: 'none' },
    ready: async (on, name) => {
      await ordered(on, name);
      const order = (await orderThere(on, name))?.POHeaderId;
      await on.whole.system.control('POST', 'orders/close', { order, closeAction: 'close' });
    },
    ...{ begin: chosen('reopenOrder'), through: orderIs('OPEN') },
  },
  orderContract: { at: 'procore', match: sync('purchase_order_contracts/sync'), ...commitment },
  orderContractLines: { at: 'procore', match: sync('line_items/sync'), ...commitment },
  contractPayment: {
    ...{ at: 'procore', match: () => ({ ...post, path: 'contract_payments' }) },
    ready: async (on, name) => {
      await ordered(on, name);
      await billed(on, name);
      await on.whole.untilStage(idOf(on, name), 'posted');
    },
    begin: async (on, name) => {
      const { rig, system } = on.whole;
      const [voucher] = await accountsPayable(rig).vouchersOf(await rig.document(idOf(on, name)));
      const { id } = await fusionPayables(system.control, voucher?.reference?.['invoiceId'] ?? '').pay('900');
      noted(on, name, id);
      await rig.activities.pollPayments(rig.scope);
    },
    through: made('posted'),
  },
  requisitionOrigin: { ...shown('requisitions'), ...invoice },
  commitmentOrigin: { ...shown('work_order_contracts'), ...order },
  changeOrderOrigin: { ...shown('change_order_packages'), ...change },
};

/** Live, matched, its accounts published, everything switched on; no worker runs. */
export async function startFusionUnderFaults(): Promise<FusionUnderFaults> {
  const whole = await startWholeFusion(
    namesOf(fusionWays).map((number) => ({
      ...{ number, vendorId: fusionVendor.id },
      requisitions: [
        { items: [{ code: '26-010.S' as const, total: '1000.00', withheld: '100.00' }], end: lastMonthEnd(today) },
      ],
    })),
    {
      ...{ today, workers: false, settings: { essStepMs: 0 }, timing: shortLimits.timing },
      before: async (control) => {
        await addEarlierBatch(control);
        await addCombination(control, { like: clearingAccount, account: '4120', id: '300000000041200' });
      },
      sections: {
        fusion: shortLimits.fusion,
        posting: {
          ...{ ...directCostSections.posting, paymentsToProcore: 'payments' },
          ...{ changeOrderJournal, accrualReversal: 'own' },
        },
      },
    },
  );
  await whole.rig.changeSettings({ procore: { writeBack: true } });
  return { whole, costs: new DirectCosts(whole.rig), made: new Map() };
}
