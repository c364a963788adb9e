import fc from 'fast-check';
import { accrualId, accrualOf, summed, type AccruedLine } from '../../accrual/accrual';
import { minus, plus } from '../../money/money';
import { encumbrance } from '../change-order/approval-journal.fixture';
import { order, ordered, orderLine, retainagePayable } from '../requisition/planner.fixture';
import { accrualAccount, calendar, opposite } from './accrual-walk.fixture';
import { accountOf, ChangeOrderWalk } from './change-order-walk.fixture';

/*
 * What may come between, and what is to come of it; each is a test below.
 *  1. The answer to the import is lost: nothing is planned until it is known (the activity waits), then nothing again.
 *  2. Requisitions bill of it before its period ends, or are accrued then: taken off each line, never past 0.
 *  3. An invoice falls into the period after all, or a requisition is accrued later: so much is taken out on the same day, and of the
 *     reversal too, whichever was first; the invoice is voided: put back.
 *     Meanwhile the accrual of that requisition is not settled: nothing of what stands changes until it is.
 *  4. It is edited while the ledger takes the period: what stands follows; afterwards: what stands stays, and is reversed.
 *  5. Its approval is taken back: nothing where it is not accrued yet; where it is, it stays and is reversed.
 *  6. It is approved anew, in another period: nothing at the former end any more; what stands is reversed.
 *  7. It is approved backwards into a closed period: people are told, until the next period has ended.
 *  8. The next period is not open yet, or closed: the reversal waits, or nothing goes that could not be reversed.
 *  9. People take it out in Fusion: not posted a second time.
 * 10. The method is changed, or its account mapped otherwise: what stands is reversed as it was posted.
 * 11. What is wrong with it by now keeps nothing from being reversed.
 * 12. One that was alone comes into a package, which has its lines too: none of them is accrued twice.
 * Which are begun, once each and behind the accruals of requisitions, is of src/store/ledger/accruals.integration.test.ts.
 */
const whole = [
  [accountOf['71'], '10000.00'],
  [accountOf['73'], '-2000.50'],
  [accountOf.against, '-7999.50'],
];
const accrued = ['accrual', '2026-10-31', whole] as const;
const reversed = ['reversal', '2026-11-01', opposite(whole)] as const;

test('what nobody billed of it is accrued by line on the last day of the period of its approval, and reversed on the first of the next, once', () => {
  const walk = new ChangeOrderWalk();
  expect(walk.member()).toMatchObject({
    ...{ document: 'accrual/CO-9001-2026-10-31', book: 'accrual', journal: 'ACR CO-9001', period: 'Oct-26' },
    lines: [{ lineId: '71' }, { lineId: '73' }, { lineId: '' }],
  });
  expect(walk.member().reversalPeriod).toBeUndefined();
  expect(walk.post()).toEqual([accrued]);
  expect(walk.plan().steps).toMatchObject([{ via: { run: '300000046975971 Nov-26 USD document' } }]);
  expect(walk.post()).toEqual([reversed]);
  expect(walk.post()).toEqual([]);
});

test('it counts in no sum of what is billed or ordered', () => {
  const [step] = new ChangeOrderWalk().plan().steps;
  expect(step?.entries.map(({ book, item, gross, period }) => [book, item, gross, period])).toEqual([
    ['accrual', 'change_order_item:71', '0', '2026-10'],
    ['accrual', 'change_order_item:73', '0', '2026-10'],
    ['accrual', '', '0', '2026-10'],
  ]);
});

test('with erp its journal is marked for the next period, and nothing is posted back from here', () => {
  const walk = new ChangeOrderWalk();
  walk.by = 'erp';
  expect(walk.member().reversalPeriod).toBe('Nov-26');
  expect(walk.post()).toEqual([accrued]);
  expect(walk.post()).toEqual([]);
  walk.today = '2026-11-24';
  expect(walk.told()).toEqual(['deliveredTooLong person ReversalPeriod']);
  walk.autoReverse();
  expect(walk.post()).toEqual([]);
});

