import { parseAccountName } from '../account';
import type { JdeLine } from './coded-line';
import { planOrder, tooManyLines } from './plan-order';
import { settings } from './plan.fixture';

const lines = (count: number, fields: Partial<JdeLine> = {}): JdeLine[] =>
  Array.from({ length: count }, (_, index) => ({
    itemKey: `contract_item:${index + 1}`,
    costCode: { subJob: '', code: '26-010', type: 'S' },
    account: parseAccountName('4411.1340.26010'),
    description: 'Conduit',
    gross: '10.00',
    netRetainage: '0.00',
    payable: '10.00',
    quantity: null,
    unitOfMeasure: '',
    ...fields,
  }));

test('an order of more lines than JDE numbers is held before anything is sent', () => {
  expect(tooManyLines(lines(999))).toEqual([]);
  expect(tooManyLines(lines(1000))).toMatchObject([{ reason: 'doesNotFit', field: 'F4311.LNID', value: '1000' }]);
});

test('lines that become none of the order do not count', () => {
  expect(tooManyLines([...lines(999), ...lines(5, { gross: '0.00' })])).toEqual([]);
});

test('a description goes on in the second column, and no further', () => {
  const order = planOrder({
    lines: lines(1, { description: 'x'.repeat(70) }),
    settings,
    company: '00200',
    supplier: '1001',
    currency: 'USD',
    foreign: false,
    dates: { invoiceDate: '2026-10-31', glDate: '2026-10-31' },
    remark: '',
  });
  expect(order?.lines[0]?.description).toBe('x'.repeat(60));
});
