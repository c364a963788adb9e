import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { decideHeld } from '../../src/application/holds/decide-held';
import { accountsPayable } from '../system/support/accounts-payable';
import { addContracts, mapOnly, workedProjectId, type AddedItem } from '../system/support/added-contracts';
import { lastMonthEnd, liveSince } from '../system/support/after-choices';
import { startCommitmentOrders } from '../system/support/commitment-orders';
import { BankRequests, cooled } from '../system/support/bank-requests';
import {
  addCombination,
  addEarlierBatch,
  clearingAccount,
  costAccount,
  DirectCosts,
  directCostSections,
  today,
} from '../system/support/direct-costs';
import { fusionVendor, startFusionRig } from '../system/support/fusion-rig';
import { linkSupplier, publishAccount } from '../system/support/imported-orders';
import { LinkedVendor } from '../system/support/linked-vendor';
import { LaterContracts } from '../system/support/later-contracts';
import { buyOrder, everythingOfFusion, startWholeFusion } from '../system/support/whole-fusion';
import { jdePayables } from '../system/support/payments';
import { startRig, type Rig } from '../system/support/rig';
import type { FeedRef } from '../../src/workflows/messages';
import { taskQueues, workflowTypes } from '../../src/workflows/names';
import { historyFile, type RecordedHistory } from './recorded-histories';
import { withoutMachine } from './without-machine';

const gross = (code: AddedItem['code']) => ({
  requisitions: [{ items: [{ code, total: '1000.00', withheld: '100.00' }] }],
});
/** Keystone Sealants: JDE does not have it. */
const newVendor = '562949953431328';
/** A supplier in JDE that a contract's vendor is linked with. */
const linkedVendorId = '562949953431313';

const actor = 'C. Controller';

let rig: Rig;

// No tests: they write test/histories anew from the real server (`npm run histories:record`).
test('records the histories of requisitions and vendors', async () => {
  rig = await startRig({
    // The payloads are ids and codes. In plain, a reviewer can read what a change of a history changes.
    plainPayloads: true,
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      addContracts(folder, [
        { number: 'WARM', ...gross('26-010.S') },
        { number: 'CLEAN', ...gross('26-010.S') },
        { number: 'HELD', ...gross('26-05-00.S') },
        { number: 'UNCERTAIN', ...gross('26-010.S') },
        { number: 'VENDOR', ...gross('26-010.S'), vendorId: newVendor },
      ]);
    },
  });
  try {
    await rig.goLive(['4411']);
    await go('WARM', 'delivered');
    await record('clean', await go('CLEAN', 'delivered'));

    const held = await go('HELD', 'held');
    const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
    await rig.changeMapping([{ ...row, costCode: '26-05-00', subsidiary: '260500' }]);
    await rig.untilStage((await rig.requisition('HELD', 1)).sourceId, ['delivered']);
    await record('held-and-resumed', held);

    await rig.control('jde', 'POST', 'faults', { match: { orchestration: 'PC_CREATE_PO' }, kind: 'reset' });
    await record('uncertain', await go('UNCERTAIN', 'delivered'));

    await go('VENDOR', 'delivered');
    const vendors = await rig.documents('vendor');
    const made = (await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
      tx.parties.ofVendor(rig.scope, newVendor),
    )) as { readonly id: string };
    const vendor = vendors.find((one) => one.sourceId === made.id);
    await record('vendor-created', vendor?.workflowId ?? '');
  } finally {
    await rig.close();
  }
});

test('records the history of a direct cost that waits for its run', async () => {
  const system = await startFusionRig({
    ...{ plainPayloads: true, today, before: addEarlierBatch, shape: () => undefined, sections: directCostSections },
  });
  ({ rig } = system);
  try {
    await rig.goLive(['4411']);
    const id = await new DirectCosts(rig).make(['1000.00', '200.00']);
    await rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
    await rig.until('it waits for its run', async () => (await rig.document(id)).runs !== null);
    await record('direct-cost-waits', (await rig.document(id)).workflowId);
  } finally {
    await system.close();
  }
});

