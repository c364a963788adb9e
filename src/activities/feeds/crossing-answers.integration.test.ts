import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { RequisitionContent } from '../../ledger/requisition-content';
import { createFetchRequisition } from '../requisition/fetch-requisition';
import { createPollRequisitions } from './poll-requisitions';
import { scriptedSource, type ScriptedSource } from './scripted-source.fixture';

let acme: TestStore;
let source: ScriptedSource;
beforeEach(async () => {
  acme = await createTestStore();
  source = scriptedSource(acme);
  source.put('1', { status: 'approved', invoiceNumber: 'A', updatedAt: '2026-11-20T10:00:00Z' });
});
afterEach(() => acme.close());

const name = { kind: 'requisition', sourceId: '1' } as const;
const poll = () => createPollRequisitions(source.ports)({ ...scope(), projectId: testProjectId });
const pass = () => createFetchRequisition(source.ports)({ ...scope(), ...name, projectId: testProjectId });
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId });
/** As an event of a webhook is taken in. */
const event = () =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.hints.hintAll([{ ...scope(), ...name, projectId: testProjectId }], 0));
/** What a plan would be made from, and whether it may be: what is stored counts only as long as it is current. */
const stored = () =>
  acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(scope(), name);
    const snapshot = await tx.snapshots.load<RequisitionContent>(document!);
    return {
      number: snapshot?.content?.requisition.invoiceNumber ?? null,
      status: document?.sourceStatus,
      current: snapshot !== null && BigInt(snapshot.hintNo) >= BigInt(document!.hintNo),
    };
  });

/** Polls, and while its answer is on its way does something else. */
async function pollMeanwhile(meanwhile: () => Promise<unknown>): Promise<void> {
  const held = source.holdNext();
  const polled = poll();
  await held.asked;
  await meanwhile();
  held.release();
  await polled;
}

test('a poll answered before a webhook and stored after it does not count as newer than the webhook', async () => {
  await poll();
  source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00Z' });
  await pollMeanwhile(async () => {
    source.put('1', { status: 'revise_and_resubmit', updatedAt: '2026-11-20T10:06:00Z' });
    await event();
  });
  expect((await stored()).current).toBe(false);
  await expect(pass()).resolves.toMatchObject({ next: 'close' });
  expect(await stored()).toMatchObject({ status: 'revise_and_resubmit', current: true });
});

test('the same for a requisition that the webhook is the first to name', async () => {
  await pollMeanwhile(async () => {
    source.put('1', { status: 'draft', updatedAt: '2026-11-20T10:06:00Z' });
    await event();
  });
  expect((await stored()).current).toBe(false);
  await expect(pass()).resolves.toMatchObject({ next: 'close', stage: null });
});

test.each([
  ['an older version', '2026-11-20T10:07:00Z'],
  ['the same second', '2026-11-20T10:05:00.900Z'],
])('of two polls that cross, the one asked later counts: %s', async (_case, updatedAt) => {
  await poll();
  source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00.100Z' });
  await pollMeanwhile(async () => {
    source.put('1', { invoiceNumber: 'C', status: 'draft', updatedAt });
    await poll();
  });
  expect(await stored()).toMatchObject({ number: 'C', status: 'draft' });
});

test('of a poll and a pass that cross, the one asked later counts', async () => {
  await poll();
  await event();
  await pollMeanwhile(async () => {
    source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00Z' });
    await pass();
  });
  expect(await stored()).toEqual({ number: 'B', status: 'approved', current: true });

  source.put('1', { invoiceNumber: 'C', updatedAt: '2026-11-20T10:06:00Z' });
  await event();
  const held = source.holdNext();
  const passed = pass();
  await held.asked;
  source.put('1', { invoiceNumber: 'D', updatedAt: '2026-11-20T10:07:00Z' });
  await poll();
  held.release();
  await expect(passed).resolves.toEqual({ next: 'again', why: 'overtaken' });
  expect(await stored()).toEqual({ number: 'D', status: 'approved', current: true });
});

test('a pass whose answer a webhook overtook begins again', async () => {
  await poll();
  await event();
  const held = source.holdNext();
  const passed = pass();
  await held.asked;
  source.put('1', { status: 'draft', updatedAt: '2026-11-20T10:06:00Z' });
  await event();
  held.release();
  await expect(passed).resolves.toEqual({ next: 'again', why: 'overtaken' });
  await expect(pass()).resolves.toMatchObject({ next: 'close' });
});

test('an answer that is older than what was read before takes no place, and the pass waits for a newer one', async () => {
  source.put('1', { updatedAt: '2026-11-20T10:05:00Z' });
  await poll();
  await event();
  source.put('1', { invoiceNumber: 'old', updatedAt: '2026-11-20T10:00:00Z' });
  await expect(pass()).resolves.toMatchObject({
    next: 'wait',
    why: expect.stringContaining('older version') as string,
  });
  await poll();
  expect((await stored()).number).toBe('A');
});

test('a poll whose answer nothing overtook is current, and its pass reads nothing again', async () => {
  await poll();
  await event();
  source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00Z' });
  await poll();
  expect(await stored()).toEqual({ number: 'B', status: 'approved', current: true });
  source.calls.length = 0;
  await expect(pass()).resolves.toMatchObject({ next: 'go' });
  expect(source.calls).not.toContain('show');
});

test('a known project is moved by what Procore shows, never by what an event or a message says', async () => {
  await poll();
  const elsewhere = { ...scope(), ...name, projectId: '999' };
  await acme.store.inTenant(acme.tenantId, (tx) => tx.hints.hintAll([elsewhere], 0));
  await createFetchRequisition(source.ports)(elsewhere);
  const document = await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.find(scope(), name));
  expect(document?.projectId).toBe(testProjectId);
});
