import type { DocumentRow } from '../../../src/store/documents/documents';
import type { CommitmentOrders } from '../support/commitment-orders';
import { differencesOf } from '../support/compared';
import {
  agreeVendors,
  commitmentWays,
  longLimits,
  requisitionWays,
  startCommitmentsUnderFaults,
  startRequisitionOrders,
  type RequisitionOrders,
} from '../support/jde-under-faults';
import {
  allMeet,
  allReady,
  standing,
  wired,
  type Trouble,
  type UnderFaults,
  type Wired,
} from '../support/posting-under-faults';
import type { Rig } from '../support/rig';

// Two companies of JD Edwards, one with orders of requisitions and one with orders of commitments, and a worker program each. Every
// kind of posting is brought to its call; then that fails in all ways, or the database or Temporal is gone for half a minute.

let requisitions: UnderFaults<RequisitionOrders>;
let commitments: UnderFaults<CommitmentOrders>;
let wires: Wired;
const through = new Map<Rig, DocumentRow[]>();

async function both<T>(work: <On>(under: UnderFaults<On>) => Promise<T>): Promise<void> {
  await Promise.all([work(requisitions), work(commitments)]);
}

beforeAll(async () => {
  const ofRequisitions = await startRequisitionOrders();
  const ofCommitments = await startCommitmentsUnderFaults();
  requisitions = {
    on: ofRequisitions,
    rig: ofRequisitions.rig,
    ways: requisitionWays,
    control: control(ofRequisitions),
  };
  commitments = { on: ofCommitments, rig: ofCommitments.rig, ways: commitmentWays, control: control(ofCommitments) };
  wires = await wired(ofRequisitions.rig);
  await wires.startWorkers(requisitions.rig, commitments.rig);
  await both((under) => allReady(under, ['storm', 'database']));
  await agreeVendors(ofCommitments);
  // From here on what was delivered is processed at once; what is there already waits for a person.
  await ofRequisitions.rig.changeSettings({ posting: { voucherProcessing: 'final' } });
}, 200_000);
afterAll(async () => {
  await wires.close();
  await requisitions.rig.close();
  await commitments.rig.close();
});

/** As the rig's, for what is said of any of its stand-ins. */
function control({ rig }: { readonly rig: UnderFaults<unknown>['rig'] }): UnderFaults<unknown>['control'] {
  return (system, method, path, body) => {
    if (system === 'fusion') throw new Error('there is no pod');
    return rig.control(system, method, path, body);
  };
}

async function allStand(trouble: Trouble): Promise<void> {
  await both(async (under) => {
    for (const kind of Object.keys(under.ways)) {
      const document = await standing(under, kind, trouble);
      through.set(under.rig, [...(through.get(under.rig) ?? []), document]);
    }
  });
}

test('429, the end of the session, the page of a proxy and a lost answer, one after the other: each kind of posting stands once', async () => {
  await both((under) => allMeet(under, 'storm'));
  await allStand('storm');
}, 150_000);

test('the database is lost for 30 s and then Temporal, while a call of each kind is under way: each stands once, and was sent once', async () => {
  await both(({ rig }) => rig.changeSettings(longLimits));
  // What calls with the settings of before leaves its part of the calls only once it has been idle for a while.
  await wires.startWorkers(requisitions.rig, commitments.rig);
  await both((under) => allMeet(under, 'database'));
  await wires.lose('database');
  await wires.lose('temporal');
  await allStand('database');
}, 400_000);

test('after all of that nothing waits, nothing stands twice, and the comparer finds no difference', async () => {
  await both(async ({ rig }) => {
    const own = through.get(rig) ?? [];
    const holds = (await rig.holds()).filter(({ document }) => own.some(({ id }) => id === document.id));
    expect(holds.map(({ document, problems }) => [document.sourceId, problems.map((one) => one.message)])).toEqual([]);
    for (const [table, key, line] of [
      ['F4301', 'VR01', 'DOCO'],
      ['F0411Z1', 'EDTN', 'EDLN'],
      ['F0911Z1', 'EDTN', 'EDLN'],
    ] as const) {
      const rows = (await rig.table(table)).filter((row) => /^PC[A-Z2-7]{18}$/.test(row[key]?.trim() ?? ''));
      const names = rows.map((row) => `${row[key]} ${line === 'DOCO' ? '' : row[line]}`);
      expect({ table, twice: names.filter((name, at) => names.indexOf(name) !== at) }).toEqual({ table, twice: [] });
    }
    expect(await differencesOf(rig, ...own)).toEqual([]);
  });
});
