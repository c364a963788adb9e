import { billed, item, requisition } from '../procore/procore-documents.fixture';
import type { ProcoreDirectCost } from '../procore/procore-direct-costs';
import { directCostSide, requisitionSide } from './procore-side';

type Facts = Parameters<typeof requisitionSide>[0];
const facts = (of: Partial<Facts>): Facts => ({
  ...{ requisition: requisition([], '0.00'), previous: null, changeOrderLines: {}, commitment: null, currency: 'USD' },
  ...of,
});
const amounts = (of: Partial<Facts>) =>
  requisitionSide(facts(of)).amounts.map(({ code, period, amount }) => `${code} ${period} ${amount}`);

test('a requisition bills totals to date less those of the one before, in the month that its period ends in', () => {
  const previous = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00');
  const own = requisition(
    [billed('26-010.S', '1', '25000.00', '1000.00', '1500.00'), billed('03-300.S', '2', '400.00', '0.00', '0.00')],
    '9000.00',
  );
  expect(amounts({ requisition: own, previous })).toEqual(['26-010.S 2026-10 15000', '03-300.S 2026-10 400']);
});

test('where the one before was never read, what the requisition says of it counts; without an end of its period its date does', () => {
  const line = item('26-010.S', {
    totalCompletedAndStoredToDate: '25000.00',
    totalCompletedAndStoredToDateFromPrevious: '24000.00',
  });
  const own = requisition([line], '0.00', { requisitionEnd: null, billingDate: '2026-11-02' });
  expect(amounts({ requisition: own })).toEqual(['26-010.S 2026-11 1000']);
});

test('an item of our ledger is known by its key; one that Procore has no more has no code', () => {
  const side = requisitionSide(
    facts({ requisition: requisition([billed('26-010.S', '1', '1.00', '0.00', '0.00')], '0.00') }),
  );
  expect(side.codeOf('contract_item:1')).toBe('26-010.S');
  expect(side.codeOf('contract_item:9')).toBeNull();
  // Of a change order that is divided the key says the code, with the sub job before it.
  expect(side.codeOf('contract_item:1/A1:05-120.M')).toBe('A1/05-120.M');
});

test('a direct cost is its lines without tax, and its total against them on the account that clears it', () => {
  const segment = (type: string, code: string) => ({ type, code, pathCode: code, name: null });
  const line = (id: string, amount: string, totalAmount: string) => ({
    ...{ id, amount, totalAmount, segmentItems: [segment('cost_code', '03-300'), segment('line_item_type', 'M')] },
  });
  const directCost = {
    ...{ directCostDate: '2026-10-05', lineItems: [line('1', '900.00', '949.75'), line('2', '-10.00', '-10.00')] },
  } as unknown as ProcoreDirectCost;
  const cleared = [{ account: '101.2999', amount: '-939.75' }];
  expect(directCostSide(directCost, cleared).amounts).toEqual([
    { code: '03-300.M', account: '', period: '2026-10', amount: '900.00', tax: '49.75' },
    { code: '03-300.M', account: '', period: '2026-10', amount: '-10.00', tax: '0' },
    { code: '', account: '101.2999', period: '2026-10', amount: '-939.75', tax: '0' },
  ]);
  // Two accounts that clear it: only what they come to together can be compared.
  const two = [
    { account: 'a', amount: '-900.00' },
    { account: 'b', amount: '-39.00' },
  ];
  expect(
    directCostSide(directCost, two)
      .amounts.slice(2)
      .map(({ amount }) => amount),
  ).toEqual(['-900.00', '-39.75']);
  expect(directCostSide(directCost, []).codeOf('direct_cost_item:2')).toBe('03-300.M');
});