test('records the histories of a memo that is taken back, of an accrual that waits, and of the run of the first', async () => {
  const contracts = new LaterContracts();
  const end = lastMonthEnd(today);
  const offsetAccount = '200.0000.9200.000000.000';
  const changeOrderJournal = {
    ...{ method: 'memo', from: `${today.slice(0, 7)}-01`, commitmentRelief: 'asBilled' },
    ...{ naturalAccount: '9100', offsetAccount },
  };
  const system = await startFusionRig({
    ...{ plainPayloads: true, today, settings: { essStepMs: 0, openOrdersInDrafts: true } },
    before: async (control) => {
      await addEarlierBatch(control);
      await addCombination(control, { like: costAccount, account: '9100', id: '300000000091000' });
      await addCombination(control, { like: clearingAccount, account: '9200', id: '300000000092000' });
    },
    shape: (folder) =>
      contracts.keep(folder, [
        { number: 'MEMO', vendorId: fusionVendor.id, ...gross('26-010.S') },
        { number: 'ACCRUED', requisitions: [{ ...gross('26-010.S').requisitions[0]!, end }] },
      ]),
    sections: {
      posting: {
        ...{ journals: directCostSections.posting.journals, changeOrderJournal },
        ...{
          accrueUnbilled: { accrualAccount: clearingAccount, owner: 'here', accrueAfter: 1 },
          accrualReversal: 'own',
        },
      },
    },
  });
  ({ rig } = system);
  const ofProject = { ...rig.scope, projectId: workedProjectId };
  const polled = (what: string, condition: () => Promise<boolean>): Promise<void> =>
    rig.until(what, async () => {
      await rig.activities.pollStanding(rig.scope);
      return condition();
    });
  const stands = async (kind: string, sourceId: string, stage: string): Promise<boolean> =>
    (await rig.documents(kind)).some((one) => one.sourceId === sourceId && one.stage === stage);
  try {
    await rig.goLive(['4411']);
    for (const number of ['MEMO', 'ACCRUED']) await contracts.appear(rig, number);
    await rig.activities.pollCommitments(ofProject);
    await polled('its order is open', () => stands('commitment', contracts.idOf('MEMO'), 'posted'));
    const change = await contracts.changeOrder(rig, 'MEMO', ['5000.00']);
    await rig.activities.pollChangeOrders(ofProject);
    await polled('its memo stands', async () =>
      (await rig.documents('journalRun')).some(({ stage }) => stage === 'delivered'),
    );
    const [run] = await rig.documents('journalRun');
    await record('journals-imported', run?.workflowId ?? '');
    const all = await system.items<{ readonly JeBatchId: string; readonly BatchName: string }>('journalBatches');
    const batch = all.find(({ BatchName }) => BatchName.startsWith('PC'))?.JeBatchId;
    await system.control('POST', 'gl/post', { batch });
    await polled('the change order is in force', () => stands('changeOrder', change.id, 'posted'));
    const bill = await contracts.bill(rig, 'MEMO', 1, change.lines[0]);
    await rig.poll('4411');
    await rig.untilStage(bill, ['posted', 'vouchered']);
    const relief = `CO-${change.id}`;
    await polled('it waits for its run', async () =>
      (await rig.documents('memoRelief')).some(({ runs }) => runs !== null),
    );
    await record('memo-taken-back', (await rig.document(relief)).workflowId);

    const unbilled = await contracts.bill(rig, 'ACCRUED', 1);
    await rig.poll('4411');
    await rig.untilStage(unbilled, ['held', 'waiting']);
    await liveSince(rig, end);
    const sourceId = `${unbilled}-${end}`;
    await polled('it waits for its run', async () =>
      (await rig.documents('accrual')).some((one) => one.sourceId === sourceId && one.runs !== null),
    );
    await record('accrual-waits', (await rig.document(sourceId)).workflowId);
  } finally {
    await system.close();
  }
});

