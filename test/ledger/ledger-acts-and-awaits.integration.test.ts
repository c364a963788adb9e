import type { PostingPort } from '../../src/clients/erp-adapter';
import type { LedgerResult } from '../../src/ledger/post-through-ledger';
import type { Problem } from '../../src/domain/holds/hold-reason';
import { createTestStore, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { invoiceKind } from './support/invoice-kind';
import { NatureScene, timing } from './support/nature-scene';
import { awaitedKind, awaitedStep, submitKind, submitPort, submitStep } from './support/other-natures';

let test_: TestStore;
beforeAll(async () => {
  test_ = await createTestStore();
});
afterAll(() => test_.close());
afterEach(() => jest.restoreAllMocks());

describe('a kind that acts', () => {
  /** An invoice that stands and was not handed on yet. */
  async function standing() {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    const { told, port } = submitPort(scene.erp);
    const post = async (): Promise<void> => {
      await scene.pass(document, '9000.00');
      scene.erp.effects[0]!.stage = 'stands';
      await scene.feed(document, invoiceKind);
    };
    const submitting = { kind: submitKind, step: submitStep, port };
    const submit = () => scene.pass(document, '9000.00', submitting);
    return { scene, document, told, post, submit, submitting, port };
  }
  const acts = async (document: LedgerDocument) =>
    (await document.attempts()).filter(({ act }) => act !== null).map(({ act, outcome }) => [act, outcome]);

  test('looks first, moves the posting on, and is an attempt of that posting: no row of its own', async () => {
    const { scene, document, told, post, submit } = await standing();
    await post();
    await expect(submit()).resolves.toMatchObject({ kind: 'confirmed', posting: { step: 'voucher', ordinal: 1 } });
    expect(told).toMatchObject({ looks: 2, sends: 1 });
    expect(await scene.rows(document)).toEqual([['voucher', 1, 'confirmed']]);
    expect(await document.posting()).toMatchObject({ stage: 'delivered' });
    expect(await acts(document)).toEqual([['submit', 'success']]);
    expect(await document.acts()).toContain('voucher.submit');
  });

  test('what moves nothing rests: nothing of it is looked at', async () => {
    const { told, submit, document } = await standing();
    await expect(submit()).resolves.toEqual({ kind: 'rest' });
    expect(told).toMatchObject({ looks: 0, sends: 0 });
    expect(await document.postings()).toEqual([]);
  });

  test('asked again after it has come so far, a look says so and nothing is done', async () => {
    const { document, told, post, submit } = await standing();
    await post();
    await submit();
    await expect(submit()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(told.sends).toBe(1);
    expect(await acts(document)).toHaveLength(1);
  });

  test('of two workers at once one acts, and the other waits for its lease', async () => {
    const { scene, document, told, post, submitting, port } = await standing();
    await post();
    const plan = await document.plan('9000.00');
    let second: LedgerResult | null = null;
    const first: PostingPort = {
      ...port,
      send: async (one) => {
        second = await scene.attempt(document, plan, submitting);
        return port.send(one);
      },
    };
    await expect(scene.attempt(document, plan, { ...submitting, port: first })).resolves.toMatchObject({
      kind: 'confirmed',
    });
    expect(second).toMatchObject({ kind: 'wait', why: 'busy' });
    expect(told.sends).toBe(1);
    expect(await document.posting()).toMatchObject({ stage: 'delivered', leased: false });
    expect(await acts(document)).toEqual([['submit', 'success']]);
  });

  test('who lost the lease while it looked does not act, and one whose holder died is taken over', async () => {
    const { scene, document, told, post, submitting, port } = await standing();
    await post();
    const plan = await document.plan('9000.00');
    const slow: PostingPort = {
      ...port,
      ready: async () => {
        await document.letTimePass(timing.leaseMs);
        await scene.attempt(document, plan, submitting);
        return [];
      },
    };
    await expect(scene.attempt(document, plan, { ...submitting, port: slow })).resolves.toEqual({ kind: 'stale' });
    expect(told.sends).toBe(1);
  });

  test('a lease that was given back is not taken again by a renewal that comes late', async () => {
    const { document, post, submit } = await standing();
    await post();
    await submit();
    const [posting] = await document.postings();
    const renewed = await document.store.inTenant(test_.tenantId, (tx) => tx.postings.renewLease(posting!, 60_000));
    expect(renewed).toBe(false);
    expect(await document.posting()).toMatchObject({ leased: false });
  });

  test('a person who was faster is believed: noted, and nothing is done', async () => {
    const { scene, document, told, post, submit } = await standing();
    await post();
    scene.erp.effects[0]!.stage = 'vouchered';
    await expect(submit()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(told.sends).toBe(0);
    expect(await document.posting()).toMatchObject({ stage: 'vouchered' });
  });

  test('answers cross: what the feed saw after the act was looked at is not taken back by that look', async () => {
    const { scene, document, post, submitting, port } = await standing();
    await post();
    let isSent = false;
    const crossed: PostingPort = {
      ...port,
      send: (one) => {
        isSent = true;
        return port.send(one);
      },
      look: async (of) => {
        const answer = await port.look(of);
        if (isSent) {
          scene.erp.effects[0]!.stage = 'vouchered';
          await scene.feed(document, invoiceKind);
        }
        return answer;
      },
    };
    await expect(scene.pass(document, '9000.00', { ...submitting, port: crossed })).resolves.toMatchObject({
      kind: 'confirmed',
    });
    expect(await document.posting()).toMatchObject({ stage: 'vouchered' });
  });

  test('answers cross: what the feed asked before the act says nothing of what stands after it', async () => {
    const { scene, document, post, submit } = await standing();
    await post();
    const asked = scene.erp.port();
    await scene.feed(document, invoiceKind, {
      ...asked,
      look: async (of) => {
        const answer = await asked.look(of);
        await submit();
        return answer;
      },
    });
    expect(await document.posting()).toMatchObject({ stage: 'delivered' });
  });

  test('a stage that goes back makes it act again', async () => {
    const { scene, document, told, post, submit } = await standing();
    await post();
    await submit();
    scene.erp.effects[0]!.stage = 'stands';
    await expect(submit()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(told.sends).toBe(2);
    expect(await acts(document)).toHaveLength(2);
  });

  test('a refusal is held with the words of the ERP, the posting stands as before, and it is asked again', async () => {
    const { document, told, post, submit } = await standing();
    await post();
    told.refuse = 1;
    const held = await submit();
    expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    expect(JSON.stringify(held)).toContain('not complete');
    expect(await document.posting()).toMatchObject({ state: 'confirmed', stage: 'stands' });
    expect(await acts(document)).toEqual([['submit', 'Rejected']]);
    await expect(submit()).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('what came of a lost answer is told by the next look, and nothing settles', async () => {
    const { scene, document, told, post, submitting, port } = await standing();
    await post();
    const losing: PostingPort = {
      ...port,
      send: async (one) => {
        await port.send(one);
        throw new Error('connection reset');
      },
    };
    const plan = await document.plan('9000.00');
    await expect(scene.attempt(document, plan, { ...submitting, port: losing })).rejects.toThrow('connection reset');
    await expect(scene.attempt(document, plan, submitting)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(told.sends).toBe(1);
    expect(await acts(document)).toEqual([['submit', 'OutcomeUnknown']]);
  });

  test.each([
    ['a newer plan', (document: LedgerDocument) => document.plan('9000.00')],
    ['a hint', (document: LedgerDocument) => document.hint()],
    ['the age of the plan', (document: LedgerDocument) => document.letTimePass(timing.planMaxAgeMs)],
  ])('is stopped by %s', async (_what, make) => {
    const { scene, document, told, post, submitting } = await standing();
    await post();
    const plan = await document.plan('9000.00');
    await make(document);
    await expect(scene.attempt(document, plan, submitting)).resolves.toEqual({ kind: 'stale' });
    expect(told.sends).toBe(0);
    expect(await acts(document)).toEqual([]);
  });

  test('what outside makes it wrong is asked before it acts', async () => {
    const { scene, document, told, post, submitting, port } = await standing();
    await post();
    const problem = {
      reason: 'orderOnHold',
      kind: 'person',
      field: 'order',
      value: '1',
      message: 'on hold',
      remedies: [{ act: 'inErp', text: 'Take the hold off' }],
    } as const satisfies Problem;
    const ready: PostingPort = { ...port, ready: () => Promise.resolve([problem]) };
    await expect(scene.pass(document, '9000.00', { ...submitting, port: ready })).resolves.toMatchObject({
      kind: 'held',
      problems: [{ reason: 'orderOnHold' }],
    });
    expect(told.sends).toBe(0);
  });

  test('what does not stand any more is moved nowhere', async () => {
    const { scene, told, post, submit } = await standing();
    await post();
    scene.erp.effects[0]!.voided = true;
    await expect(submit()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpVoided' }] });
    scene.erp.effects.length = 0;
    await expect(submit()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpVoided' }] });
    expect(told.sends).toBe(0);
  });
});

describe('a kind that awaits', () => {
  /** What accounts payable did; nobody can send it. */
  async function awaiting() {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    const seen: { amount: string | null; looks: number } = { amount: null, looks: 0 };
    const pass = (amount = '9000.00', kind: unknown = awaitedKind) =>
      scene.pass(document, amount, { kind, step: awaitedStep(amount), port: portOf(seen) });
    return { scene, document, seen, pass };
  }
  const portOf = (seen: { amount: string | null; looks: number }): PostingPort => ({
    look: async (of) => {
      seen.looks += 1;
      const found = seen.amount === null ? [] : [matched(seen.amount)];
      return Promise.resolve(of.map(({ key }) => ({ key, found, strangers: [], running: false })));
    },
  });
  const matched = (amount: string) => ({
    reference: { match: '77' },
    stage: 'vouchered' as const,
    stageWord: 'matched',
    missing: [],
    shown: amount,
    facts: {},
  });

  test('rests until it is seen: reserved by nobody, sent by nobody, and the feed knows it by its body', async () => {
    const { document, seen, pass } = await awaiting();
    for (let n = 0; n < 2; n += 1) await expect(pass()).resolves.toEqual({ kind: 'rest' });
    expect(await document.posting()).toMatchObject({ state: 'reserved', origin: 'seen', leased: false, sends: 0 });
    expect(await document.storedBody(await document.posting())).toMatchObject({ total: '9000.00' });
    const awaited = await document.store.inTenant(test_.tenantId, (tx) =>
      tx.standings.awaited(test_, { system: 'jde', kind: 'match', restingStages: ['posted'] }),
    );
    expect(awaited.map(({ documentId }) => documentId)).toContain(document.id);
    expect(seen.looks).toBe(2);
  });

  test('what is seen is entered once, with what it means for the books', async () => {
    const { scene, document, seen, pass } = await awaiting();
    await pass();
    expect(await scene.standing(document)).toEqual({});
    seen.amount = '9000.00';
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed', posting: { origin: 'seen', stage: 'vouchered' } });
    const { looks } = seen;
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(seen.looks).toBe(looks);
    expect(await scene.standing(document)).toEqual({ '4411.1340.26010': '9000' });
    expect(await document.attempts()).toEqual([]);
    expect(await document.acts()).toEqual(['match.confirmed']);
  });

  test('what is seen and differs is held', async () => {
    const { document, seen, pass } = await awaiting();
    seen.amount = '8000.00';
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'foundButDifferent' }] });
    expect(await document.posting()).toMatchObject({ state: 'reserved' });
  });

  test('where it is what its document comes to in the books, what stands is compared with what a newer plan wants: otherwise it is changed, and once it is undone awaited anew', async () => {
    const { document, seen, pass: passOf } = await awaiting();
    const pass = (amount: string) => passOf(amount, { ...awaitedKind, isBooked: true });
    seen.amount = '9000.00';
    await expect(pass('9000.00')).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(pass('8000.00')).resolves.toMatchObject({ kind: 'changed', posting: { ordinal: 1 } });
    // What is not in the books is done by whatever was seen.
    await expect(passOf('8000.00')).resolves.toMatchObject({ kind: 'confirmed' });
    seen.amount = null;
    await document.store.inTenant(test_.tenantId, async (tx) => tx.postings.move(await document.posting(), 'voided'));
    await expect(pass('8000.00')).resolves.toEqual({ kind: 'rest' });
  });

  test('what it waits for follows the newest plan', async () => {
    const { document, seen, pass } = await awaiting();
    await pass('9000.00');
    await expect(pass('8000.00')).resolves.toEqual({ kind: 'rest' });
    expect(await document.storedBody(await document.posting())).toMatchObject({ total: '8000.00' });
    seen.amount = '8000.00';
    await expect(pass('8000.00')).resolves.toMatchObject({ kind: 'confirmed' });
  });
});
