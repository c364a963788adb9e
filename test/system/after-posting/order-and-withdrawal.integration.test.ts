import { addContracts } from '../support/added-contracts';
import { columns, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const second = { ...first, total: '15000.00', totalBefore: '10000.00', withheld: '1500.00', withheldBefore: '1000.00' };
const nothing = { F4301: [], F4311: [], F0411Z1: [], F0911Z1: [] };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) =>
      addContracts(folder, [
        { number: 'ORDER', requisitions: [{ items: [first], status: 'under_review' }, { items: [second] }] },
        { number: 'GONE-BELOW', requisitions: [{ items: [first], status: 'under_review' }, { items: [second] }] },
        { number: 'WITHDRAWN', requisitions: [{ items: [first] }] },
        { number: 'UNSENT', requisitions: [{ items: [{ ...first, code: '26-05-00.S' }] }] },
        { number: 'NEVER', requisitions: [{ items: [first], status: 'draft' }] },
        { number: 'BOTH-AT-ONCE', requisitions: [{ items: [first] }, { items: [second] }] },
      ]),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function setStatus(commitment: string, number: number, status: string): Promise<string> {
  const { sourceId, projectId } = await rig.requisition(commitment, number);
  await rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, { status });
  await rig.poll('4411');
  return sourceId;
}

test('a later number that was approved first waits for the earlier one and then goes on by itself', async () => {
  const later = await rig.requisition('ORDER', 2);
  const earlier = await rig.requisition('ORDER', 1);
  await rig.hintOne(later.sourceId);
  // Its vendor is linked meanwhile; from then on it waits for nothing but the earlier number.
  const holdOfLater = async () => (await rig.holds()).find((one) => one.document.id === later.id);
  await rig.until('waits', async () => (await holdOfLater())?.hold.reasons.join() === 'earlierRequisition');
  const hold = await holdOfLater();
  expect(hold?.hold.kind).toBe('waiting');
  expect(hold?.causeKeys).toEqual([`requisition:${earlier.sourceId}`, 'connection']);
  expect(await jdeRowsOf(rig, later)).toEqual(nothing);

  await setStatus('ORDER', 1, 'approved');
  await rig.untilStage(earlier.sourceId, ['delivered']);
  await rig.untilStage(later.sourceId, ['delivered']);
  const amounts = async (number: number) =>
    columns((await jdeRowsOf(rig, await rig.requisition('ORDER', number))).F0411Z1, 'AG')[0]?.['AG'];
  expect([await amounts(1), await amounts(2)]).toEqual(['9000.00', '4500.00']);
  expect((await rig.holds()).map((one) => one.document.id)).not.toContain(later.id);
});

test('two numbers that are approved at once are posted in their order', async () => {
  const [one, two] = [await rig.requisition('BOTH-AT-ONCE', 1), await rig.requisition('BOTH-AT-ONCE', 2)];
  await rig.hintOne(two.sourceId);
  await rig.hintOne(one.sourceId);
  await rig.untilStage(two.sourceId, ['delivered']);
  const orderNumber = async (number: number) =>
    Number((await jdeRowsOf(rig, await rig.requisition('BOTH-AT-ONCE', number))).F4301[0]?.['DOCO']);
  expect(await orderNumber(1)).toBeLessThan(await orderNumber(2));
});

test('an earlier number that is deleted lets go what waited for it, and its amounts then tell the difference', async () => {
  const [one, two] = [await rig.requisition('GONE-BELOW', 1), await rig.requisition('GONE-BELOW', 2)];
  await rig.hintOne(two.sourceId);
  await rig.untilStage(two.sourceId, ['waiting']);
  await rig.control('procore', 'DELETE', `projects/${one.projectId}/requisitions/${one.sourceId}`);
  await rig.hintOne(one.sourceId);
  await rig.until('held for its amounts', async () => {
    const hold = (await rig.holds()).find((held) => held.document.id === two.id);
    return hold?.hold.reasons.join() === 'amountsDiffer';
  });
  expect(await jdeRowsOf(rig, two)).toEqual(nothing);
});

test('what leaves the approved statuses after it was posted is held with what stands in JDE', async () => {
  const { sourceId } = await rig.requisition('WITHDRAWN', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  const before = await jdeRowsOf(rig, await rig.document(sourceId));
  await setStatus('WITHDRAWN', 1, 'revise_and_resubmit');
  await rig.untilStage(sourceId, ['held']);
  const hold = (await rig.holds()).find((one) => one.document.sourceId === sourceId);
  expect(hold?.hold.reasons).toEqual(['withdrawnAfterPosting']);
  expect(Object.keys(hold?.problems[0]?.facts ?? {})).toEqual(['order 1', 'voucher 1']);
  expect(hold?.problems[0]?.message).toContain(String(before.F4301[0]?.['DOCO']));
  expect(await jdeRowsOf(rig, await rig.document(sourceId))).toEqual(before);

  // Approved again as it was: nothing is posted a second time.
  await setStatus('WITHDRAWN', 1, 'approved');
  await rig.untilStage(sourceId, ['delivered']);
  expect(await jdeRowsOf(rig, await rig.document(sourceId))).toEqual(before);
});

test('what is deleted in Procore before it was posted is withdrawn, and its hold is gone', async () => {
  await rig.changeMapping([
    { project: '4411', costCode: '26-05-00', costType: 'S', businessUnit: '4411', object: '9999', subsidiary: '1' },
  ]);
  const { sourceId, projectId } = await rig.requisition('UNSENT', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['held']);
  await rig.control('procore', 'DELETE', `projects/${projectId}/requisitions/${sourceId}`);
  await rig.hintOne(sourceId);
  const document = await rig.untilStage(sourceId, ['withdrawn']);
  expect((await rig.holds()).map((one) => one.document.id)).not.toContain(document.id);
  expect(await jdeRowsOf(rig, document)).toEqual(nothing);
});

test('a draft is not on its way, also when something hints it', async () => {
  const { sourceId } = await rig.requisition('NEVER', 1);
  await rig.hintOne(sourceId);
  await rig.until('looked at', async () => !(await rig.document(sourceId)).open);
  expect(await jdeRowsOf(rig, await rig.document(sourceId))).toEqual(nothing);
});
