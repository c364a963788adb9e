import { resumeHolds } from '../../../src/application/holds/resume-holds';
import { Unavailable } from '../../../src/clients/http/client-error';
import { testContext } from '../../stack/test-context';
import { workedProjectId } from '../support/added-contracts';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import type { Rig } from '../support/rig';

// A commitment that is changed while its order is a draft (sent back, taken back, never submitted) is written onto that draft,
// which is submitted once. What can come in between: a lost answer, a refused part, a buyer in the draft, another change of the
// commitment, one back to what it was, an approval, a second rejection.

const numbers = [
  'SENTBACK',
  'TAKENBACK',
  'WITHDRAWN',
  'TWICE',
  'LOST',
  'HALF',
  'BUYER',
  'BACK',
  'ONITSWAY',
  'VOIDED',
  'EDITED',
];

interface Order {
  readonly POHeaderId: string;
  readonly StatusCode: string;
  readonly Description: string;
  readonly lines: readonly { readonly LineNumber: string; readonly Amount: string }[];
}

let system: FusionRig;
let rig: Rig;
const contracts = new LaterContracts();

beforeAll(async () => {
  system = await startFusionRig({
    shape: (data) =>
      contracts.keep(
        data,
        numbers.map((number) => ({
          number,
          vendorId: fusionVendor.id,
          requisitions: [{ items: [{ code: '26-010.S', total: '1000.00', withheld: '100' }] }],
        })),
      ),
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
});
afterAll(() => system.close());
beforeEach(() => approvalIs('manual'));

const approvalIs = (approval: 'automatic' | 'manual') => system.control('PUT', 'settings', { approval });
const poll = () => rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
/** As its feed does: what cannot be told now, such as an empty answer that nothing proves, is asked again. */
const standing = () =>
  rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
  });
const none = () => Promise.reject(new Error('the test needs no Temporal'));

async function ordersOf(number: string): Promise<Order[]> {
  const all = await system.items<Order>('purchaseOrders');
  return all.filter(({ Description }) => Description.includes(` ${number} `));
}

/** As a person would, now and then. */
async function lookAgain(id: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  await rig.hintOne(id);
}

/** A feed that looks without a pause would begin pass after pass. */
const lookEveryMs = 1_500;

async function untilStage(sourceId: string, ...stages: string[]) {
  let lookedAt = 0;
  await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
    if (Date.now() - lookedAt > lookEveryMs) {
      lookedAt = Date.now();
      await standing();
    }
    const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
    return stages.includes(now?.stage ?? '');
  });
  return rig.untilStage(sourceId, stages);
}

/** By its row, which a pass writes after the feed has seen where the order stands. */
const heldFor = (id: string, reason: string) =>
  rig.until(`${id} held for ${reason}`, async () => {
    const held = (await rig.holds()).find((one) => one.document.sourceId === id);
    return held?.hold.reasons.join() === reason && held.hold.releaseAskedAt === null;
  });

async function reasonsOf(sourceId: string): Promise<readonly string[]> {
  return (await rig.holds()).find((one) => one.document.sourceId === sourceId)?.hold.reasons ?? [];
}

const act = async (number: string, how: 'approve' | 'reject' | 'withdraw'): Promise<void> => {
  const [order] = await ordersOf(number);
  await system.control('POST', `orders/${how}`, { order: order?.POHeaderId, reason: 'Not in the budget' });
};

/** Its order waits for its approvers. */
async function submitted(number: string): Promise<string> {
  const id = await contracts.appear(rig, number);
  await poll();
  await untilStage(id, 'delivered');
  return id;
}

/** Its order is a draft again, and a person is asked. */
async function sentBack(number: string, how: 'reject' | 'withdraw' = 'reject'): Promise<string> {
  const id = await submitted(number);
  await act(number, how);
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  return id;
}

const change = async (number: string, amount: string): Promise<void> => {
  await contracts.change(rig, number, contracts.withAmount(number, amount));
  await poll();
};

async function submits(): Promise<number> {
  const { counts } = (await system.control('GET', 'calls')) as { counts: Record<string, number> };
  return counts['action draftPurchaseOrders submit'] ?? 0;
}

/** One order, of the one line that the contract has, with that amount. */
const ordered = (amount: string) => [{ lines: [{ LineNumber: '1', Amount: amount }] }];

