import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BankChangeView } from '../../../src/application/vendors/bank/show-bank-changes';
import type { Tx } from '../../../src/store/unit-of-work';
import { view } from '../../../src/workflows/messages';
import { addContracts, mapOnly } from '../support/added-contracts';
import { accountBefore, BankRequests, cooled } from '../support/bank-requests';
import { jdeRowsOf } from '../support/jde-rows';
import { vendorIds } from '../support/linked-vendor';
import { startRig, type Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// Requests for other bank details on their whole way, each of its own vendor: the commands, the workflow with its timers, the ledger, JD Edwards.
// Whatever happens to the one call that applies it, it is never made again.

const operation = 'PC_SET_SUPPLIER_BANK';
const hangsMs = 9_000;

/** What meets the call of each. */
const faults = {
  clean: null,
  'answer lost': { kind: 'commitThenLose' },
  // Nobody is killed: the call is given up, and what it made stands by then.
  'given up': { kind: 'commitThenWait', delayMs: 11_000 },
  'never arrived': { kind: 'html' },
  refused: { kind: 'status' },
  'killed before': { kind: 'slow', match: { table: 'F0030' }, delayMs: hangsMs },
  // It was written down as sent, and the last look before the call is under way.
  'killed at the door': { kind: 'slow', match: { table: 'F0030' }, skip: 1, delayMs: hangsMs },
  'killed during': { kind: 'slow', delayMs: hangsMs },
  'killed after': { kind: 'commitThenWait', delayMs: hangsMs },
} as const;
const unsent = ['changed there', 'canceled', 'expired', 'cooling off'] as const;
type Sent = keyof typeof faults;
type Name = Sent | (typeof unsent)[number];
const sent = Object.keys(faults) as readonly Sent[];
const names: readonly Name[] = [...sent, ...unsent];
const applied: readonly Sent[] = ['killed before', 'killed during', 'killed after'];
const killed: readonly Sent[] = [...applied, 'killed at the door'];
const accountOf = (name: Name): string => `98765${String(43210 + names.indexOf(name))}`;

/** Of the vendor of `clean`, in the order in which they are posted. */
const contract = 'WATCHED';
const watched = vendorIds[0];
const billedEach = { code: '26-010.S', total: '1000.00' } as const;
const bills = [
  'before it is applied',
  'within the days',
  'after them',
  'read of it',
  'read before',
  'changed since',
].map((_when, at) => ({
  items: [{ ...billedEach, total: `${String(at + 1)}000.00`, totalBefore: `${String(at)}000.00` }],
}));

let rig: Rig;
let requests: BankRequests;
let worker: WorkerProgram | undefined;
const suppliers = new Map<Name, string>();
const numbers = new Map<Name, number>();

const type = (...words: Parameters<BankRequests['type']>) => requests.type(...words);
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rig.test.store.inTenant(rig.scope.tenantId, work);
const numberOf = (name: Name): number => numbers.get(name) ?? 0;
const show = async (name: Name): Promise<BankChangeView> =>
  JSON.parse(await type(null, ['vendor', 'bank', 'show', String(numberOf(name)), '--json'])) as BankChangeView;
const stateOf = async (name: Name): Promise<string | undefined> =>
  inTenant(async (tx) => (await tx.bankChanges.numbered(rig.scope, numberOf(name)))?.state);
const untilState = (name: Name, state: string): Promise<void> =>
  rig.until(`${name} is ${state}`, async () => (await stateOf(name)) === state);
const rowOf = async (name: Name) => (await rig.table('F0030', { AN8: suppliers.get(name) ?? '' }))[0];
const documentOf = (name: Name) => requests.document(numberOf(name));
const postingsOf = async (name: Name) => {
  const { id } = await documentOf(name);
  return (await inTenant((tx) => tx.postings.of(id))).map(({ state, sends }) => [state, sends]);
};
const set = (name: Name, change: string) => requests.set(numberOf(name), change);
const calls = async (): Promise<number> => {
  const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
  return Number(counts[`orchestrator:${operation}`] ?? 0);
};
const left = async (): Promise<readonly unknown[]> =>
  ((await rig.control('jde', 'GET', 'faults')) as { left: string }[]).filter((one) => one.left !== '0');
const heldOf = async (name: Name) => {
  const { id } = await documentOf(name);
  return (await rig.holds()).find(({ document }) => document.id === id);
};
beforeAll(async () => {
  rig = await startRig({
    workers: false,
    posting: { bankChanges: true, payStatus: 'A' },
    jdeSandbox: { payeeControl: true },
    jde: { requestLimitMs: 10_000, erpConcurrency: 8 },
    timing: { settleMs: 12_000 },
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      addContracts(folder, [{ number: contract, vendorId: watched, requisitions: bills }]);
    },
  });
  requests = new BankRequests(rig);
  await rig.goLive(['4411']);
  worker = await startWorkerProgram(rig);
  await requests.issueKeys();
  for (const [index, name] of names.entries()) {
    const { number, supplier } = await requests.ask(index, accountOf(name), name === 'clean' ? watched : undefined);
    numbers.set(name, number);
    suppliers.set(name, supplier);
    if (name !== 'expired') await requests.approve(number);
  }
}, 180_000);
afterAll(async () => {
  requests.remove();
  await worker?.stop();
  await rig.close();
});