test('records the history of a requisition whose order AP matches', async () => {
  const on = await startCommitmentOrders([{ number: 'MATCHED', vendorId: linkedVendorId, ...gross('26-010.S') }], {
    plainPayloads: true,
    posting: { relief: 'match' },
  });
  ({ rig } = on);
  try {
    await on.ordered('MATCHED');
    const bill = await on.contracts.bill(rig, 'MATCHED', 1);
    await rig.poll('4411');
    await on.heldFor(bill, 'awaitingMatch');
    const lines = [{ lnid: 1, amount: '1000.00' }];
    const order = { doco: await on.orderNumber('MATCHED'), invoiceNumber: 'INV-MATCHED-1', retained: '100.00', lines };
    await rig.control('jde', 'POST', 'orders/match', order);
    await record('matched', (await on.untilStage(bill, 'vouchered')).workflowId);
  } finally {
    await rig.close();
  }
});

test('records the history of a commitment', async () => {
  const contracts = new LaterContracts();
  const system = await startFusionRig({
    plainPayloads: true,
    shape: (folder) => contracts.keep(folder, [{ number: 'ORDERED', vendorId: fusionVendor.id, ...gross('26-010.S') }]),
  });
  ({ rig } = system);
  try {
    await rig.goLive(['4411']);
    const sourceId = await contracts.appear(rig, 'ORDERED');
    await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
    await record('commitment-ordered', (await rig.untilStage(sourceId, ['delivered', 'posted'])).workflowId);
  } finally {
    await system.close();
  }
});

test('records the histories of a change order and of an invoice', async () => {
  const contracts = new LaterContracts();
  const system = await startFusionRig({
    plainPayloads: true,
    settings: { openOrdersInDrafts: true },
    shape: (folder) => contracts.keep(folder, [{ number: 'CHANGED', vendorId: fusionVendor.id, ...gross('26-010.S') }]),
  });
  ({ rig } = system);
  const ofProject = { ...rig.scope, projectId: workedProjectId };
  const inForce = (sourceId: string): Promise<void> =>
    rig.until(`${sourceId} is in force`, async () => {
      await rig.activities.pollStanding(rig.scope).catch(() => undefined);
      return (await rig.document(sourceId)).stage === 'posted';
    });
  try {
    await rig.goLive(['4411']);
    const commitment = await contracts.appear(rig, 'CHANGED');
    await rig.activities.pollCommitments(ofProject);
    await inForce(commitment);
    const { id } = await contracts.changeOrder(rig, 'CHANGED', ['500.00']);
    await rig.activities.pollChangeOrders(ofProject);
    await record('order-changed', (await rig.untilStage(id, ['delivered', 'posted'])).workflowId);
    await inForce(id);
    const bill = await contracts.bill(rig, 'CHANGED', 1);
    await rig.poll('4411');
    await record('invoiced', (await rig.untilStage(bill, ['vouchered', 'posted'])).workflowId);
  } finally {
    await system.close();
  }
});

test('records the history of an order that becomes a commitment, held first for a project where nothing can be written', async () => {
  const system = await startFusionRig({
    plainPayloads: true,
    shape: () => undefined,
    sections: { fusion: everythingOfFusion['fusion'] ?? {} },
  });
  ({ rig } = system);
  try {
    await rig.goLive(['4411']);
    await publishAccount(rig, '200.4411.1340.26010.000', '26-010.S');
    await linkSupplier(rig);
    await rig.control('procore', 'PUT', 'permitted-projects', []);
    const order = await buyOrder(system.control, 'Switchgear', ['1250.10', '99.95']);
    await rig.activities.pollPurchaseOrders(rig.scope);
    await rig.untilStage(order, ['held', 'waiting']);
    await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
    await rig.activities.discoverProjects(rig.scope);
    await record('order-imported', (await rig.untilStage(order, ['posted'])).workflowId);
  } finally {
    await system.close();
  }
});

