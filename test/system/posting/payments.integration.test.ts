import { randomUUID } from 'node:crypto';
import { takeInEvents } from '../../../src/api/take-in-events';
import { decideHeld } from '../../../src/application/holds/decide-held';
import type { DecisionKind } from '../../../src/domain/holds/decision';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { differencesInFusion, differencesInJde } from '../support/compared';
import { closedThrough, tiedOut } from '../support/tied-out';
import { startPaidInFusion, startPaidInJde, type PaidSystem } from '../support/paid-systems';
import type { Paid, Payables } from '../support/payments';
import { backUp, rebuildLedger, startOfAWorker } from '../support/restored';
import type { Rig } from '../support/rig';

// What an ERP pays of an invoice of ours becomes a payment of its commitment in Procore's sandbox, once. What can come late, twice
// or in another order: two polls, the answer of each write, a worker that stops before or after it, a void or a change before or
// after that, a record that people made, edited or deleted, with Procore's event of it or without, the end of requisition or project.

interface Record {
  readonly id: string;
  readonly amount: string;
  readonly date: string | null;
  readonly check_number: string | null;
  readonly requisition_id: string | null;
  readonly contract_id: string;
  readonly notes: string | null;
  readonly origin_id: string | null;
}

describe.each([
  ['Fusion', startPaidInFusion],
  ['JD Edwards', startPaidInJde],
])('payments of %s', (erp, start) => {
  let system: PaidSystem;
  let rig: Rig;
  let payables: Payables;
  let requisition: DocumentRow;
  beforeAll(async () => {
    system = await start();
    ({ rig, payables, requisition } = system);
  });
  afterAll(() => system.close());

  const poll = () => rig.activities.pollPayments(rig.scope);
  const place = () => `projects/${requisition.projectId}`;
  const records = async (): Promise<Record[]> => {
    const all = (await rig.control('procore', 'GET', 'records/contract_payments')) as { [project: string]: Record[] };
    return Object.values(all).flat();
  };
  const recordsOf = async ({ number }: Paid) => (await records()).filter(({ check_number }) => check_number === number);
  const recordOf = async (paid: Paid): Promise<Record> => {
    const [record, ...others] = await recordsOf(paid);
    expect(others).toEqual([]);
    if (record === undefined) throw new Error(`no record of payment ${paid.number}`);
    return record;
  };
  const writes = async (): Promise<{ [call: string]: number }> => {
    const { counts } = (await rig.control('procore', 'GET', 'calls')) as { counts: { [call: string]: string } };
    const ofPayments = Object.entries(counts).filter(([call]) => /^(POST|PATCH|DELETE) .*contract_payments/.test(call));
    return Object.fromEntries(ofPayments.map(([call, count]) => [call, Number(count)]));
  };
  const fault = (method: string, kind: string) =>
    rig.control('procore', 'POST', 'faults', { kind, match: { method, path: '.*contract_payments.*' }, count: 1 });
  const untilWritten = async (paid: Paid): Promise<Record> => {
    await poll();
    await rig.untilStage(paid.id, ['posted']);
    await rig.until('its workflow has ended', async () => !(await rig.document(paid.id)).open);
    return recordOf(paid);
  };
  const heldOf = async ({ id }: Paid): Promise<HeldDocument | undefined> =>
    (await rig.holds()).find(({ document, hold }) => document.sourceId === id && hold.releaseAskedAt === null);
  const untilHeld = async (paid: Paid, reason: string): Promise<string> => {
    let said = '';
    await rig.until(`${paid.id} held for ${reason}`, async () => {
      const held = await heldOf(paid);
      if (held?.hold.reasons.some((one) => one === reason) !== true) return false;
      said = held.problems.map(({ message }) => message).join(' ');
      return true;
    });
    return said;
  };
  const decide = async (paid: Paid, kind: DecisionKind): Promise<void> => {
    const { store } = rig.test;
    const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
    const document = await rig.document(paid.id);
    await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, document, { kind, note: 'looked at both' });
  };
  const typed = (id: string, row: object) =>
    rig.control('procore', 'POST', `${place()}/contract_payments`, {
      ...{ id: Number(id), contract_id: Number(requisition.commitmentId), date: null },
      ...row,
    });
  /** Procore tells of a record, and the api takes that in. */
  const heard = async (resourceId: string, eventType: 'create' | 'update' | 'delete'): Promise<void> => {
    const { store } = rig.test;
    const { tenantId } = rig.scope;
    const named = { resource: 'Contract Payments', resourceId, projectId: requisition.projectId, eventType };
    const sealed = await store.sealed.seal(tenantId, 'webhook', '{}');
    await store.webhookInbox.store(rig.scope, { ...named, eventId: randomUUID(), userId: '1', eventAt: null }, sealed);
    await takeInEvents(store, { tenantId, failedBefore: false });
  };
  const ofRequisition = () => ({ requisition_id: Number(requisition.sourceId) });

  test('off, nothing is read; switched on, what was paid before is written, with commitment and requisition', async () => {
    const paid = await payables.pay('100.10');
    expect(await poll()).toEqual({ seen: 0, hinted: 0 });
    await rig.changeSettings({ posting: { paymentsToProcore: 'payments' } });
    expect(await untilWritten(paid)).toMatchObject({
      amount: expect.stringMatching(/^100\.10?$/),
      contract_id: requisition.commitmentId,
      requisition_id: requisition.sourceId,
      origin_id: expect.any(String),
    });
    expect(await rig.document(paid.id)).toMatchObject({ kind: 'payment', projectId: requisition.projectId });
  });

  test('parts are records of their own, in cash, their discount in the notes; another poll writes nothing', async () => {
    const [one, two] = [await payables.pay('11.00'), await payables.pay('12.00', { discount: '0.50' })];
    expect(await untilWritten(one)).toMatchObject({ amount: expect.stringMatching(/^11/) });
    expect(await untilWritten(two)).toMatchObject({
      ...{ amount: expect.stringMatching(/^12/), notes: expect.stringContaining('Discount taken: 0.50 USD') },
    });
    const before = await writes();
    await poll();
    await rig.hintOne(one.id);
    await rig.until('looked at again', async () => !(await rig.document(one.id)).open);
    expect(await writes()).toEqual(before);
    const { fusion } = system;
    const differences = fusion === null ? differencesInJde(rig, 'payment') : differencesInFusion(fusion, 'payment');
    expect(await differences).toEqual([]);
  });

  test('the answer to a payment is lost: what stands is found, and nothing is written twice', async () => {
    await fault('POST', 'commitThenLose');
    await untilWritten(await payables.pay('13.00'));
  });

  test('two polls at once, and a worker that stops behind the call, make one record', async () => {
    const paid = await payables.pay('14.00');
    await fault('POST', 'commitThenLose');
    await Promise.all([poll(), poll()]);
    await rig.until('the record stands', async () => (await recordsOf(paid)).length === 1);
    await rig.stopWorkers();
    await rig.startWorkers();
    await untilWritten(paid);
  });

  test('voided, our record is taken out, also when the answer to that is lost', async () => {
    const paid = await payables.pay('15.00');
    await untilWritten(paid);
    await payables.voids(paid);
    await fault('DELETE', 'commitThenLose');
    await poll();
    await rig.until('it is gone', async () => (await recordsOf(paid)).length === 0);
    await rig.until('its workflow has ended', async () => !(await rig.document(paid.id)).open);
    expect((await rig.document(paid.id)).stage).toBe('posted');
  });

  test('voided before it was written, nothing is; voided while it is, it is taken out', async () => {
    await rig.stopWorkers();
    const early = await payables.pay('16.00');
    await poll();
    await payables.voids(early);
    await rig.startWorkers();
    await rig.untilStage(early.id, ['recorded']);
    expect(await recordsOf(early)).toEqual([]);

    const late = await payables.pay('17.00');
    await fault('POST', 'commitThenLose');
    await poll();
    await rig.until('the record stands', async () => (await recordsOf(late)).length === 1);
    await rig.stopWorkers();
    await payables.voids(late);
    await poll();
    await rig.startWorkers();
    await rig.until('it is gone', async () => (await recordsOf(late)).length === 0);
    await rig.until('its workflow has ended', async () => !(await rig.document(late.id)).open);
  });

  test('voided and paid again, the same amount, while nobody has heard of the first record: that is ours, and no person is asked', async () => {
    const first = await payables.pay('23.00');
    await rig.control('procore', 'POST', 'faults', {
      ...{ kind: 'answerLate', delayMs: 5_000, count: 1 },
      match: { method: 'POST', path: '.*contract_payments.*' },
    });
    await poll();
    await rig.until('the record stands', async () => (await recordsOf(first)).length === 1);
    await payables.voids(first);
    const again = await payables.pay('23.00');
    await untilWritten(again);
    await rig.until('the first is taken out', async () => (await recordsOf(first)).length === 0);
    await rig.until('its workflow has ended', async () => !(await rig.document(first.id)).open);
    expect(await recordsOf(again)).toHaveLength(1);
  });

  test('changed in the ERP, our record is replaced by one', async () => {
    const paid = await payables.pay('19.00');
    const before = await untilWritten(paid);
    await payables.redated(paid, '2026-03-04');
    await poll();
    await rig.until('it has the other date', async () => (await recordsOf(paid))[0]?.date === '2026-03-04');
    const after = await untilWritten(paid);
    expect(after).toMatchObject({ origin_id: before.origin_id, date: '2026-03-04' });
  });

  test('the tie-out has what Procore, our ledger and the ERP say was paid; what differs is by hand, on its way, or unknown', async () => {
    const paid = await payables.pay('40.00');
    const { id, date } = await untilWritten(paid);
    const month = (date ?? '').slice(0, 7);
    const tied = async () => {
      const report = await tiedOut(rig, `id:${requisition.projectId}`, month);
      const payments = report.projects[0]?.payments;
      if (payments == null) throw new Error('payments are not tied out');
      return { ...payments, unknown: report.unknown };
    };
    const differences = async () =>
      (await tied()).differences.map(({ document, of, cause, amount }) => `${document} ${of} ${cause} ${amount}`);
    const before = await tied();
    expect(before).toMatchObject({ differences: [], unknown: 0 });
    expect(before.rows).toHaveLength(1);
    const [row] = before.rows;
    expect([row?.procore, row?.erp]).toEqual([row?.ledger, row?.ledger]);
    expect(Number(row?.ledger)).toBeGreaterThanOrEqual(100.1 + 11 + 12 + 40);

    const close = async () => (await closedThrough(rig, `id:${requisition.projectId}`, '2099-12-31')).payments;
    const alike = await close();
    const { sourceId, number } = requisition;
    expect(alike).toMatchObject({
      unread: null,
      differing: [],
      requisitions: [{ requisition: { id: sourceId, number } }],
    });
    const [all] = alike?.requisitions ?? [];
    expect(Number(all?.erp)).toBeGreaterThanOrEqual(Number(row?.erp));
    expect([all?.procore, all?.ledger]).toEqual([all?.erp, all?.erp]);

    await typed('770010', { amount: '3.00', date });
    expect(await differences()).toEqual(['contract payment 770010 procore byHand 3']);
    expect(await close()).toMatchObject({ differing: [{ name: 'contract payment 770010', causes: ['byHand'] }] });
    await rig.control('procore', 'DELETE', `${place()}/contract_payments/770010`);

    const unseen = await payables.pay('41.00');
    expect(await differences()).toEqual([`payment/${unseen.id} erp inFlight 41`]);
    const seen = await close();
    const { number: check } = unseen;
    expect(seen?.differing).toMatchObject([{ number: check, erp: '41', ledger: '0', requisition: { id: sourceId } }]);
    await untilWritten(unseen);

    const amount = (of: string) =>
      rig.control('procore', 'PATCH', `${place()}/contract_payments/${id}`, { amount: of });
    await amount('40.01');
    // A look at it that is under way is at its end first.
    await rig.until('it is told apart', async () => (await tied()).unknown === 1);
    expect(await differences()).toEqual([`payment/${paid.id} procore unknown 0.01`]);
    await amount('40.00');

    await payables.voids(unseen);
    expect(await differences()).toEqual([`payment/${unseen.id} erp inFlight -41`]);
    await poll();
    await rig.until('it is gone', async () => (await recordsOf(unseen)).length === 0);
    await rig.until('its workflow has ended', async () => !(await rig.document(unseen.id)).open);
    expect(await differences()).toEqual([]);
  });

  // What Procore and its people do is the same whichever ERP pays.
  if (erp === 'Fusion') return;

  test('what pays an invoice that was not posted from here is passed over', async () => {
    const row = { PYID: '900001', DCTM: 'PK', KCO: '00200', PAAP: '-5.00' };
    await rig.control('jde', 'POST', 'tables/F0413', { PYID: row.PYID, DCTM: row.DCTM, DOCM: '5555' });
    await rig.control('jde', 'POST', 'tables/F0414', { ...row, RC5: '1', DOC: '99999', DCT: 'PV', SFX: '001' });
    const before = await rig.documents('payment');
    expect((await poll()).seen).toBe(before.length + 1);
    expect(await rig.documents('payment')).toHaveLength(before.length);
  });

  test('Procore refuses to take ours out: a person, and it is once Procore does', async () => {
    const paid = await payables.pay('18.00');
    await untilWritten(paid);
    await payables.voids(paid);
    const answers = (lockedPaymentsDeleted: boolean) =>
      rig.control('procore', 'PUT', 'settings', { lockedPaymentsDeleted });
    await answers(false);
    await poll();
    await untilHeld(paid, 'erpRejected');
    expect(await recordsOf(paid)).toHaveLength(1);
    await answers(true);
    await rig.hintOne(paid.id);
    await rig.until('it is gone', async () => (await recordsOf(paid)).length === 0);
    await rig.until('its workflow has ended', async () => !(await rig.document(paid.id)).open);
  });

  test('what took its place is lost: it is written once, when nothing of the call can arrive any more', async () => {
    const paid = await payables.pay('20.00');
    await untilWritten(paid);
    await payables.redated(paid, '2026-03-05');
    await rig.control('procore', 'POST', 'faults', {
      ...{ kind: 'status', status: 502, body: { message: 'upstream' }, count: 1 },
      match: { method: 'POST', path: '.*contract_payments.*' },
    });
    await poll();
    await rig.until('ours is taken out', async () => (await recordsOf(paid)).length === 0);
    await rig.until('it has the other date', async () => (await recordsOf(paid))[0]?.date === '2026-03-05');
    await untilWritten(paid);
  });

  test('an error that is followed by what it denied: found, and written once', async () => {
    const paid = await payables.pay('20.50');
    await rig.control('procore', 'POST', 'faults', {
      ...{ kind: 'gatewayThenCommit', body: { message: 'upstream' }, count: 1 },
      match: { method: 'POST', path: '.*contract_payments.*' },
    });
    await untilWritten(paid);
  });

  test('a record that people made is asked about; made ours, nothing is written beside it', async () => {
    const paid = await payables.pay('21.00');
    await typed('770001', { amount: '21.00', ...ofRequisition() });
    await poll();
    expect(await untilHeld(paid, 'possibleDuplicate')).toContain('770001');
    expect(await recordsOf(paid)).toEqual([]);
    await decide(paid, 'adoptRecord');
    await rig.untilStage(paid.id, ['posted']);
    const alike = (await records()).filter(({ amount }) => Number(amount) === 21);
    expect(alike).toMatchObject([{ id: '770001', origin_id: expect.any(String) }]);
    await payables.voids(paid);
    await poll();
    await rig.until('it is gone', async () => (await records()).every(({ id }) => id !== '770001'));
  });

  test('told apart by a person, ours is written beside it', async () => {
    const paid = await payables.pay('22.00');
    await typed('770002', { amount: '22.00', ...ofRequisition() });
    await poll();
    await untilHeld(paid, 'possibleDuplicate');
    await decide(paid, 'notDuplicate');
    await rig.untilStage(paid.id, ['posted']);
    expect(await recordOf(paid)).toMatchObject({ amount: expect.stringMatching(/^22/) });
  });

  test('deleted in Procore it is written no second time', async () => {
    const paid = await payables.pay('23.00');
    const { id } = await untilWritten(paid);
    await rig.control('procore', 'DELETE', `${place()}/contract_payments/${id}`);
    await heard(id, 'delete');
    expect(await untilHeld(paid, 'withdrawnAfterPosting')).toContain('a second time');
    expect(await recordsOf(paid)).toEqual([]);
    // A person records it in its place, of which Procore tells too: it may be the one.
    await typed('770004', { amount: '23.00', ...ofRequisition() });
    await heard('770004', 'create');
    expect(await untilHeld(paid, 'possibleDuplicate')).toContain('770004');
    await decide(paid, 'adoptRecord');
    await rig.untilStage(paid.id, ['posted']);
  });

  test('edited in Procore, or recorded there once more, it is held as soon as Procore tells, and goes on by itself', async () => {
    const paid = await payables.pay('29.00');
    const { id, date } = await untilWritten(paid);
    const before = await writes();
    const edit = (amount: string) => rig.control('procore', 'PATCH', `${place()}/contract_payments/${id}`, { amount });
    await edit('29.50');
    await heard(id, 'update');
    expect(await untilHeld(paid, 'foundButDifferent')).toContain('29.5');
    await edit('29.00');
    await heard(id, 'update');
    await rig.untilStage(paid.id, ['posted']);

    await typed('770003', { amount: '29.00', date, ...ofRequisition() });
    await heard(id, 'update');
    expect(await untilHeld(paid, 'possibleDuplicate')).toContain('stands there too');
    await rig.control('procore', 'DELETE', `${place()}/contract_payments/770003`);
    // Of a record that is nobody's: what is held in the project is looked at.
    await heard('770003', 'delete');
    await rig.untilStage(paid.id, ['posted']);
    expect(await writes()).toEqual(before);
  });

  test('of a project that the service account may not use nothing is written; once it may, it is', async () => {
    await rig.control('procore', 'PUT', 'permitted-projects', []);
    const paid = await payables.pay('24.00');
    await poll();
    expect(await untilHeld(paid, 'notLive')).toContain('project 4411');
    await rig.control('procore', 'PUT', 'permitted-projects', [requisition.projectId]);
    await rig.activities.discoverProjects(rig.scope);
    await rig.untilStage(paid.id, ['posted']);
    await recordOf(paid);
  });

  test('a database that is restored forgets what was written: nothing is written again, and a void is seen', async () => {
    const all = { before: await payables.pay('25.00') };
    await untilWritten(all.before);
    // With them Temporal keeps a copy of the ledger.
    await rig.activities.syncSchedules(rig.scope);
    await startOfAWorker(rig);
    await rig.stopWorkers();
    const restore = await backUp(rig);
    await rig.startWorkers();
    const [kept, voided] = [await payables.pay('26.00'), await payables.pay('27.00')];
    await untilWritten(kept);
    await untilWritten(voided);
    await startOfAWorker(rig);
    await rig.stopWorkers();
    await payables.voids(voided);
    const before = await writes();
    await restore();
    await startOfAWorker(rig);
    await rig.startWorkers();
    await poll();
    await untilHeld(kept, 'paused');
    await rebuildLedger(rig);
    await rig.untilStage(kept.id, ['posted']);
    await rig.until('it is gone', async () => (await recordsOf(voided)).length === 0);
    await recordOf(kept);
    await recordOf(all.before);
    const made = Object.entries(await writes()).filter(([call, count]) => before[call] !== count);
    expect(made.map(([call]) => call)).toEqual([expect.stringMatching(/^DELETE /)]);
  });

  test('its requisition is approved no more: nothing is written before a person has settled that', async () => {
    await rig.control('procore', 'PATCH', `${place()}/requisitions/${requisition.sourceId}`, {
      status: 'revise_and_resubmit',
    });
    await rig.poll('4411');
    await rig.untilStage(requisition.sourceId, ['held']);
    const paid = await payables.pay('28.00');
    await poll();
    expect(await untilHeld(paid, 'withdrawnAfterPosting')).toContain('not approved');
    expect(await recordsOf(paid)).toEqual([]);
  });
});
