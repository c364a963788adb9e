import { decideHeld } from '../../../src/application/holds/decide-held';
import { addContracts } from '../support/added-contracts';
import { jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig, type Row } from '../support/rig';

const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const retained = { ...first, total: '1000.00', withheld: '1000.00' } as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    posting: { zeroPayable: 'journal', orderCommitment: 'cancelWhenPosted' },
    shape: (folder) =>
      addContracts(folder, [
        { number: 'VOIDED', requisitions: [{ items: [first] }] },
        { number: 'RECODED', requisitions: [{ items: [{ ...first, code: '03-300.S' }] }] },
        { number: 'RENUMBERED', requisitions: [{ items: [first] }] },
        { number: 'REJECTED', requisitions: [{ items: [first] }] },
        { number: 'JOURNAL', requisitions: [{ items: [retained] }] },
        { number: 'PROCESSED', requisitions: [{ items: [retained] }] },
      ]),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function post(commitment: string): Promise<string> {
  const { sourceId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  await rig.until('closed', async () => !(await rig.document(sourceId)).open);
  return sourceId;
}

async function patch(sourceId: string, fields: Record<string, unknown>): Promise<void> {
  const { projectId } = await rig.document(sourceId);
  await rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, fields);
}

/** From 10,000.00 with 1,000.00 held to 9,000.00 with 900.00 held. */
const lowered = (sourceId: string) => ({
  summary: {
    contract_sum_to_date: '900000.00',
    total_completed_and_stored_to_date: '9000.00',
    total_retainage: '900.00',
    total_earned_less_retainage: '8100.00',
    less_previous_certificates_for_payment: '0.00',
    tax_applicable_to_this_payment: '0',
    current_payment_due: '8100.00',
  },
  items: [
    {
      id: itemOf(sourceId),
      work_completed_this_period: '9000.00',
      total_completed_and_stored_to_date: '9000.00',
      work_completed_retainage_retained_this_period: '900.00',
    },
  ],
});

function itemOf(sourceId: string): string {
  return String(BigInt(sourceId) * 100n);
}

async function holdOf(sourceId: string) {
  return (await rig.holds()).find((one) => one.document.sourceId === sourceId);
}

async function heldFor(sourceId: string, ...reasons: string[]) {
  const now = async () => (await holdOf(sourceId))?.hold.reasons.join();
  await rig.until(`held for ${reasons.join()}`, async () => (await now()) === reasons.join());
  return (await holdOf(sourceId))?.problems ?? [];
}

async function postingsOf(sourceId: string, step: string) {
  const { id } = await rig.document(sourceId);
  const all = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(id));
  return all.filter((one) => one.step === step);
}

test('a change does not hide that the voucher was voided; confirmed, it is not posted again and says so', async () => {
  const sourceId = await post('VOIDED');
  const key = (await postingsOf(sourceId, 'voucher'))[0]?.key ?? '';
  await rig.control('jde', 'POST', 'ap/process', { mode: 'final' });
  const doc = (await rig.table('F0411', { VR01: key }))[0]?.['DOC'];
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['vouchered']);
  await rig.control('jde', 'POST', 'ap/post', { doc });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['posted']);
  await rig.control('jde', 'POST', 'ap/void', { doc });
  await rig.activities.pollStanding(rig.scope);
  await heldFor(sourceId, 'erpVoided');
  await patch(sourceId, lowered(sourceId));
  await rig.hintOne(sourceId);
  const problems = await heldFor(sourceId, 'changedAfterPosting', 'erpVoided');
  expect(problems[0]?.message).toContain('payable: 9,000.00 USD posted, 8,100.00 USD now, -900.00 USD');
  expect(problems[0]?.message).toContain('4411.1340.26010: 10,000.00 USD posted, 9,000.00 USD now, -1,000.00 USD');

  const document = await rig.document(sourceId);
  const connection = await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.connections.load(rig.scope.connectionId),
  );
  const decision = { kind: 'confirmVoided', note: 'voided in the wrong period' } as const;
  await decideHeld({ store: rig.test.store.as('controller'), erp: rig.erp }, connection, document, decision);
  await rig.until('says who confirmed it', async () =>
    ((await holdOf(sourceId))?.problems ?? []).some(({ facts }) => facts?.['confirmedBy'] === 'controller'),
  );
  expect((await postingsOf(sourceId, 'voucher')).map((one) => one.state)).toEqual(['voided']);
  expect((await holdOf(sourceId))?.hold.reasons).toContain('erpVoided');
});

