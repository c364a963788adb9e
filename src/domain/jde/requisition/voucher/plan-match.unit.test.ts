import type { RequisitionWanted } from '../../../requisition/requisition-wanted';
import { billed, commitment, history, requisition } from '../../../procore/procore-documents.fixture';
import type { Found } from '../../../posting/look';
import { carried, commitmentSettings, effect, effectsOf } from '../../commitment/commitment.fixture';
import type { ShownMatch } from '../../bodies/match-body';
import { match, type MatchDraft } from '../../kinds/match';
import type { PlanFacts } from '../plan-facts';
import { company } from '../plan.fixture';
import { jdeRequisitionPlanner } from '../planner';
import { knownAtSending, plannerInput } from '../planner.fixture';

// With relief `match` AP makes the voucher: what is planned is what AP is to match, and everything is checked as for one of ours.

const order = effect(
  'order',
  [
    carried('1', 'contract_item:1', '4411.1340.26010', '50000.00'),
    carried('2', 'contract_item:2', '4411.1340.03300', '2000.00'),
  ],
  { facts: { 'lineNumber.1': '1' } },
);
const first = { number: 1, previousRequisitionId: null };
const progress = requisition(
  [billed('26-010.S', '1', '10000.00', '0.00', '1000.00'), billed('03-300.S', '2', '500.00', '0.00', '50.00')],
  '0.00',
  first,
);
const settings = { ...commitmentSettings, relief: 'match' } as const;

type Given = Partial<PlanFacts> & Pick<Partial<RequisitionWanted>, 'ordered' | 'billedByOthers'>;

function planned(given: Given = {}) {
  return jdeRequisitionPlanner(plannerInput({ requisition: progress, ordered: effectsOf(order), settings, ...given }));
}
function planOf(given: Given = {}) {
  const made = planned(given);
  if (!('plan' in made)) throw new Error(JSON.stringify(made));
  return made.plan;
}
const told = (given: Given): readonly string[] => {
  const made = planned(given);
  return 'problems' in made ? made.problems.map(({ reason, kind }) => `${reason} ${kind}`) : [];
};
const bodyOf = (given: Given = {}) => match.complete(planOf(given).steps[0]?.draft as MatchDraft, knownAtSending());

test('the voucher step is awaited: the lines, what is withheld and what is to be paid, and nothing that is sent', () => {
  const { steps } = planOf();
  expect(steps.map(({ id, step, kind, isAwaited }) => [id, step, kind, isAwaited])).toEqual([
    ['match', 'voucher', 'match', true],
  ]);
  expect(bodyOf()).toMatchObject({
    order: { orderNumber: '5012', orderType: 'OS' },
    lines: [
      { mark: '1', number: '1', account: '4411.1340.26010', amount: '10000.00' },
      { mark: '2', account: '4411.1340.03300', amount: '500.00' },
    ],
    ...{ retained: '1050.00', payable: '9450.00', supplier: '70123', company: '00200', currency: 'USD' },
  });
  expect(
    steps[0]?.entries.map(({ item: key, orderLine, gross, withheld }) => [key, orderLine, gross, withheld]),
  ).toEqual([
    ['contract_item:1', '1', '10000.00', '1000.00'],
    ['contract_item:2', '2', '500.00', '50.00'],
  ]);
});

test('what AP has to do is told: the order, the number, each line with its amount, what is withheld and paid', () => {
  const asked = match.awaited?.(bodyOf(), []);
  expect(asked).toMatchObject({ reason: 'awaitingMatch', kind: 'waiting', field: 'P4314' });
  expect(asked?.message).toContain('AP matches order 5012 OS 00200 in JDE (P4314)');
  expect(asked?.message).toContain(
    'line 1 (VR01 1) on 4411.1340.26010: 10,000.00 USD; line 2 on 4411.1340.03300: 500.00 USD',
  );
  expect(asked?.message).toContain('1,050.00 USD of it as retainage (pay status R); 9,450.00 USD to pay');
  const seen = { reference: { documentNumber: '9001' }, date: '', amount: '10500', number: 'X-1', currency: 'USD' };
  expect(match.awaited?.(bodyOf(), [seen])).toMatchObject({
    kind: 'person',
    message: expect.stringContaining('AP has matched on that order: 9001 with invoice number X-1, 10,500.00 USD'),
  });
});

test('a closed period holds nothing: AP dates what it matches', () => {
  const closed = { ...company, ledgerOpen: { from: '2030-01-01', to: '2030-01-31' } };
  expect(told({ companies: [closed], settings: { ...settings, relief: 'reduce' } })).toEqual(['periodClosed person']);
  expect(told({ companies: [closed] })).toEqual([]);
});

test('over-billing, an order that is not in force, codes and vendor hold as always', () => {
  const over = requisition([billed('26-010.S', '1', '50000.01', '0.00', '0.00')], '0.00', first);
  expect(told({ requisition: over })).toContain('overContract person');
  expect(told({ ordered: effectsOf() })).toEqual(['orderNotOpen waiting']);
  expect(told({ vendor: { partyId: 'p1', linked: false }, supplier: null })).toEqual(['vendorUnknown waiting']);
});