test.each<[string, Record<string, string>, readonly (readonly string[])[]]>([
  [
    'billed in part, credits too',
    { '71': '2500.00', '73': '-0.50' },
    [
      [accountOf['71'], '7500.00'],
      [accountOf['73'], '-2000.00'],
      [accountOf.against, '-5500.00'],
    ],
  ],
  [
    'billed beyond its amount',
    { '71': '10000.01' },
    [
      [accountOf['73'], '-2000.50'],
      [accountOf.against, '2000.50'],
    ],
  ],
  ['billed on the other side of 0', { '71': '-5.00', '73': '5.00' }, whole],
  ['billed whole', { '71': '10000.00', '73': '-2000.50' }, []],
])('of a line that is %s what is left is accrued', (_what, covered, lines) => {
  const walk = new ChangeOrderWalk();
  walk.covered = covered;
  expect(walk.post().flatMap(([, , all]) => all)).toEqual(lines);
});

test.each([['before its reversal'], ['after its reversal']])(
  'what is billed of the period later, %s, is taken out on the same day with its reversal; voided, it is put back',
  (when) => {
    const walk = new ChangeOrderWalk();
    walk.post();
    if (when.startsWith('after')) walk.post();
    walk.covered = { '71': '4000.00' };
    const out = [
      [accountOf['71'], '-4000.00'],
      [accountOf.against, '4000.00'],
    ];
    const posted = [...walk.post(), ...walk.post()];
    expect(posted.filter(([step]) => step === 'accrual')).toEqual([['accrual', '2026-10-31', out]]);
    expect(walk.post()).toEqual([]);
    expect(sums([...walk.standingLines('accrual'), ...walk.standingLines('reversal')])).toEqual({});
    walk.covered = {};
    expect(walk.post()).toContainEqual(['accrual', '2026-10-31', opposite(out)]);
    walk.post();
    expect(sums(walk.standingLines('accrual'))).toEqual({ '71': '10000', '73': '-2000.5', '': '-7999.5' });
    expect(sums([...walk.standingLines('accrual'), ...walk.standingLines('reversal')])).toEqual({});
  },
);

test('while the accrual of a requisition is not settled nothing of what stands changes, and it is reversed', () => {
  const walk = new ChangeOrderWalk();
  walk.post();
  walk.covered = { '71': '4000.00' };
  walk.wanted = { pending: ['58820-2026-10-31'] };
  expect(walk.post()).toEqual([reversed]);
  walk.wanted = {};
  expect(walk.post()[0]?.[2]).toContainEqual([accountOf['71'], '-4000.00']);
});

test('edited, what stands follows as long as the ledger takes the period, and stays from then on', () => {
  const walk = new ChangeOrderWalk();
  walk.post();
  walk.post();
  walk.amounts = { '71': '9000.00', '73': '-2000.50' };
  const less = [
    [accountOf['71'], '-1000.00'],
    [accountOf.against, '1000.00'],
  ];
  expect(walk.post()).toEqual([['accrual', '2026-10-31', less]]);
  expect(walk.post()).toEqual([['reversal', '2026-11-01', opposite(less)]]);
  for (const closed of [calendar('C', 'O'), calendar('O', 'C', 'O')]) {
    walk.ledger = closed;
    walk.amounts = { '71': '1.00' };
    expect([walk.told(), walk.post()]).toEqual([[], []]);
  }
});

test.each<[string, (walk: ChangeOrderWalk) => unknown]>([
  ['its approval is taken back', (walk) => (walk.standing = 'gone')],
  ['it is approved anew in another period', (walk) => (walk.approvedOn = '2026-11-02')],
  ['it is said to be approved before the period', (walk) => (walk.approvedOn = '2026-09-30')],
  ['another method is set', (walk) => (walk.method = encumbrance)],
  ['its start is later than its approval', (walk) => (walk.method = { ...accrualOfWalk(walk), from: '2026-10-20' })],
])('where %s nothing is accrued; what stands stays and is reversed', (_what, change) => {
  const early = new ChangeOrderWalk();
  change(early);
  expect([early.told(), early.post()]).toEqual([[], []]);
  const late = new ChangeOrderWalk();
  late.post();
  change(late);
  expect(late.post()).toEqual([reversed]);
  expect(late.post()).toEqual([]);
});

test('approved backwards into a period that the ledger has closed: people are told, until the next period has ended', () => {
  const walk = new ChangeOrderWalk();
  walk.ledger = calendar('C', 'O');
  expect(walk.told()).toEqual(['periodClosed person AccountingDate']);
  walk.today = '2026-12-01';
  expect(walk.plan()).toMatchObject({ steps: [], notes: ['Its period was closed before.'] });
});

