import type { Decision } from '../holds/decision';
import type { ContractPayment, PaymentRecord, ProcoreContractPayment } from '../procore/contract-payment';
import { PostedEffects } from '../posting/books/posted-effects';
import type { ErpPayment } from './erp-payment';
import type { OtherRecord } from './by-hand';
import type { PaymentWanted } from './payment-wanted';
import { paymentPlanner } from './plan-payment';

const payment: ErpPayment = {
  ...{ id: '77-9001', originId: '501', number: '1004', standing: 'paid', status: 'Negotiable' },
  ...{ invoice: { invoiceId: '9001' }, invoiceNumber: 'PC-7', amount: '9000', discount: '0', currency: 'USD' },
  ...{ date: '2026-08-14', method: 'check', changedAt: '2026-08-14T10:00:00.000Z' },
};
const record: PaymentRecord = {
  ...{ requisitionId: '58820', amount: '9000', date: '2026-08-14', checkNumber: '1004', invoiceNumber: 'PC-7' },
  ...{ method: 'check', notes: 'Paid in the ERP: payment 1004, invoice PC-7.' },
};
const shown = (change: Partial<ProcoreContractPayment> = {}): ProcoreContractPayment => ({
  ...{ id: '31', amount: '9000.00', date: '2026-08-14', checkNumber: '1004', requisitionId: '58820', originId: '501' },
  ...change,
});
const byHand = (change: Partial<OtherRecord> = {}): OtherRecord => ({
  ...shown({ id: '30', originId: null, checkNumber: null }),
  isOurs: false,
  ...change,
});

function wantedWith(change: Partial<PaymentWanted>): PaymentWanted {
  return {
    payment,
    requisition: {
      ...{ id: '58820', name: '4411/SC-003/7', projectId: '10', contractId: '20', contractType: 'WorkOrderContract' },
      isWithdrawn: false,
    },
    ...{ own: [], others: [], written: null, wasSent: false, withCredits: false, closedProject: null },
    vendor: { partyId: '', linked: true },
    ...change,
  };
}

/** The draft of its one step; null: nothing is to be done; or the reasons why not. */
function plan(
  change: Partial<PaymentWanted> = {},
  decisions: readonly Decision[] = [],
): ContractPayment | null | readonly string[] {
  const planned = paymentPlanner({
    ...{ wanted: wantedWith(change), effects: new PostedEffects([]), decisions, facts: { get: () => undefined } },
    ...{ settings: undefined, today: '2026-08-20' },
  });
  if ('need' in planned) throw new RangeError('it needs nothing');
  if ('problems' in planned) return planned.problems.map(({ reason }) => reason);
  const [step, ...more] = planned.plan.steps;
  expect(more).toEqual([]);
  return (step?.draft as ContractPayment | undefined) ?? null;
}

const decided = (kind: string, subject: string): Decision => ({ id: '1', kind, subject });
const written = { record, adopts: null };

test('a payment becomes one record of its commitment, for its requisition', () => {
  expect(plan()).toEqual({
    ...{ projectId: '10', contractId: '20', contractType: 'WorkOrderContract', originId: '501', record },
    ...{ replaces: null, adopts: null, others: [], currency: 'USD' },
  });
});

test('the amount is the cash that was paid, and the discount stands in the notes', () => {
  const part = { ...payment, amount: '8820', discount: '180' };
  expect(plan({ payment: part })).toMatchObject({
    record: { amount: '8820', notes: 'Paid in the ERP: payment 1004, invoice PC-7. Discount taken: 180.00 USD.' },
  });
});

test('what stands as it is to be is done again by nobody: the same target, and nothing is taken out', () => {
  expect(plan({ own: [shown()], written, wasSent: true })).toMatchObject({ record, replaces: null, adopts: null });
});

test('what people record besides, and that may be the same, is asked about, until it is told apart', () => {
  const beside = { own: [shown()], written, wasSent: true, others: [byHand()] };
  expect(plan(beside)).toEqual(['possibleDuplicate']);
  expect(plan(beside, [decided('notDuplicate', '30')])).toMatchObject({ record, replaces: null });
  expect(plan({ ...beside, others: [byHand({ amount: '12' })] })).toMatchObject({ record, replaces: null });
  const voided = { ...payment, standing: 'voided' as const };
  expect(plan({ ...beside, payment: voided })).toMatchObject({ record: null });
});

test.each<[string, Partial<ErpPayment>]>([
  ['voided', { standing: 'voided' }],
  ['with rows that sum to 0', { amount: '0' }],
])('%s it counts for nothing: what we wrote is taken out, and what was never written is not', (_, change) => {
  const voided = { ...payment, ...change };
  expect(plan({ payment: voided })).toBeNull();
  expect(plan({ payment: voided, own: [shown()], written, wasSent: true })).toMatchObject({ record: null });
  // Its answer was lost, and it may arrive still.
  expect(plan({ payment: voided, wasSent: true })).toMatchObject({ record: null, replaces: null });
  // The ledger was restored to a time before it.
  expect(plan({ payment: voided, own: [shown()] })).toMatchObject({ record: null });
});

test('changed in the ERP, our own record is replaced', () => {
  const changed = { ...payment, amount: '8000' };
  const own = [shown()];
  expect(plan({ payment: changed, own, written, wasSent: true })).toMatchObject({
    ...{ record: { amount: '8000' }, replaces: { id: '31' } },
  });
  expect(plan({ payment: changed, own })).toMatchObject({ replaces: { id: '31' } });
});