test('a tax, and another currency than the company’s, are held: neither can be compared with a match', () => {
  const taxed = requisition([billed('26-010.S', '1', '1000.00', '0.00', '0.00')], '0.00', {
    ...first,
    summary: { taxApplicableToThisPayment: '80.00' },
  });
  expect(told({ requisition: taxed })).toEqual(['tax person']);
  const iso = { iso: 'CAD', baseIso: 'USD', rate: '1.3' };
  expect(told({ requisition: { ...progress, currency: iso }, commitment: { ...commitment, currency: iso } })).toEqual([
    'currency person',
  ]);
});

test('retainage alone that is released bills no line, and is a voucher of its own on the order', () => {
  const release = requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '400.00')], '9000.00', {
    ...{ number: 2, previousRequisitionId: '1' },
  });
  const past = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
  const body = bodyOf({ requisition: release, history: past });
  expect(body).toMatchObject({ lines: [], retained: '0.00', payable: '400.00', order: { orderNumber: '5012' } });
  expect(match.awaited?.(body, []).message).toContain('Retainage of 400.00 USD is released on order 5012 OS 00200');
});

test('vouchers of other requisitions on the order are known to be theirs', () => {
  const other = effect('voucher', []);
  const reference = { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' };
  const posting = other.posting === null ? null : { ...other.posting, reference };
  expect(bodyOf({ billedByOthers: effectsOf({ ...other, posting }) })).toMatchObject({ taken: ['9001 PV 00200'] });
});

describe('what stands is compared by line', () => {
  const body = bodyOf();
  const asMatched: ShownMatch = {
    ...{ company: '00200', supplier: '70123', currency: 'USD', number: body.invoiceNumber, glDate: '2026-11-20' },
    lines: [
      { mark: '1', amount: '10000.00' },
      { mark: '2', amount: '500.00' },
    ],
    ...{ retained: '1050.00', payable: '9450.00' },
  };
  const found = (more: Partial<ShownMatch> = {}): Found => ({
    ...{ reference: {}, stage: 'vouchered', stageWord: '', missing: [], facts: {} },
    shown: { ...asMatched, ...more },
  });
  const differs = (more: Partial<ShownMatch>) => match.compare(body, found(more));
  const line = (mark: string, amount: string) => ({ mark, amount });

  test('equal, in two parts of a line, it is what was planned', () => {
    expect(differs({})).toEqual([]);
    expect(differs({ lines: [line('2', '500'), line('1', '4000'), line('1', '6000')] })).toEqual([]);
  });

  test('another amount, a line that is missing or strange, and what is withheld otherwise, each with both sides', () => {
    expect(differs({ lines: [line('1', '900.00'), line('#7', '5.00')], retained: '0', payable: '905.00' })).toEqual([
      'order line 1 (VR01 1) on 4411.1340.26010: to be matched 10,000.00 USD, matched 900.00 USD',
      'order line 2 on 4411.1340.03300: to be matched 500.00 USD, matched 0.00 USD',
      'order line #7: to be matched 0.00 USD, matched 5.00 USD',
      'retainage (pay status R): to be withheld 1,050.00 USD, withheld 0.00 USD',
      'to pay: expected 9,450.00 USD, stands 905.00 USD',
    ]);
    expect(differs({ supplier: '70124' })).toEqual(['supplier: expected 70123, matched 70124']);
  });

  test('the cent between certificate and lines may be paid or withheld, and no other one', () => {
    const rounded = { ...body, rounding: '0.01' };
    expect(match.compare(rounded, found({ payable: '9450.01', retained: '1049.99' }))).toEqual([]);
    expect(match.compare(rounded, found({ payable: '9449.99', retained: '1050.01' }))).toHaveLength(2);
    expect(match.entries(rounded).at(-1)).toMatchObject({ item: '', amount: '0', gross: '0.01' });
  });

  const accepted = (more: Partial<ShownMatch>) => match.accepted?.(body, found(more));
  test('accepted, what stands counts by item: gross by its line, what is withheld where one item withholds', () => {
    const one = { lines: [line('1', '9000.00'), line('2', '500')], payable: '8450.00' };
    expect(accepted(one)).toMatchObject({
      entries: [
        { item: 'contract_item:1', gross: '9000', withheld: '1000.00', period: '2026-11' },
        { item: 'contract_item:2', gross: '500.00', withheld: '50.00' },
      ],
    });
    expect(accepted({ retained: '1000.00', payable: '9500.00' })).toEqual({
      why: 'the retainage of -50 may be that of several items',
    });
    expect(accepted({ lines: [...asMatched.lines, line('#7', '5')], payable: '9455.00' })).toEqual({
      why: 'the difference of 5 on order line #7 does not belong to exactly one item',
    });
  });
});
