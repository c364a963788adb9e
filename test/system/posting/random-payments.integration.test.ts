import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { decideHeld } from '../../../src/application/holds/decide-held';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { startPaidInFusion, startPaidInJde, type PaidSystem } from '../support/paid-systems';
import type { Paid, Payables } from '../support/payments';
import type { Rig } from '../support/rig';

// A model beside the system: payments of one invoice, in parts, with discounts, voided, dated anew, recorded by people before we saw them,
// while polls, lost answers and workers that stop come in between, in whatever order. After each step no payment has two records in
// Procore; at the end of each walk Procore's contract payments are what the ERP paid, to the cent.

const seed = Number(process.env['WALK_SEED'] ?? 20261129);
const steps = [
  ...['pay', 'pay', 'payLess', 'payByHandToo', 'void', 'void', 'redate', 'poll', 'poll', 'poll', 'twoPolls'],
  ...['loseAnswerOfPost', 'loseAnswerOfDelete', 'refuseOnce', 'restart'],
] as const;
type Step = (typeof steps)[number];

/** One of each, whatever chance brings: made ours, voided after that, and voided before anybody looked. */
const sure: readonly Step[] = ['payByHandToo', 'payLess', 'poll', 'payByHandToo', 'void', 'redate', 'poll', 'pay'];
const random = fc.sample(
  fc.array(fc.tuple(fc.constantFrom<Step>(...steps), fc.nat(1_000)), { minLength: 14, maxLength: 14 }),
  { seed, numRuns: 4 },
);
const walks = [...random, sure.map((step, at) => [step, 100 + at] as [Step, number])];

interface Modelled {
  readonly paid: Paid;
  readonly amount: string;
  isVoided: boolean;
  /** People recorded it before we saw it; their record is made ours. */
  readonly isByHand: boolean;
}

interface Recorded {
  readonly id: string;
  readonly amount: string;
  readonly check_number: string | null;
  /** Absent of what people recorded. */
  readonly origin_id?: string | null;
}