test('a record of ours that people changed is theirs', () => {
  expect(plan({ own: [shown({ amount: '1.00' })], written, wasSent: true })).toEqual(['foundButDifferent']);
});

test('what people deleted is not written a second time by itself', () => {
  expect(plan({ written, wasSent: true })).toEqual(['withdrawnAfterPosting']);
});

test('twice with one id of the ERP: a person', () => {
  expect(plan({ own: [shown(), shown({ id: '32' })] })).toEqual(['possibleDuplicate']);
});

describe('a record that people made', () => {
  const near = byHand({ date: '2026-08-24' });

  test.each<[string, OtherRecord, boolean]>([
    ['the same check number', byHand({ checkNumber: '0001004', amount: '5', requisitionId: null }), true],
    ['the same requisition and amount within ten days', near, true],
    ['the same requisition and amount eleven days later', byHand({ date: '2026-08-25' }), false],
    ['the same requisition and amount without a date', byHand({ date: null }), true],
    ['the same requisition, another amount', byHand({ amount: '8999.99' }), false],
    ['another requisition, the same amount', byHand({ requisitionId: '58821' }), false],
    ['the same check, written from here for another invoice', byHand({ checkNumber: '1004', isOurs: true }), false],
  ])('%s', (_, other, isAlike) => {
    const planned = plan({ others: [other] });
    if (isAlike) expect(planned).toEqual(['possibleDuplicate']);
    else expect(planned).toMatchObject({ record, adopts: null });
  });

  test('is made ours by a person, and nothing is written beside it', () => {
    const decisions = [decided('adoptRecord', '30')];
    expect(plan({ others: [near] }, decisions)).toMatchObject({ record, adopts: '30', replaces: null });
    const adopted = { record, adopts: '30' };
    const own = [shown({ id: '30', date: '2026-08-24', checkNumber: null })];
    expect(plan({ own, written: adopted, wasSent: true }, decisions)).toMatchObject({ adopts: '30', replaces: null });
  });

  test('of another amount is not made ours before the amount is right', () => {
    const other = byHand({ checkNumber: '1004', amount: '9000.01' });
    expect(plan({ others: [other] }, [decided('adoptRecord', '30')])).toEqual(['possibleDuplicate']);
  });

  test('one of several is not made ours: only people know which', () => {
    const { decisions, facts } = { decisions: [], facts: { get: () => undefined } };
    const of = (others: readonly OtherRecord[]) =>
      paymentPlanner({
        ...{ wanted: wantedWith({ others }), effects: new PostedEffects([]), decisions, facts },
        ...{ settings: undefined, today: '2026-08-20' },
      });
    const offered = (planned: ReturnType<typeof of>) =>
      'problems' in planned
        ? planned.problems.map(({ remedies, facts: told }) => [
            remedies.some((one) => one.act === 'decide' && one.choice === 'adoptRecord'),
            told?.['record'],
          ])
        : [];
    expect(offered(of([near]))).toEqual([[true, '30']]);
    const none = [false, undefined];
    expect(offered(of([near, byHand({ id: '29' })]))).toEqual([none, none]);
    expect(offered(of([byHand({ originId: 'ERP-1' })]))).toEqual([none]);
  });

  test('of another integration is not made ours', () => {
    const other = byHand({ originId: 'ERP-1' });
    expect(plan({ others: [other] })).toEqual(['possibleDuplicate']);
    expect(plan({ others: [other] }, [decided('adoptRecord', '30')])).toEqual(['possibleDuplicate']);
  });

  test('is told apart by a person: ours is written beside it', () => {
    expect(plan({ others: [near] }, [decided('notDuplicate', '30')])).toMatchObject({ record, adopts: null });
    const second = byHand({ id: '29' });
    expect(plan({ others: [near, second] }, [decided('notDuplicate', '30')])).toEqual(['possibleDuplicate']);
  });

  test('takes the place of one of ours that was deleted', () => {
    const of = { others: [near], written, wasSent: true };
    expect(plan(of)).toEqual(['withdrawnAfterPosting', 'possibleDuplicate']);
    expect(plan(of, [decided('adoptRecord', '30')])).toMatchObject({ adopts: '30' });
  });
});

test('a credit is listed, unless amounts below 0 are written too', () => {
  const credit = { ...payment, amount: '-120' };
  expect(plan({ payment: credit })).toBeNull();
  expect(plan({ payment: credit, withCredits: true })).toMatchObject({ record: { amount: '-120' } });
});

test('a status that nobody knows: a person', () => {
  expect(plan({ payment: { ...payment, standing: 'unknown', status: 'Spoiled' } })).toEqual(['doesNotFit']);
});

test('gone from the ERP, it may be deleted or hidden: a person, unless nothing stands in Procore', () => {
  const gone = { ...payment, standing: 'gone' as const };
  expect(plan({ payment: gone, own: [shown()], written, wasSent: true })).toEqual(['erpVoided']);
  expect(plan({ payment: gone, written, wasSent: true })).toBeNull();
});

test('its requisition is approved no more: nothing new is written, and what stands stays', () => {
  const requisition = { ...wantedWith({}).requisition, isWithdrawn: true };
  expect(plan({ requisition })).toEqual(['withdrawnAfterPosting']);
  expect(plan({ requisition, own: [shown()], written, wasSent: true })).toMatchObject({ record });
});

test('its project is closed: it waits, also to be taken out', () => {
  const closedProject = { id: '10', name: '4411' };
  expect(plan({ closedProject })).toEqual(['notLive']);
  expect(plan({ closedProject, payment: { ...payment, standing: 'voided' }, written, wasSent: true })).toEqual([
    'notLive',
  ]);
});