test('sent back by its approver, the draft follows the changed commitment and is submitted once', async () => {
  const id = await sentBack('SENTBACK');
  const [before] = await ordersOf('SENTBACK');
  await system.control('DELETE', 'calls');
  await change('SENTBACK', '390000.00');
  await untilStage(id, 'delivered');
  expect(await submits()).toBe(1);
  const [after, ...others] = await ordersOf('SENTBACK');
  expect(others).toEqual([]);
  expect(after).toMatchObject({ POHeaderId: before?.POHeaderId, StatusCode: 'PENDING APPROVAL' });
  expect(await ordersOf('SENTBACK')).toMatchObject(ordered('390000'));
  await act('SENTBACK', 'approve');
  await untilStage(id, 'posted');
  // A later look finds nothing to do.
  await rig.hintOne(id);
  await rig.until('its pass has ended', async () => !(await rig.document(id)).open);
  expect(await reasonsOf(id)).toEqual([]);
  expect(await submits()).toBe(1);
});

test('rejected a second time, it waits for a person, and each change of the commitment is one submission', async () => {
  const id = await sentBack('TWICE');
  await system.control('DELETE', 'calls');
  await change('TWICE', '390000.00');
  await untilStage(id, 'delivered');
  await act('TWICE', 'reject');
  await untilStage(id, 'held');
  await rig.hintOne(id);
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  expect(await submits()).toBe(1);
  await change('TWICE', '380000.00');
  await untilStage(id, 'delivered');
  expect(await submits()).toBe(2);
  await act('TWICE', 'reject');
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  const context = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal: none });
  await resumeHolds(context, { document: `commitment/${id}` });
  await untilStage(id, 'delivered');
  expect(await submits()).toBe(3);
  await act('TWICE', 'approve');
  await untilStage(id, 'posted');
  expect(await ordersOf('TWICE')).toMatchObject(ordered('380000'));
});

test('back to a draft by its buyer, it follows and is submitted; withdrawn, it follows, and is submitted in Fusion', async () => {
  const taken = await submitted('TAKENBACK');
  const [order] = await ordersOf('TAKENBACK');
  const incomplete = { Status: 'Incomplete', StatusCode: 'INCOMPLETE' };
  await system.control('PATCH', `items/purchaseOrders/${order?.POHeaderId}`, incomplete);
  await untilStage(taken, 'held');
  await heldFor(taken, 'erpRejected');
  await change('TAKENBACK', '390000.00');
  await untilStage(taken, 'delivered');
  expect(await ordersOf('TAKENBACK')).toMatchObject(ordered('390000'));

  const id = await sentBack('WITHDRAWN', 'withdraw');
  await system.control('DELETE', 'calls');
  await change('WITHDRAWN', '390000.00');
  await rig.until('the draft follows', async () => (await ordersOf('WITHDRAWN'))[0]?.lines[0]?.Amount === '390000');
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  expect(await submits()).toBe(0);
  const [withdrawn] = await ordersOf('WITHDRAWN');
  await system.control('POST', 'orders/resubmit', { order: withdrawn?.POHeaderId });
  await act('WITHDRAWN', 'approve');
  await untilStage(id, 'posted');
});

test.each([
  ['LOST', { match: { method: 'PATCH', path: 'draftPurchaseOrders/[^/]+$' }, kind: 'commitThenLose' }],
  ['HALF', { match: { method: 'PATCH', path: 'draftPurchaseOrders/[^/]+$' }, kind: 'cutBody' }],
])('%s: a lost answer makes no second change and no second submission', async (number, fault) => {
  const id = await sentBack(number);
  await system.control('DELETE', 'calls');
  await system.control('POST', 'faults', { ...fault, count: 1 });
  await change(number, '390000.00');
  await untilStage(id, 'delivered');
  const { counts } = (await system.control('GET', 'calls')) as { counts: Record<string, number> };
  expect(counts['PATCH draftPurchaseOrders']).toBe(1);
  expect(await submits()).toBe(1);
  expect(await ordersOf(number)).toMatchObject(ordered('390000'));
});

