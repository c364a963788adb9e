import type { Entry } from '../../posting/books/entry';
import { PostedEffects } from '../../posting/books/posted-effects';
import { sameBooks } from '../../posting/books/same-books';
import type { Stands } from '../../posting/plan/planner';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import type { VoucherDraft } from '../kinds/voucher';
import type { PlanFacts } from './plan-facts';
import { settings } from './plan.fixture';
import { jdeRequisitionPlanner } from './planner';
import { planned, plannerInput, stepOf } from './planner.fixture';

const first = { number: 1, previousRequisitionId: null };
const withCredits = { ...settings, creditDocumentType: 'PD' };
const facts = (codes: string, gross: string, held: string, fields: Partial<PlanFacts> = {}) => ({
  settings: withCredits,
  requisition: requisition([billed(codes, '1', gross, '0.00', held)], '0.00', first),
  ...fields,
});
const entriesOf = (fields: Partial<PlanFacts>): readonly Entry[] => stepOf(planned(fields), 'voucher').entries;
const stands = (entries: readonly Entry[], more: Partial<Stands> = {}): Stands => ({
  because: '7',
  entries,
  totals: { released: '0', tax: '0' },
  hasOrder: true,
  ownKeys: [],
  ...more,
});
const missing = (fields: Partial<PlanFacts>, missingTo: Stands, postedOn = '2026-11-20') =>
  planned(fields, { missingTo, postedOn });
const reasonsOf = (fields: Partial<PlanFacts>, missingTo: Stands): readonly string[] => {
  const result = jdeRequisitionPlanner(plannerInput(fields, { missingTo, postedOn: '2026-11-20' }));
  return 'problems' in result ? result.problems.map(({ reason }) => reason) : [];
};
const posted = entriesOf(facts('26-010.S', '10000.00', '1000.00'));

test('example H: a credit of the difference by account, by the decision, on the order that stands', () => {
  const plan = missing(facts('26-010.S', '9000.00', '900.00'), stands(posted));
  expect(plan.steps.map(({ id }) => id)).toEqual(['voucher']);
  const step = stepOf(plan, 'voucher');
  expect(step).toMatchObject({ because: '7', asks: ['live', 'predecessor', 'decision'] });
  expect(step.draft).toMatchObject({ documentType: 'PD', total: '-900.00', withOrder: true });
  expect((step.draft as VoucherDraft).distribution.map(({ role, amount }) => [role, amount])).toEqual([
    ['cost', '-1000.00'],
    ['retainageHeld', '100.00'],
  ]);
  expect(sameBooks([...posted, ...step.entries], entriesOf(facts('26-010.S', '9000.00', '900.00')))).toBe(true);
});

test('its G/L date is the day of the decision whatever the policy, and the invoice date stays', () => {
  const { draft } = stepOf(missing(facts('26-010.S', '9000.00', '900.00'), stands(posted)), 'voucher');
  expect(draft).toMatchObject({ invoiceDate: '2026-10-31', glDate: '2026-11-20' });
});

test('from A to B and back to A: what stands is the sum of both, and the difference is to that', () => {
  const credit = stepOf(missing(facts('26-010.S', '9000.00', '900.00'), stands(posted)), 'voucher');
  const back = stepOf(
    missing(facts('26-010.S', '10000.00', '1000.00'), stands([...posted, ...credit.entries])),
    'voucher',
  );
  expect(back.draft).toMatchObject({ documentType: 'PV', total: '900.00' });
});

test('recoded only: off the old account and onto the new one, in a journal where the connection posts them', () => {
  const recoded = facts('03-300.S', '10000.00', '1000.00');
  expect(reasonsOf(recoded, stands(posted))).toEqual(['zeroPayable']);
  const step = stepOf(
    missing({ ...recoded, settings: { ...withCredits, zeroPayable: 'journal' } }, stands(posted)),
    'voucher',
  );
  expect(step.kind).toBe('journal');
  expect(step.entries.map(({ account, amount }) => [account, amount])).toEqual([
    ['4411.1340.03300', '10000.00'],
    ['4411.1340.26010', '-10000.00'],
  ]);
});

test('nothing is missing, nothing is planned', () => {
  expect(missing(facts('26-010.S', '10000.00', '1000.00'), stands(posted)).steps).toEqual([]);
});

