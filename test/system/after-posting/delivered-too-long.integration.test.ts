import { Client } from 'pg';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { addContracts, mapOnly } from '../support/added-contracts';
import { jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const code = '26-010.S' as const;
let rig: Rig;
let owner: Client;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      const first = { code, total: '1000.00', withheld: '100.00' };
      const second = { code, total: '3000.00', totalBefore: '1000.00', withheld: '300.00', withheldBefore: '100.00' };
      addContracts(folder, [{ number: 'LEFT', requisitions: [{ items: [first] }, { items: [second] }] }]);
    },
  });
  await rig.goLive(['4411']);
  owner = new Client({ connectionString: rig.test.testDatabase.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await rig.close();
});

async function delivered(number: number): Promise<string> {
  const { sourceId } = await rig.requisition('LEFT', number);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  return sourceId;
}

async function heldUp(): Promise<readonly HeldDocument[]> {
  return (await rig.holds()).filter(({ hold }) => hold.reason === 'deliveredTooLong');
}

test('a voucher that AP leaves in the batch tables is held up after its days, keeps no later number waiting, and ends by itself', async () => {
  const first = await delivered(1);
  const { id } = await rig.document(first);
  const age = `update posting set confirmed_at = now() - interval '1 day' * $2 where document_id = $1 and step = 'voucher'`;
  await owner.query(age, [id, 13.9]);
  await rig.activities.pollStanding(rig.scope);
  await rig.activities.pollStanding(rig.scope);
  expect(await heldUp()).toEqual([]);

  await owner.query(age, [id, 14.1]);
  await rig.activities.pollStanding(rig.scope);
  await rig.until('held up', async () => (await heldUp()).length === 1);
  const [held] = await heldUp();
  expect(held?.document).toMatchObject({ sourceId: first, stage: 'delivered' });
  expect(held?.problems[0]?.message).toContain('14 days');
  await delivered(2);
  const [still] = await heldUp();
  await rig.activities.pollStanding(rig.scope);
  await rig.activities.pollStanding(rig.scope);
  expect((await heldUp()).map(({ hold }) => hold.id)).toEqual([still?.hold.id]);

  const [row] = (await jdeRowsOf(rig, await rig.document(first))).F0411Z1;
  await rig.control('jde', 'POST', 'ap/process', { edus: row?.['EDUS'], edbt: row?.['EDBT'], mode: 'final' });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(first, ['vouchered']);
  expect(await heldUp()).toEqual([]);
});