test('changed again while the answer of the first change is lost, the draft comes to the last content and is submitted once', async () => {
  const id = await sentBack('EDITED');
  await system.control('DELETE', 'calls');
  const match = { method: 'PATCH', path: 'draftPurchaseOrders/[^/]+$' };
  await system.control('POST', 'faults', { match, kind: 'commitThenLose', count: 1 });
  // Nor can it be looked at before the second change is heard of.
  await system.control('POST', 'faults', {
    match: { method: 'GET', resource: 'draftPurchaseOrders' },
    ...{ kind: 'status', status: 503, skip: 3, count: 6 },
  });
  await change('EDITED', '390000.00');
  await rig.until('it was written', async () => (await ordersOf('EDITED'))[0]?.lines[0]?.Amount === '390000');
  await change('EDITED', '380000.00');
  await rig.until('it follows', async () => {
    if ((await reasonsOf(id)).includes('erpUnreachable')) await lookAgain(id);
    const [order] = await ordersOf('EDITED');
    return order?.StatusCode === 'PENDING APPROVAL' && order.lines[0]?.Amount === '380000';
  });
  expect(await submits()).toBe(1);
  expect(await ordersOf('EDITED')).toHaveLength(1);
});

test('what a buyer changed in the draft is not written over: a person is asked', async () => {
  const id = await sentBack('BUYER');
  const [order] = await ordersOf('BUYER');
  const line = (order as unknown as { lines: { POLineId: string }[] }).lines[0]?.POLineId;
  const at = `items/purchaseOrders/${order?.POHeaderId}/lines/${line}`;
  await system.control('PATCH', at, { Amount: '1', Ordered: '1' });
  await change('BUYER', '390000.00');
  await rig.until('it is held for that', async () => (await reasonsOf(id)).includes('foundButDifferent'));
  expect(await ordersOf('BUYER')).toMatchObject([{ StatusCode: 'REJECTED', lines: [{ Amount: '1' }] }]);
  await system.control('PATCH', at, { Amount: '400000', Ordered: '400000' });
  await rig.until('it goes on', async () => {
    await lookAgain(id);
    return (await ordersOf('BUYER'))[0]?.StatusCode === 'PENDING APPROVAL';
  });
  expect(await ordersOf('BUYER')).toMatchObject(ordered('390000'));
});

test('set back to what was drafted, nothing is written; changed again after it was written, the draft follows again', async () => {
  const id = await sentBack('BACK');
  const context = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal: none });
  await change('BACK', '390000.00');
  await untilStage(id, 'delivered');
  await act('BACK', 'reject');
  await untilStage(id, 'held');
  await system.control('DELETE', 'calls');
  // As it was first: another content than what stands now.
  await change('BACK', '400000.00');
  await untilStage(id, 'delivered');
  expect(await ordersOf('BACK')).toMatchObject(ordered('400000'));
  expect(await submits()).toBe(1);
  await act('BACK', 'reject');
  await untilStage(id, 'held');
  await contracts.change(rig, 'BACK', contracts.withAmount('BACK', '1.00'));
  await contracts.change(rig, 'BACK', contracts.withAmount('BACK', '400000.00'));
  await poll();
  await untilStage(id, 'held');
  await heldFor(id, 'erpRejected');
  expect(await submits()).toBe(1);
  await resumeHolds(context, { document: `commitment/${id}` });
  await untilStage(id, 'delivered');
  expect(await submits()).toBe(2);
});

test('changed while its approvers have it, it is held with the difference; once they sent it back, the draft follows', async () => {
  const id = await submitted('ONITSWAY');
  await change('ONITSWAY', '390000.00');
  await untilStage(id, 'held');
  await heldFor(id, 'changedAfterPosting');
  expect(await ordersOf('ONITSWAY')).toMatchObject(ordered('400000'));
  await act('ONITSWAY', 'reject');
  await untilStage(id, 'delivered');
  expect(await ordersOf('ONITSWAY')).toMatchObject(ordered('390000'));
});

test('canceled in Fusion after it followed, it is held as voided under the name that it took', async () => {
  const id = await sentBack('VOIDED');
  await change('VOIDED', '390000.00');
  await untilStage(id, 'delivered');
  await act('VOIDED', 'approve');
  await untilStage(id, 'posted');
  const [order] = await ordersOf('VOIDED');
  await system.control('POST', 'orders/cancel', { order: order?.POHeaderId, cancellationReason: 'x' });
  await untilStage(id, 'held');
  expect(await reasonsOf(id)).toContain('erpVoided');
});
