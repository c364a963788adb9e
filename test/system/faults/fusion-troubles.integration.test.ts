import type { DocumentRow } from '../../../src/store/documents/documents';
import { differencesOfInFusion } from '../support/compared';
import {
  fusionWays,
  longFusionLimits,
  startFusionUnderFaults,
  type FusionUnderFaults,
} from '../support/fusion-under-faults';
import {
  allMeet,
  allReady,
  standing,
  wired,
  type Trouble,
  type UnderFaults,
  type Wired,
} from '../support/posting-under-faults';

// Fusion with everything switched on, and a worker program. Every kind of posting is brought to its call; then that fails in all ways,
// or the database is gone for half a minute and then Temporal.

let under: UnderFaults<FusionUnderFaults>;
let wires: Wired;
const through: DocumentRow[] = [];

beforeAll(async () => {
  const on = await startFusionUnderFaults();
  const { system, rig, type } = on.whole;
  under = {
    ...{ on, rig, ways: fusionWays },
    control: (at, method, path, body) => {
      if (at === 'jde') throw new Error('there is no JD Edwards');
      return at === 'fusion' ? system.control(method, path, body) : rig.control(at, method, path, body);
    },
  };
  wires = await wired(rig);
  await wires.startWorkers(rig);
  for (const act of ['run', 'accept-exact', 'close']) await type('vendor', 'match', act);
  await type('cost-code', 'plan');
  await type('cost-code', 'apply');
  await allReady(under, ['storm', 'database']);
}, 300_000);
afterAll(async () => {
  await wires.close();
  await under.on.whole.close();
});

async function allStand(trouble: Trouble): Promise<void> {
  for (const kind of Object.keys(fusionWays)) through.push(await standing(under, kind, trouble));
}

test('429, the end of the session, the page of a proxy and a lost answer, one after the other: each kind of posting stands once', async () => {
  await allMeet(under, 'storm');
  await allStand('storm');
}, 200_000);

test('the database is lost for 30 s and then Temporal, while a call of each kind is under way or waits for its turn: each stands once, and was sent once', async () => {
  await under.rig.changeSettings(longFusionLimits);
  // What calls with the settings of before leaves its part of the calls only once it has been idle for a while.
  await wires.startWorkers(under.rig);
  const { others } = await allMeet(under, 'database');
  await wires.lose('database');
  await wires.lose('temporal');
  await others;
  await allStand('database');
}, 400_000);

test('after all of that nothing waits, nothing stands twice, and the comparer finds no difference', async () => {
  const { rig, system } = under.on.whole;
  const ids = new Set(through.map(({ id }) => id));
  const holds = (await rig.holds()).filter(({ document }) => ids.has(document.id));
  expect(holds.map(({ document, problems }) => [document.sourceId, problems.map((one) => one.message)])).toEqual([]);
  const orders = await system.items<{ readonly Description: string }>('purchaseOrders');
  const names = orders.map(({ Description }) => Description);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(await differencesOfInFusion(system, ...through)).toEqual([]);
}, 60_000);