test('while it cools off the workflow says so without a digit of an account, and nothing is called', async () => {
  const { workflowId } = await documentOf('cooling off');
  const handle = rig.client.workflow.getHandle(workflowId);
  await rig.until('it cools off', async () => (await handle.query(view)).details.includes('cools off'));
  const { details } = await handle.query(view);
  expect(details).toContain('is approved and cools off');
  expect(details).toContain(`vendor bank cancel ${String(numberOf('cooling off'))}`);
  expect(details).not.toMatch(/98765|43210|[*]{4}\d/);
  expect(await calls()).toBe(0);
});

test('until it is applied a bill of the vendor is paid as the settings say', async () => {
  expect(await payStatusOf(1)).toEqual(['A']);
});

test('when the cooling-off is over it is applied by itself, once, and read back masked', async () => {
  await set('clean', `apply_at = now() + interval '2 seconds'`);
  await untilState('clean', 'applied');
  expect(await rowOf('clean')).toMatchObject({ CBNK: accountOf('clean'), TNST: '011401533', CTR: 'US' });
  expect(await postingsOf('clean')).toEqual([['confirmed', 1]]);
  expect(await show('clean')).toMatchObject({
    ...{ state: 'applied', says: `read back as ****${accountOf('clean').slice(-4)} (masked)`, stage: 'recorded' },
    ...{ requestedBy: 'A. Payable', call: { by: 'B. Caller' }, decision: { by: 'C. Controller' } },
    payeeControl: 'waits for an approval (P0450); until then payment groups skip the supplier',
  });
  expect(await calls()).toBe(1);
  // The vendor's page says so, masked.
  const page = await type(null, ['vendor', 'show', watched]);
  expect(page).toContain(`vendor ${watched}: supplier ${suppliers.get('clean') ?? ''}`);
  expect(page).toMatch(/BANK DETAILS CHANGED in the ERP on [-\d]+: account [*]{4}3210, type V/);
  expect(page).toContain(
    `bank change ${String(numberOf('clean'))}, type V, to ****3210: applied, read back as ****3210`,
  );
  expect(page).not.toContain(accountOf('clean'));
  // What was applied from here holds payments as any other change does.
  expect(await type(null, ['vendor', 'bank', 'seen'])).toContain(`****${accountOf('clean').slice(-4)}`);
});