test('all of it was voided: the whole is posted again, without an order where that stands no more', () => {
  const step = stepOf(missing(facts('26-010.S', '10000.00', '1000.00'), stands([], { hasOrder: false })), 'voucher');
  expect(step.draft).toMatchObject({ documentType: 'PV', total: '9000.00', withOrder: false });
});

test('a credit without a document type for credits is not posted, and says so', () => {
  expect(reasonsOf({ ...facts('26-010.S', '9000.00', '900.00'), settings }, stands(posted))).toEqual(['creditSetup']);
});

describe('with retainage as pay items', () => {
  const payItem = { ...withCredits, retainageMethod: 'payItem', retainageGlClass: 'RETN' } as const;
  const of = (gross: string, held: string) => ({ ...facts('26-010.S', gross, held), settings: payItem });
  const before = entriesOf(of('10000.00', '1000.00'));

  test('both pay items go down together as a credit', () => {
    const { draft } = stepOf(missing(of('9000.00', '900.00'), stands(before)), 'voucher');
    const items = (draft as VoucherDraft).payItems.map(({ payItem: name, amount }) => [name, amount]);
    expect(items).toEqual([
      ['001', '-900.00'],
      ['002', '-100.00'],
    ]);
  });

  test('one up and the other down is not posted, and says so', () => {
    expect(reasonsOf(of('10000.00', '1200.00'), stands(before))).toContain('retainageSetup');
  });

  test('what is released is not AP’s to be taken back by a posting', () => {
    const released = stands(before, { totals: { released: '50.00', tax: '0' } });
    expect(reasonsOf(of('9000.00', '900.00'), released)).toContain('retainageSetup');
  });
});

describe('another supplier', () => {
  const old = { number: '70001', name: 'Old', isSupplier: true, orderHold: '', paymentHold: '', currency: 'USD' };
  const voucherOf = (isPaid: boolean | null, fields: Partial<Stands> = {}) => {
    const reference = { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' };
    const posting = {
      ...({ key: 'PC1', system: 'jde', kind: 'voucher', planId: null, ordinal: 1, state: 'confirmed' } as const),
      ...({ stage: 'posted', origin: 'sent', subject: '', supplier: '70001', number: '', because: null } as const),
      ...{ reference, facts: {} },
    };
    const withOld = posted.map((entry) => ({ ...entry, supplier: '70001' }));
    const input = plannerInput(facts('26-010.S', '12000.00', '1200.00'), {
      missingTo: stands(withOld, { takenBackFrom: '70001', hasOrder: false, ...fields }),
      postedOn: '2026-11-20',
      effects: new PostedEffects([{ documentId: 'd', step: 'voucher', entries: withOld, posting }]),
    });
    const read: Readonly<Record<string, unknown>> = {
      'supplier 70001': old,
      'supplier 70002': { ...old, number: '70002' },
      'payable 9001 PV 00200': isPaid === null ? null : { isPaid },
    };
    const get = (kind: string, id: string): unknown => read[`${kind} ${id}`] ?? input.facts.get(kind, id);
    return { result: jdeRequisitionPlanner({ ...input, facts: { get } }), withOld };
  };

  test('all that stands is taken back from the old one, whatever the new content says', () => {
    const { result, withOld } = voucherOf(false);
    if (!('plan' in result)) throw new Error(JSON.stringify(result));
    const step = stepOf(result.plan, 'voucher');
    expect(step.draft).toMatchObject({ supplier: '70001', documentType: 'PD', total: '-9000.00', withOrder: false });
    expect(sameBooks([...withOld, ...step.entries], [])).toBe(true);
    expect(result.plan.head.totals).toMatchObject({ gross: '-10000.00', payable: '-9000.00', released: '0.00' });
  });

  test.each([[true], [null]])('what was paid (%p) or is not shown is not taken back', (isPaid) => {
    const { result } = voucherOf(isPaid);
    expect('problems' in result ? result.problems.map(({ reason }) => reason) : []).toEqual(['vendorConflict']);
  });

  test('once the credit stands it is not asked any more: AP settles the two against each other', () => {
    expect('plan' in voucherOf(true, { ownKeys: ['PC1'] }).result).toBe(true);
  });

  test('what an earlier choice took back from another supplier is none of it', () => {
    expect('plan' in voucherOf(true, { takenBackFrom: '70002' }).result).toBe(true);
  });
});