describe.each([
  ['Fusion', startPaidInFusion],
  ['JD Edwards', startPaidInJde],
])('payments of %s', (_erp, start) => {
  let system: PaidSystem;
  let rig: Rig;
  let payables: Payables;
  let requisition: DocumentRow;
  const model: Modelled[] = [];
  let typed = 880_000;
  beforeAll(async () => {
    system = await start();
    ({ rig, payables, requisition } = system);
    await rig.changeSettings({ posting: { paymentsToProcore: 'payments' } });
  });
  afterAll(() => system.close());

  const poll = () => rig.activities.pollPayments(rig.scope);
  const records = async (): Promise<Recorded[]> => {
    const all = (await rig.control('procore', 'GET', 'records/contract_payments')) as { [project: string]: Recorded[] };
    return Object.values(all).flat();
  };
  const fault = (method: string, kind: object) =>
    rig.control('procore', 'POST', 'faults', { ...kind, match: { method, path: '.*contract_payments.*' }, count: 1 });
  const standing = (index: number): Modelled | undefined => {
    const all = model.filter(({ isVoided }) => !isVoided);
    return all[index % Math.max(1, all.length)];
  };
  const pay = async (cents: number, discount?: string, isByHand = false): Promise<void> => {
    const amount = new Decimal(cents).plus(1).div(100).toFixed(2);
    const paid = await payables.pay(amount, discount === undefined ? {} : { discount });
    if (isByHand) {
      const row = { id: (typed += 1), contract_id: Number(requisition.commitmentId), date: null, amount };
      await rig.control('procore', 'POST', `projects/${requisition.projectId}/contract_payments`, {
        ...row,
        check_number: paid.number,
      });
    }
    model.push({ paid, amount, isVoided: false, isByHand });
  };
  const happens: Record<Step, (at: number) => Promise<unknown>> = {
    pay: (at) => pay(at),
    payLess: (at) => pay(at, '0.05'),
    payByHandToo: (at) => pay(at, undefined, true),
    void: async (at) => {
      const one = standing(at);
      if (one === undefined) return;
      await payables.voids(one.paid);
      one.isVoided = true;
    },
    redate: async (at) => {
      const one = standing(at);
      if (one !== undefined) await payables.redated(one.paid, `2026-03-${String(1 + (at % 28)).padStart(2, '0')}`);
    },
    poll,
    twoPolls: () => Promise.all([poll(), poll()]),
    loseAnswerOfPost: () => fault('POST', { kind: 'commitThenLose' }),
    loseAnswerOfDelete: () => fault('DELETE', { kind: 'commitThenLose' }),
    refuseOnce: () => fault('POST', { kind: 'status', status: 502, body: { message: 'upstream' } }),
    restart: async () => {
      await rig.stopWorkers();
      await rig.startWorkers();
    },
  };

  const expectNoneTwice = async (): Promise<void> => {
    const numbers = (await records()).flatMap(({ check_number }) => check_number ?? []);
    expect(numbers.filter((one, index) => numbers.indexOf(one) !== index)).toEqual([]);
  };
  const heldOf = async ({ paid }: Modelled): Promise<HeldDocument | undefined> =>
    (await rig.holds()).find(({ document, hold }) => document.sourceId === paid.id && hold.releaseAskedAt === null);

  /** People look at both records and say that they are one. */
  async function adopt(): Promise<void> {
    const { store } = rig.test;
    const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
    for (const one of model.filter(({ isByHand }) => isByHand)) {
      const held = await heldOf(one);
      if (held?.hold.reasons.includes('possibleDuplicate') !== true) continue;
      const decision = { kind: 'adoptRecord', note: 'the same check' } as const;
      await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, held.document, decision);
    }
  }

  /** What people recorded of a payment that was voided before we saw it is theirs, and stays. */
  const wanted = async (): Promise<string[]> => {
    const there = await records();
    const isTheirs = (one: Modelled) =>
      there.some((record) => record.check_number === one.paid.number && record.origin_id == null);
    return model
      .filter((one) => !one.isVoided || (one.isByHand && isTheirs(one)))
      .map(({ paid, amount }) => `${paid.number} ${amount}`)
      .sort();
  };
  const written = async (): Promise<string[]> =>
    (await records())
      .map(({ check_number, amount }) => `${check_number ?? ''} ${new Decimal(amount).toFixed(2)}`)
      .sort();
  /** Ours alone has an origin id: what is not voided, made ours or written. */
  const areOurs = async (): Promise<boolean> => {
    const there = await records();
    return model
      .filter(({ isVoided }) => !isVoided)
      .every(({ paid }) => there.some((one) => one.check_number === paid.number && one.origin_id != null));
  };

  test.each(walks.map((path, index) => [index, path] as const))(
    `walk %i of seed ${seed}: Procore's payments are the ERP's, and none is twice`,
    async (_index, path) => {
      for (const [step, at] of path) {
        await happens[step](at);
        await expectNoneTwice();
      }
      await rig.control('procore', 'DELETE', 'faults');
      await poll();
      await rig
        .until(
          'Procore has what the ERP paid',
          async () => {
            await poll();
            await adopt();
            const [is, should] = [await written(), await wanted()];
            return JSON.stringify(is) === JSON.stringify(should) && (await areOurs());
          },
          90_000,
        )
        .catch(async (cause: unknown) => {
          const held = (await rig.holds()).map(({ document, problems }) => [
            document.sourceId,
            ...problems.map(({ message }) => message),
          ]);
          const told = { path, is: await written(), should: await wanted(), ours: await areOurs(), held, model };
          throw new Error(JSON.stringify(told, null, 1), { cause });
        });
      await rig.until('nothing is under way', async () => {
        const open = (await rig.documents('payment')).filter((one) => one.open);
        return open.length === 0;
      });
      await expectNoneTwice();
      expect(await written()).toEqual(await wanted());
    },
    240_000,
  );

  test('the walks met what they are about: parts, voids, records by hand', () => {
    expect(model.some(({ isVoided }) => isVoided)).toBe(true);
    expect(model.some(({ isByHand, isVoided }) => isByHand && !isVoided)).toBe(true);
    expect(model.length).toBeGreaterThan(10);
  });
});