test('within bankWatchDays after what was applied from here a bill of the vendor is posted with pay status H and says why; after them it is not', async () => {
  expect(await payStatusOf(2)).toEqual(['H']);
  const { sourceId } = await rig.requisition(contract, 2);
  const told = await type(null, ['document', 'show', `requisition/${sourceId}`]);
  expect(told).toContain('its bank details were entered or changed in JDE on');
  const [day] = new Date(Date.now() - 32 * 86_400_000).toISOString().split('T');
  const where = { AN8: suppliers.get('clean') ?? '' };
  await rig.control('jde', 'PATCH', 'tables/F0030', { where, set: { UPMJ: day?.replaceAll('-', '') } });
  await rig.changeSettings({ timing: { factMaxAgeMs: 0 } });
  expect(await payStatusOf(3)).toEqual(['A']);
});

test('an account that was changed in JDE itself just now, while what was read of it before still counts: pay status H; where none was, that takes no call more than the seven', async () => {
  await rig.changeSettings({ timing: { factMaxAgeMs: 86_400_000 } });
  // Other settings begin another session, and what proves an empty answer is read anew there.
  expect(await payStatusOf(4)).toEqual(['A']);
  await rig.control('jde', 'DELETE', 'calls');
  expect(await payStatusOf(5)).toEqual(['A']);
  const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
  expect({ ...counts, all: Object.values(counts).reduce((sum, count) => sum + Number(count), 0) }).toMatchObject({
    all: 7,
  });
  const UPMJ = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const where = { AN8: suppliers.get('clean') ?? '' };
  await rig.control('jde', 'PATCH', 'tables/F0030', { where, set: { UPMJ } });
  expect(await payStatusOf(6)).toEqual(['H']);
  const { sourceId } = await rig.requisition(contract, 6);
  const told = await type(null, ['document', 'show', `requisition/${sourceId}`]);
  expect(told).toContain('its bank details were entered or changed in JDE on');
});

test('the record that was changed in JD Edwards meanwhile makes it void: nothing is sent', async () => {
  const where = { AN8: suppliers.get('changed there') ?? '' };
  // It looks as if it were the one: with masks nobody can tell.
  await rig.control('jde', 'PATCH', 'tables/F0030', { where, set: { CBNK: accountOf('changed there') } });
  const before = await calls();
  await set('changed there', cooled);
  await untilState('changed there', 'void');
  expect((await show('changed there')).says).toContain("the ERP's record was changed after the request");
  expect([await postingsOf('changed there'), await calls()]).toEqual([[], before]);
});

test('what was canceled while it cooled off is not sent when that is over', async () => {
  const before = await calls();
  await type('A. Payable', ['vendor', 'bank', 'cancel', String(numberOf('canceled')), '--note', 'typed wrong']);
  await set('canceled', cooled);
  await rig.until('its workflow has ended', async () => !(await documentOf('canceled')).open);
  expect([await stateOf('canceled'), await rowOf('canceled'), await calls()]).toMatchObject([
    ...['canceled', { CBNK: accountBefore }, before],
  ]);
});

test('what nobody approved is denied by its timer when the deadline is over', async () => {
  await set('expired', `decide_by = now() + interval '2 seconds'`);
  await untilState('expired', 'expired');
  await expect(
    type('C. Controller', ['vendor', 'bank', 'approve', String(numberOf('expired')), '--note', 'late']),
  ).rejects.toThrow('is expired');
});

test('an answer that is lost after it was done, or comes after the call was given up, is read back; nothing is sent again', async () => {
  const before = await calls();
  await meets('given up');
  await meets('answer lost');
  for (const name of ['answer lost', 'given up'] as const) {
    await untilState(name, 'applied');
    expect(await postingsOf(name)).toEqual([['confirmed', 1]]);
    expect(await rowOf(name)).toMatchObject({ CBNK: accountOf(name) });
  }
  expect(await calls()).toBe(before + 2);
});