test('the next period is not open yet: the reversal waits; it is closed: nothing goes that could not be reversed', () => {
  const walk = new ChangeOrderWalk();
  walk.ledger = calendar('O', 'C', 'O');
  expect(walk.told()).toEqual(['periodClosed person AccountingDate']);
  walk.ledger = calendar('O', 'N');
  expect(walk.post()).toEqual([accrued]);
  expect(walk.told()).toEqual(['periodClosed waiting AccountingDate']);
  walk.ledger = calendar('O', 'O');
  expect(walk.post()).toEqual([reversed]);
});

test('what people take out in Fusion, the accrual or its reversal, is not posted a second time', () => {
  const walk = new ChangeOrderWalk();
  walk.post();
  walk.void('accrual');
  expect(walk.post()).toEqual([]);
  const other = new ChangeOrderWalk();
  other.post();
  other.post();
  other.void('reversal');
  expect(other.post()).toEqual([]);
});

test('a line is on the account of its order, else of its code; what stands of it stays on the account that it was posted on', () => {
  const elsewhere = order({
    lines: [{ ...orderLine('1'), schedules: [{ ...orderLine('1').schedules[0]!, accounts: ['101.30.60530.000'] }] }],
  });
  const onOrder = new ChangeOrderWalk({ order: elsewhere });
  onOrder.wanted = { ordered: ordered(['change_order_item:71']) };
  expect(onOrder.post()[0]?.[2].map(([account]) => account)).toEqual([
    '101.30.60530.000',
    accountOf['73'],
    accountOf.against,
  ]);
  // Ordered only after it was accrued.
  const later = new ChangeOrderWalk({ order: elsewhere });
  later.post();
  later.wanted = { ordered: ordered(['change_order_item:71']) };
  expect(later.post()).toEqual([reversed]);
  later.covered = { '71': '10000.00' };
  expect(later.post()[0]?.[2]).toContainEqual([accountOf['71'], '-10000.00']);
});

test('each company answers its own lines, and nothing of it is retainage', () => {
  const walk = new ChangeOrderWalk();
  walk.amounts = { '71': '10.00', '74': '5.00' };
  expect(walk.post()[0]?.[2]).toEqual([
    [accountOf['71'], '10.00'],
    [accountOf['74'], '5.00'],
    [accrualAccount, '-10.00'],
    ['102.10.22000.000', '-5.00'],
  ]);
  expect(JSON.stringify(walk.standingLines('accrual'))).not.toContain(retainagePayable);
});

test.each<[string, (walk: ChangeOrderWalk) => unknown]>([
  ['a person left its commitment alone', (walk) => (walk.wanted = { atGoLive: { choice: 'leave' } })],
  [
    'the balance of an older commitment carries its lines',
    (walk) => {
      const left = { 'change_order_item:71': '1', 'change_order_item:73': '1' };
      walk.wanted = { atGoLive: { choice: 'balance', left } };
    },
  ],
])('nothing is accrued where %s', (_what, change) => {
  const walk = new ChangeOrderWalk();
  change(walk);
  expect(walk.post()).toEqual([]);
});

test('a line that stands on the order, or is accrued, by another change order is left to that one; what is accrued here stays here', () => {
  const walk = new ChangeOrderWalk();
  walk.wanted = { elsewhere: ['change_order_item:71'] };
  const other = [
    [accountOf['73'], '-2000.50'],
    [accountOf.against, '2000.50'],
  ];
  expect(walk.post()).toEqual([['accrual', '2026-10-31', other]]);
  const first = new ChangeOrderWalk();
  first.post();
  first.wanted = { elsewhere: ['change_order_item:71'] };
  expect(first.post()).toEqual([reversed]);
});

test('nothing is accrued of a line that accrues at receipt', () => {
  const walk = new ChangeOrderWalk({
    order: order({
      lines: [{ ...orderLine('1'), schedules: [{ ...orderLine('1').schedules[0]!, accruesAtReceipt: true }] }],
    }),
  });
  walk.amounts = { '71': '10.00' };
  walk.wanted = { ordered: ordered(['change_order_item:71']) };
  expect(walk.post()).toEqual([]);
});

