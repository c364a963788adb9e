import { addContracts } from '../support/added-contracts';
import { jdeRowsOf } from '../support/jde-rows';
import { sampleDay, startRig, type Rig } from '../support/rig';

/** 10,000.00 with 1,000.00 held; 2,000.00 more, all of it held; 8,000.00 more with 800.00 held. */
const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const second = { ...first, total: '12000.00', totalBefore: '10000.00', withheld: '3000.00', withheldBefore: '1000.00' };
const third = { ...first, total: '20000.00', totalBefore: '12000.00', withheld: '3800.00', withheldBefore: '3000.00' };
const empty = { ...first, totalBefore: '10000.00', withheldBefore: '1000.00' };
const onEmpty = {
  ...first,
  total: '18000.00',
  totalBefore: '10000.00',
  withheld: '1800.00',
  withheldBefore: '1000.00',
};
const open = 'under_review';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    posting: { zeroPayable: 'journal' },
    shape: (folder) =>
      addContracts(folder, [
        { number: 'LATE', requisitions: [{ items: [first] }, { items: [second], status: open }, { items: [third] }] },
        { number: 'GONE', requisitions: [{ items: [first] }, { items: [second], status: open }, { items: [third] }] },
        {
          number: 'EMPTIED',
          requisitions: [{ items: [first] }, { items: [second], status: open }, { items: [third] }],
        },
        { number: 'BACK', requisitions: [{ items: [first] }, { items: [second] }, { items: [third] }] },
        { number: 'AFTER', requisitions: [{ items: [first] }, { items: [empty], status: open }, { items: [onEmpty] }] },
      ]),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function patch(commitment: string, number: number, fields: Record<string, unknown>): Promise<void> {
  const { sourceId, projectId } = await rig.requisition(commitment, number);
  await rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, fields);
}

async function setStatus(commitment: string, number: number, status: string): Promise<void> {
  await patch(commitment, number, { status });
  await rig.poll('4411');
}

async function post(commitment: string, number: number): Promise<string> {
  const { sourceId } = await rig.requisition(commitment, number);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  return sourceId;
}

async function holdOf(sourceId: string) {
  return (await rig.holds()).find((one) => one.document.sourceId === sourceId);
}

async function waitsFor(later: string, earlier: string): Promise<void> {
  // Its vendor may have to be linked first; and while it is looked at again, it has no hold for a moment.
  await rig.until('waits', async () => {
    const held = await holdOf(later);
    const isWaiting = held?.hold.kind === 'waiting' && held.hold.reasons.join() === 'earlierRequisition';
    return isWaiting && held.causeKeys.includes(`requisition:${earlier}`);
  });
}

/** Cost of the commitment's job accounts as it stands in the batch tables, in cents. */
async function costOf(commitment: string, numbers: readonly number[] = [1, 2, 3]): Promise<number[]> {
  const costs: number[] = [];
  for (const number of numbers) {
    const rows = await jdeRowsOf(rig, await rig.requisition(commitment, number));
    const cost = rows.F0911Z1.filter((row) => row['MCU']?.trim() === '4411');
    costs.push(cost.reduce((sum, row) => sum + Math.round(Number(row['AA']) * 100), 0));
  }
  return costs;
}

test('a number that certifies nothing and is not approved is waited for; approved, both go on by themselves', async () => {
  const two = (await rig.requisition('LATE', 2)).sourceId;
  await post('LATE', 1);
  const three = (await rig.requisition('LATE', 3)).sourceId;
  await rig.hintOne(three);
  await waitsFor(three, two);
  expect(await costOf('LATE')).toEqual([10_000_00, 0, 0]);

  await setStatus('LATE', 2, 'approved');
  await rig.untilStage(two, ['delivered']);
  await rig.untilStage(three, ['delivered']);
  expect(await costOf('LATE')).toEqual([10_000_00, 2_000_00, 8_000_00]);
});