test('records the history of a payment that people had recorded in Procore, and that is made ours', async () => {
  rig = await startRig({ plainPayloads: true, posting: { payStatus: 'A', paymentsToProcore: 'payments' } });
  try {
    await rig.goLive(['4411']);
    const requisition = await accountsPayable(rig).posted('SC-4411-001');
    const [voucher] = await accountsPayable(rig).vouchersOf(requisition);
    const { id } = await jdePayables(rig, voucher?.reference?.['documentNumber'] ?? '').pay('21.00');
    await rig.control('procore', 'POST', `projects/${requisition.projectId}/contract_payments`, {
      ...{ id: 770001, contract_id: Number(requisition.commitmentId), amount: '21.00', date: null },
      requisition_id: Number(requisition.sourceId),
    });
    await rig.activities.pollPayments(rig.scope);
    await rig.untilStage(id, ['held']);
    const { store } = rig.test;
    const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
    const decided = { kind: 'adoptRecord', note: 'the same check' } as const;
    await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, await rig.document(id), decided);
    await record('payment-adopted', (await rig.untilStage(id, ['posted'])).workflowId);
  } finally {
    await rig.close();
  }
});

test('records the histories of what a connection does as a whole: going live, a poll, reconciling, rebuilding its ledger', async () => {
  rig = await startRig({ plainPayloads: true });
  const { scope } = rig;
  try {
    await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
    await record('went-live', await run(workflowTypes.goLive, { ...scope, takeOver: 'none', actor }));
    const feed = { ...scope, projectId: workedProjectId, erp: 'jde', feed: 'requisitions' } satisfies FeedRef;
    await record('feed-polled', await run(workflowTypes.pollFeed, feed));
    await record('reconciled', await run(workflowTypes.reconcile, scope));
    const since = '2026-11-01T00:00:00Z';
    await record('ledger-rebuilt', await run(workflowTypes.rebuildLedger, { ...scope, erp: 'jde', since, actor }));
  } finally {
    await rig.close();
  }
});

test('records the histories of the feed of suppliers, and of a supplier that is set to what its vendor says', async () => {
  rig = await startRig({ plainPayloads: true });
  try {
    await rig.goLive([]);
    const [linked] = await LinkedVendor.link(rig);
    await linked.edit({ business_phone: '555-0177' });
    await linked.poll();
    await record('suppliers-carried', linked.importId);
    await rig.until('it is set', async () => (await linked.phones()).jde === '555-0177');
    await record('supplier-changed', await linked.workflowId());
  } finally {
    await rig.close();
  }
});

test('records the history of bank details that are changed by request', async () => {
  rig = await startRig({ plainPayloads: true, posting: { bankChanges: true } });
  const requests = new BankRequests(rig);
  try {
    await rig.goLive([]);
    await requests.issueKeys();
    const { number } = await requests.ask(0, '9876543210');
    await requests.approve(number);
    const { sourceId, workflowId } = await requests.document(number);
    await rig.until('it cools off', async () => {
      const { waitsFor } = await rig.document(sourceId);
      return waitsFor?.includes('cools off') === true;
    });
    await requests.set(number, cooled);
    await rig.untilStage(sourceId, ['recorded']);
    await record('bank-details-changed', workflowId);
  } finally {
    requests.remove();
    await rig.close();
  }
});

test('records the histories of suppliers that are matched, and of accounts that become cost codes', async () => {
  const whole = await startWholeFusion([], { plainPayloads: true });
  ({ rig } = whole);
  const of = { ...rig.scope, erp: 'fusion' };
  try {
    await record('suppliers-matched', await run(workflowTypes.supplierImport, { ...of, acceptMissing: false }));
    const publish = (plan: number | null) => run(workflowTypes.costCodePublish, { ...of, plan, actor });
    await rig.client.workflow.getHandle(await publish(null)).result();
    await record('cost-codes-published', await publish(1));
  } finally {
    await whole.close();
  }
});

/** Begins a run; gives its workflow's id. */
async function run(type: string, request: object): Promise<string> {
  const { connectionId } = rig.scope;
  const workflowId = `${type}/${connectionId}`;
  await rig.client.workflow.start(type, { workflowId, taskQueue: taskQueues.documents, args: [request] });
  return workflowId;
}

async function go(commitment: string, stage: string): Promise<string> {
  const { sourceId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  return (await rig.untilStage(sourceId, [stage], 60_000)).workflowId;
}

async function record(name: RecordedHistory, workflowId: string): Promise<void> {
  const handle = rig.client.workflow.getHandle(workflowId);
  await handle.result();
  const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as unknown;
  writeFileSync(historyFile(name), `${JSON.stringify(withoutMachine(history), undefined, 1)}\n`);
}
