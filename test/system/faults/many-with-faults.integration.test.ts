import { Decimal } from 'decimal.js';
import { SeededRandom } from '../../../src/sandbox/sample-company/seeded-random';
import { addContracts, type AddedItem, type AddedRequisition } from '../support/added-contracts';
import { differencesOf } from '../support/compared';
import { startRig, type Rig } from '../support/rig';

// Month end with a bad line: 300 requisitions, and every twentieth call to either system goes wrong in one way or another.

/** Far more than it takes where a machine has nothing else to do: what counts is that they all come to an end. */
const limitMs = 600_000;
const contracts = 100;
const each = 3;
/** A clean requisition takes some ten calls of JDE, and some of Procore. */
const faultsOf = { jde: 150, procore: 20 } as const;
const callsWithin = { jde: 3_000, procore: 400 } as const;
const kindsOf = {
  jde: [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 444 },
    { kind: 'html' },
    { kind: 'reset' },
    { kind: 'cutBody' },
    { kind: 'slow', delayMs: 500 },
    { kind: 'commitThenLose' },
    { kind: 'commitThenStatus', status: 502 },
    { kind: 'commitThenHtml' },
  ],
  procore: [
    { kind: 'status', status: 500 },
    { kind: 'throttle' },
    { kind: 'html' },
    { kind: 'slow', delayMs: 500 },
    { kind: 'commitThenLose' },
  ],
} as const;

const random = new SeededRandom('many with faults');
const codes: readonly AddedItem['code'][] = ['26-010.S', '03-300.S'];
const inMoney = (cents: number): string => new Decimal(cents).dividedBy(100).toFixed(2);

/** Each bills some hundred dollars and cents more of both codes, and withholds a tenth. */
function requisitions(): readonly AddedRequisition[] {
  const before = codes.map(() => ({ billed: 0, withheld: 0 }));
  return Array.from({ length: each }, () => ({
    items: codes.map((code, index) => {
      const was = before[index] ?? { billed: 0, withheld: 0 };
      const billed = was.billed + random.between(10_000, 90_000);
      const withheld = Math.round(billed / 10);
      before[index] = { billed, withheld };
      return {
        ...{ code, total: inMoney(billed), totalBefore: inMoney(was.billed) },
        ...{ withheld: inMoney(withheld), withheldBefore: inMoney(was.withheld) },
      };
    }),
  }));
}
const numbers = Array.from({ length: contracts }, (_, index) => `STORM-${String(index + 1)}`);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) =>
      addContracts(
        folder,
        numbers.map((number) => ({ number, requisitions: requisitions() })),
      ),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

test(
  'of 300 requisitions while one call in twenty fails, each is posted once and to the cent, and none waits without a reason',
  async () => {
    for (const system of ['jde', 'procore'] as const) {
      const kinds = kindsOf[system];
      for (let index = 0; index < faultsOf[system]; index += 1) {
        const fault = kinds[index % kinds.length];
        const skip = random.between(0, callsWithin[system]);
        await rig.control(system, 'POST', 'faults', { ...fault, skip, count: 1 });
      }
    }
    const all = await rig.hint('4411', ({ sourceId }) => sourceId.startsWith('7000000'));
    expect(all).toHaveLength(contracts * each);
    const known = new Set(all.map(({ id }) => id));
    const mine = async () => (await rig.documents('requisition')).filter(({ id }) => known.has(id));
    // Where JDE answers a call that writes with an error of its own, nothing is sent again before a person looked at it. What met
    // one fault after the other is tried again in five minutes; a person does not wait for that.
    const resumed = new Set<string>();
    const lookAtRefused = async (): Promise<void> => {
      for (const held of await rig.holds()) {
        const isForLook = held.hold.reasons.every((reason) => reason === 'erpRejected' || reason === 'erpUnreachable');
        if (!known.has(held.document.id) || !isForLook || resumed.has(held.hold.id)) continue;
        resumed.add(held.hold.id);
        await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.holds.release(held));
      }
    };
    const left = async (): Promise<string> => {
      const holds = await rig.holds();
      const others = (await mine()).filter(({ stage }) => stage !== 'delivered');
      const lines = others.map(({ id, stage, waitsFor }) => {
        const held = holds.find(({ document }) => document.id === id);
        return [stage, waitsFor, ...(held?.problems ?? []).map(({ reason, message }) => `${reason}: ${message}`)].join(
          ' ',
        );
      });
      return `${lines.length} are left:\n${[...new Set(lines)].slice(0, 20).join('\n')}`;
    };
    try {
      await rig.until(
        'all are delivered',
        async () => {
          await lookAtRefused();
          return (await mine()).every(({ stage }) => stage === 'delivered');
        },
        limitMs,
      );
    } catch (cause) {
      throw new Error(await left(), { cause });
    }
    const faults = (await rig.control('jde', 'GET', 'faults')) as { readonly hits: string }[];
    const { counts } = (await rig.control('jde', 'GET', 'calls')) as { readonly counts: Record<string, string> };
    const calls = Object.values(counts).reduce((sum, one) => sum + Number(one), 0);
    expect(faults.reduce((sum, { hits }) => sum + Number(hits), 0) / calls).toBeGreaterThan(0.035);
    expect(await differencesOf(rig, ...all)).toEqual([]);
    const postings = await rig.test.store.database.inTenant(rig.scope.tenantId, (trx) =>
      trx
        .selectFrom('posting')
        .select(['step', 'state'])
        .where('documentId', 'in', [...known])
        .execute(),
    );
    const standing = (step: string) => postings.filter((one) => one.step === step && one.state === 'confirmed').length;
    expect([standing('order'), standing('voucher')]).toEqual([all.length, all.length]);
    expect(postings.filter(({ state }) => ['reserved', 'sent', 'uncertain'].includes(state))).toEqual([]);
    expect((await rig.holds()).filter(({ document }) => known.has(document.id))).toEqual([]);
  },
  limitMs + 60_000,
);