test('deleted instead, what it billed comes with the higher number, once', async () => {
  await post('GONE', 1);
  const [two, three] = [await rig.requisition('GONE', 2), await rig.requisition('GONE', 3)];
  await rig.hintOne(three.sourceId);
  await waitsFor(three.sourceId, two.sourceId);
  await rig.control('procore', 'DELETE', `projects/${two.projectId}/requisitions/${two.sourceId}`);
  await rig.hintOne(two.sourceId);
  await rig.untilStage(three.sourceId, ['delivered']);
  expect(await costOf('GONE', [1, 3])).toEqual([10_000_00, 10_000_00]);
});

test('emptied while nobody approved it, it lets the higher number go, by the poll alone', async () => {
  await post('EMPTIED', 1);
  const [two, three] = [(await rig.requisition('EMPTIED', 2)).sourceId, (await rig.requisition('EMPTIED', 3)).sourceId];
  await rig.hintOne(three);
  await waitsFor(three, two);
  await patch('EMPTIED', 2, {
    summary: summaryOf('10000.00', '1000.00', '9000.00'),
    items: [
      {
        id: itemIdOf(two),
        work_completed_this_period: '0.00',
        total_completed_and_stored_to_date: '10000.00',
        work_completed_retainage_retained_this_period: '0.00',
      },
    ],
  });
  await rig.poll('4411');
  await rig.untilStage(three, ['delivered']);
  expect(await costOf('EMPTIED')).toEqual([10_000_00, 0, 10_000_00]);
});

test('one whose approval is taken back is waited for, not passed over, and goes first when it is approved again', async () => {
  await post('BACK', 1);
  const [two, three] = [(await rig.requisition('BACK', 2)).sourceId, (await rig.requisition('BACK', 3)).sourceId];
  // What keeps it from being posted, so that its approval can be taken back before.
  await patch('BACK', 2, { invoice_type: 'unheard_of' });
  await rig.hintOne(two);
  await rig.untilStage(two, ['held']);
  await rig.hintOne(three);
  await waitsFor(three, two);

  await setStatus('BACK', 2, 'revise_and_resubmit');
  await rig.untilStage(two, ['withdrawn']);
  await waitsFor(three, two);
  await rig.hintOne(three);
  await waitsFor(three, two);
  expect(await costOf('BACK')).toEqual([10_000_00, 0, 0]);

  await patch('BACK', 2, { status: 'approved', invoice_type: 'progress' });
  await rig.poll('4411');
  await rig.untilStage(two, ['delivered']);
  await rig.untilStage(three, ['delivered']);
  expect(await costOf('BACK')).toEqual([10_000_00, 2_000_00, 8_000_00]);
});

test('a number that bills nothing is passed over; billed and approved after that, it is held and not posted beside', async () => {
  await post('AFTER', 1);
  await post('AFTER', 3);
  const two = await rig.requisition('AFTER', 2);
  await patch('AFTER', 2, {
    status: 'approved',
    updated_at: `${sampleDay}T10:00:00Z`,
    summary: summaryOf('12000.00', '3000.00', '9000.00'),
    items: [
      {
        id: itemIdOf(two.sourceId),
        work_completed_this_period: '2000.00',
        total_completed_and_stored_to_date: '12000.00',
        work_completed_retainage_retained_this_period: '2000.00',
      },
    ],
  });
  await rig.hintOne(two.sourceId);
  await rig.untilStage(two.sourceId, ['held']);
  const hold = await holdOf(two.sourceId);
  expect(hold?.hold.reasons).toEqual(['amountsDiffer']);
  expect(hold?.problems[0]?.message).toContain('requisition 3 of the same commitment, which is posted');
  expect(await costOf('AFTER')).toEqual([10_000_00, 0, 8_000_00]);
});

function itemIdOf(requisitionId: string): string {
  return String(BigInt(requisitionId) * 100n);
}

/** Of a requisition that certifies nothing more than the 9,000.00 before it. */
function summaryOf(total: string, retainage: string, earned: string): Record<string, string> {
  return {
    contract_sum_to_date: '900000.00',
    total_completed_and_stored_to_date: total,
    total_retainage: retainage,
    total_earned_less_retainage: earned,
    less_previous_certificates_for_payment: '9000.00',
    tax_applicable_to_this_payment: '0',
    current_payment_due: '0.00',
  };
}
