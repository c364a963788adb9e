import { startRig, type Rig } from './support/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

test('the worked examples of the accounting page stand in JDE as the page says', async () => {
  const hinted = await rig.hint('4411');
  expect(hinted.length).toBeGreaterThan(10);
  await rig.until('every requisition of 4411 delivered or held', async () => {
    const all = (await rig.documents('requisition')).filter((one) => hinted.some((other) => other.id === one.id));
    return all.every((one) => one.stage === 'delivered' || one.stage === 'held');
  });
  const held = await rig.holds();
  expect(held.map((one) => one.hold.reason)).toEqual(['amountsDiffer']);
});
