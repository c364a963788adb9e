import { compileMapping } from '../../coding/resolve-coding';
import { PostedEffects } from '../../posting/books/posted-effects';
import { billed, history, requisition } from '../../procore/procore-documents.fixture';
import { invoiceOf, ordered, problemsOf, retainagePayable, type Situation } from './planner.fixture';

// What was billed in full before go-live has no line on an order of the balance, or there is no such order at all: its retainage is
// released all the same, by a line that is matched to nothing.

const mapping = compileMapping([
  {
    line: 2,
    project: '*',
    subJob: '*',
    costCode: '*',
    costType: '*',
    target: { entity: '101', department: '20', account: '60530', subAccount: '000' },
  },
]);
const atGoLive = { choice: 'balance', left: { 'contract_item:1': '0' } } as const;
const release: Situation = {
  requisition: requisition([billed('26-010.S', '1', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00'),
  history: history('45000.00', { 'contract_item:1': ['50000.00', '5000.00'] }),
  wanted: { atGoLive, mapping, ordered: new PostedEffects([]) },
};

const linesOf = (given: Situation) =>
  invoiceOf(given).lines.map((line) => [line.role === 'matched' ? line.orderLine : line.account, line.amount]);
const told = (given: Situation) => problemsOf(given).map(({ reason, field }) => [reason, field]);

test('retainage alone, of a commitment whose balance is nothing, needs no order', () => {
  expect(linesOf(release)).toEqual([[retainagePayable, '3200.00']]);
  expect(invoiceOf(release)).toMatchObject({ amount: '3200.00', order: null, site: 'Lee US1', way: 'B' });
});

test('an item that releases retainage needs no line on the order that bills the others', () => {
  const given: Situation = {
    requisition: requisition(
      [
        billed('26-010.S', '1', '20000.00', '1000.00', '1000.00'),
        billed('26-010.S', '9', '5000.00', '500.00', '0.00', '500.00'),
      ],
      '13500.00',
    ),
    history: history('13500.00', {
      'contract_item:1': ['10000.00', '1000.00'],
      'contract_item:9': ['5000.00', '500.00'],
    }),
    wanted: { atGoLive, mapping, ordered: ordered(['contract_item:1']) },
  };
  expect(linesOf(given)).toEqual([
    ['1', '10000.00'],
    [retainagePayable, '-500.00'],
  ]);
});

test.each<[string, Situation['wanted'], [string, string]]>([
  [
    'nobody chose what becomes of the commitment',
    { atGoLive: { choice: 'undecided' } },
    ['openingBalance', 'commitment'],
  ],
  ['the commitment is younger than going live', { atGoLive: null }, ['orderNotOpen', 'POHeaderId']],
  ['its code is mapped to no account', { mapping: compileMapping([]) }, ['unmappedCostCode', 'wbs_code']],
])('where %s, a release without an order is held', (_what, wanted, problem) => {
  expect(told({ ...release, wanted: { ...release.wanted, ...wanted } })).toEqual([problem]);
});

test('what bills work waits for its order as before', () => {
  const given: Situation = {
    ...release,
    requisition: requisition([billed('26-010.S', '1', '51000.00', '5000.00', '100.00')], '45000.00'),
  };
  expect(told(given)).toEqual([['orderNotOpen', 'POHeaderId']]);
});