test('what nobody knows to have arrived is held for a person, never sent again, and over once a person says that it did not arrive', async () => {
  const before = await calls();
  await meets('never arrived');
  await untilHeld('never arrived');
  const { sourceId } = await documentOf('never arrived');
  const words = ['hold', 'decide', `bankChange/${sourceId}`, 'never-arrived', '--note', 'nothing is queued there'];
  await type('C. Controller', words);
  await untilState('never arrived', 'failed');
  expect(await calls()).toBe(before + 1);
  expect(await rowOf('never arrived')).toMatchObject({ CBNK: accountBefore });
});

test('what JD Edwards refused is over, and needs another request', async () => {
  const before = await calls();
  await meets('refused');
  await untilState('refused', 'failed');
  expect((await show('refused')).says).toContain('it is never sent again');
  expect(await calls()).toBe(before + 1);
});

describe('a worker that is killed', () => {
  let before: number;
  // One kill for all, each at its moment.
  beforeAll(async () => {
    before = await calls();
    for (const name of killed) await meets(name);
    await worker?.kill();
    worker = await startWorkerProgram(rig);
  }, 60_000);

  test.each(applied)('%s: it stands, by one call', async (name) => {
    await untilState(name, 'applied');
    expect(await postingsOf(name)).toEqual([['confirmed', 1]]);
    expect(await rowOf(name)).toMatchObject({ CBNK: accountOf(name) });
  });

  test('where nobody can tell whether it made the call, a person is asked; the call is not made for that', async () => {
    await untilHeld('killed at the door');
    expect(await rowOf('killed at the door')).toMatchObject({ CBNK: accountBefore });
    expect(await calls()).toBe(before + applied.length);
  });
});

test('reset at any completed workflow task it sends nothing again', async () => {
  const before = await calls();
  const { workflowId } = await documentOf('clean');
  const handle = rig.client.workflow.getHandle(workflowId);
  const { runId } = await handle.describe();
  const { events } = await rig.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes != null);
  expect(tasks.length).toBeGreaterThanOrEqual(4);
  for (const { eventId } of tasks) {
    const again = await rig.client.workflowService.resetWorkflowExecution({
      namespace: rig.temporal.namespace,
      workflowExecution: { workflowId, runId },
      reason: 'a test',
      requestId: randomUUID(),
      workflowTaskFinishEventId: eventId ?? null,
    });
    await rig.client.workflow.getHandle(workflowId, again.runId).result();
  }
  expect([await calls(), await stateOf('clean')]).toEqual([before, 'applied']);
}, 120_000);

test('a ledger that was restored to before the call sends nothing: the record has changed since the request', async () => {
  const before = await calls();
  const { id } = await documentOf('answer lost');
  await rig.test.database.inTenant(rig.scope.tenantId, (trx) =>
    sql`update posting set state = 'reserved', sends = 0, first_sent_at = null, body = null where document_id = ${id}`.execute(
      trx,
    ),
  );
  await set('answer lost', `state = 'approved', ended_at = null`);
  await untilState('answer lost', 'void');
  expect(await calls()).toBe(before);
});

async function payStatusOf(number: number): Promise<readonly unknown[]> {
  const { sourceId } = await rig.requisition(contract, number);
  await rig.hintOne(sourceId);
  const { F0411Z1 } = await jdeRowsOf(rig, await rig.untilStage(sourceId, ['delivered']));
  return F0411Z1.map(({ PST }) => PST);
}

async function meets(name: Sent): Promise<void> {
  await rig.control('jde', 'POST', 'faults', { match: { orchestration: operation }, ...faults[name] });
  await set(name, cooled);
  await rig.until(`the call of ${name} has met its fault`, async () => (await left()).length === 0);
}

async function untilHeld(name: Sent): Promise<void> {
  await rig.until(`${name} is held for long`, async () => {
    const hold = await heldOf(name);
    return hold?.hold.releaseAskedAt === null && hold.hold.reasons.includes('uncertainTooLong');
  });
}