test('a new mapping rebooks nothing once the voucher stands, and holds nothing', async () => {
  const sourceId = await post('RECODED');
  const before = await jdeRowsOf(rig, await rig.document(sourceId));
  await rig.changeMapping([
    { project: '4411', costCode: '03-300', costType: 'S', businessUnit: '4411', object: '9999', subsidiary: '1' },
  ]);
  // Of what matters, the scheduled value alone is another.
  await patch(sourceId, { items: [{ id: itemOf(sourceId), scheduled_value: '390000.00' }] });
  await rig.hintOne(sourceId);
  await rig.until('looked at', async () => !(await rig.document(sourceId)).open);
  expect((await rig.document(sourceId)).stage).toBe('delivered');

  await patch(sourceId, lowered(sourceId));
  await rig.hintOne(sourceId);
  const [problem] = await heldFor(sourceId, 'changedAfterPosting');
  expect(problem?.message).not.toContain('9999');
  expect(problem?.message).toContain('10,000.00 USD posted, 9,000.00 USD now, -1,000.00 USD');
  expect(await jdeRowsOf(rig, await rig.document(sourceId))).toEqual(before);
});

test('another number is told from what to what, and AP not to process the rows while they are only delivered', async () => {
  const sourceId = await post('RENUMBERED');
  await patch(sourceId, { invoice_number: 'INV-9' });
  await rig.hintOne(sourceId);
  const [problem] = await heldFor(sourceId, 'changedAfterPosting');
  expect(problem?.message).toContain('invoice number: INV-RENUMBERED-1 posted, INV-9 now. The amounts by account are');
  expect(problem?.message).toMatch(/only delivered \(PROCORE PC\w+ PC\w+\): tell AP not to process its rows/);

  await patch(sourceId, { invoice_number: 'INV-RENUMBERED-1' });
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
});

test('a rejected line that is approved again in Procore is seen by the poll alone', async () => {
  const { sourceId } = await rig.requisition('REJECTED', 1);
  await patch(sourceId, { items: [{ id: itemOf(sourceId), status: 'rejected' }] });
  await rig.hintOne(sourceId);
  await heldFor(sourceId, 'lineRejected');
  await patch(sourceId, { items: [{ id: itemOf(sourceId), status: 'approved' }] });
  await rig.poll('4411');
  await rig.untilStage(sourceId, ['delivered']);
});

describe('a journal in place of a voucher of 0', () => {
  const journalOf = async (key: string): Promise<Row[]> =>
    (await rig.table('F0911', { DCT: 'JE' })).filter((row) => row['EXA']?.startsWith(key));

  test('is followed until it is posted, its order is canceled then, and a void holds it', async () => {
    const sourceId = await post('JOURNAL');
    const [posting] = await postingsOf(sourceId, 'voucher');
    expect(posting?.kind).toBe('journal');
    await rig.control('jde', 'POST', 'journals/process', { edus: 'PROCORE', mode: 'final' });
    await rig.activities.pollStanding(rig.scope);
    await rig.untilStage(sourceId, ['vouchered']);
    const doc = (await journalOf(posting?.key ?? ''))[0]?.['DOC'];
    await rig.control('jde', 'POST', 'journals/post', { doc });
    await rig.activities.pollStanding(rig.scope);
    await rig.untilStage(sourceId, ['posted']);
    const openLines = async () =>
      (await jdeRowsOf(rig, await rig.document(sourceId))).F4311.filter((row) => Number(row['AOPN']) !== 0).length;
    await rig.until('its order is canceled', async () => (await openLines()) === 0);
    await rig.until('closed', async () => !(await rig.document(sourceId)).open);

    await rig.control('jde', 'POST', 'journals/void', { doc, reversalType: 'PE' });
    await rig.activities.pollStanding(rig.scope);
    await heldFor(sourceId, 'erpVoided');
  });

  test('is processed by the connection itself where that is set', async () => {
    await rig.changeSettings({ posting: { voucherProcessing: 'final' } });
    const { sourceId } = await rig.requisition('PROCESSED', 1);
    await rig.hintOne(sourceId);
    await rig.untilStage(sourceId, ['vouchered']);
    const [posting] = await postingsOf(sourceId, 'voucher');
    expect(await journalOf(posting?.key ?? '')).toHaveLength(2);
    expect((await postingsOf(sourceId, 'processorRun')).map((one) => [one.state, one.sends])).toEqual([
      ['confirmed', 1],
    ]);
  });
});