test.each<[string, (walk: ChangeOrderWalk) => unknown, string]>([
  [
    'nobody chose yet for its commitment',
    (walk) => (walk.wanted = { atGoLive: { choice: 'undecided' } }),
    'openingBalance person commitment',
  ],
  [
    'its total is not that of its lines',
    (walk) => change(walk, { grandTotal: '8000.00' }),
    'amountsDiffer person grand_total',
  ],
  ['it has no line to see', (walk) => change(walk, { lineItems: [] }), 'amountsDiffer person line_items'],
  [
    'it is in another currency than the ledger',
    (walk) => change(walk, { currency: { iso: 'CAD', baseIso: null, rate: null } }),
    'currency person currency_configuration.currency_iso_code',
  ],
  ['a code has no account', (walk) => (walk.amounts = { '75': '1.00' }), 'unmappedCostCode person line_items.wbs_code'],
])('people are told where %s; what stands is reversed all the same', (_what, make, told) => {
  const walk = new ChangeOrderWalk();
  make(walk);
  expect(walk.told()).toContain(told);
  const late = new ChangeOrderWalk();
  late.post();
  make(late);
  expect(late.post()).toEqual([reversed]);
});

test('a combination that is missing is told with the setting that names it', () => {
  const walk = new ChangeOrderWalk({ combinations: { [accountOf.against]: null } });
  const outcome = walk.outcome();
  const [problem] = 'problems' in outcome ? outcome.problems : [];
  expect(problem?.remedies).toContainEqual({ act: 'changeSetting', path: 'posting.changeOrderJournal' });
});

test('the id of an accrual names its change order and the day, also of one that is in no package', () => {
  for (const sourceId of ['9001', 'cco-700003']) {
    const of = { kind: 'changeOrder', sourceId, lastDay: '2026-10-31' } as const;
    expect(accrualOf(accrualId(of))).toEqual(of);
  }
  expect(accrualOf('9001-2026-10-31').kind).toBe('requisition');
});

test('whatever is billed, accrued, edited or voided in between: billed and accrued never exceed a line, and all of it is reversed', () => {
  const cents = fc.integer({ min: -300_000, max: 1_200_000 }).map((value) => (value / 100).toFixed(2));
  const act = fc.oneof(
    fc.record({
      act: fc.constantFrom('covered' as const, 'edited' as const),
      line: fc.constantFrom('71', '73'),
      amount: cents,
    }),
    fc.record({
      act: fc.constantFrom('post' as const, 'own' as const, 'erp' as const, 'gone' as const, 'back' as const),
    }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
      const walk = new ChangeOrderWalk();
      for (const one of acts) {
        if ('line' in one) {
          const of = one.act === 'covered' ? 'covered' : 'amounts';
          walk[of] = { ...walk[of], [one.line]: one.amount };
        } else if (one.act === 'post') walk.post();
        else if (one.act === 'own' || one.act === 'erp') walk.by = one.act;
        else walk.standing = one.act === 'gone' ? 'gone' : 'owed';
      }
      walk.standing = 'owed';
      for (let passes = 0; walk.post().length > 0; passes += 1) expect(passes).toBeLessThan(3);
      const stands = sums(walk.standingLines('accrual'));
      for (const [line, value] of Object.entries(walk.amounts)) {
        expect([line, Number(stands[line] ?? '0')]).toEqual([line, leftOf(value, walk.covered[line] ?? '0')]);
      }
      expect(summed(walk.standingLines('accrual').map((one) => ({ ...one, item: '', account: '' })))).toEqual([]);
      // What Fusion reverses, and what we reversed, is all of it.
      const byUs = sums([...walk.standingLines('accrual'), ...walk.standingLines('reversal')]);
      expect(byUs).toEqual(sums(walk.marked()));
    }),
    { numRuns: 150 },
  );
});

/** In words of its own: what lies between what is covered and the value, on the value's side of 0. */
function leftOf(value: string, covered: string): number {
  const [v, c] = [Math.round(Number(value) * 100), Math.round(Number(covered) * 100)];
  const left = v >= 0 ? v - Math.min(Math.max(c, 0), v) : v - Math.max(Math.min(c, 0), v);
  return left === 0 ? 0 : left / 100;
}

function sums(lines: readonly AccruedLine[]): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { item, amount } of lines) {
    const id = item.replace('change_order_item:', '');
    all[id] = plus(all[id] ?? '0', amount);
  }
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => Number(minus(amount, '0')) !== 0));
}

function change(walk: ChangeOrderWalk, more: object): void {
  walk.changed = more;
}

function accrualOfWalk({ method }: ChangeOrderWalk) {
  if (method?.method !== 'accrual') throw new Error('it accrues');
  return method;
}
