import type { OrderLineBody, PurchaseOrderBody, VoucherBody } from '../../../domain/jde/bodies/posting-body';
import { postingRule } from '../facts/accounts';
import { voucherInputs } from './batch-inputs';
import { renamed } from '../ais/orchestration';
import { purchaseOrderInputs } from './orders/purchase-order-inputs';
import { toFoundOrder, type OrderLineRow, type OrderRow } from './orders/purchase-order-rows';
import { jdeSettings } from '../settings';
import { significantWords } from '../facts/supplier-name';
import { taxIdSpellings } from '../facts/suppliers';

const account = { businessUnit: '4411', object: '1340', subsidiary: '26010' };
const retainage = { businessUnit: '200', object: '4110', subsidiary: '' };
const line: OrderLineBody = { key: 'L1', account, amount: '10000.00', description: 'Electrical rough-in' };
const order: PurchaseOrderBody = {
  kind: 'purchaseOrder',
  erpKey: 'PCABCDEFGHIJKLMNOPQR',
  company: '00200',
  supplier: '7004',
  orderType: 'OP',
  branchPlant: '200',
  orderDate: '2026-10-09',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  remark: 'P-1207 / SC-044 / requisition 12 of the project',
  lines: [line],
  total: '10000.00',
};
const voucher: VoucherBody = {
  kind: 'voucher',
  erpKey: 'PCABCDEFGHIJKLMNOPQR',
  ediUser: 'PROCORE',
  ediBatch: 'PCABCDEFGHIJKLM',
  company: '00200',
  supplier: '7004',
  documentType: 'PV',
  invoiceNumber: 'INV-1',
  invoiceDate: '2026-10-09',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  remark: 'P-1207',
  order: { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' },
  payItems: [{ payItem: '001', amount: '9000.00', payStatus: 'H' }],
  distribution: [
    { line: 1, role: 'cost', account, amount: '10000.00', remark: 'Electrical' },
    { line: 2, role: 'retainageHeld', account: retainage, amount: '-1000.00', remark: 'Retainage' },
  ],
  total: '9000.00',
};

describe('inputs of orchestrations', () => {
  test('an order line is one unit that costs its amount, on a line of type J', () => {
    const inputs = renamed(purchaseOrderInputs(order, 'EA'), {});
    expect(inputs).toMatchObject({ SourceKey: order.erpKey, CurrencyMode: 'D', Taxable: 'N', OrderDate: '2026-10-09' });
    expect(inputs).toHaveProperty('Remark', 'P-1207 / SC-044 / requisition');
    expect(inputs).toHaveProperty('Lines', [
      {
        LineKey: 'L1',
        Description: 'Electrical rough-in',
        LineType: 'J',
        BusinessUnit: '4411',
        Object: '1340',
        Subsidiary: '26010',
        Quantity: '1',
        UnitCost: '10000.00',
        Amount: '10000.00',
        UOM: 'EA',
      },
    ]);
  });

  test('a description longer than 30 characters goes on in the second one', () => {
    const long = { ...order, lines: [{ ...line, description: 'Conduit and cable for the second floor, east' }] };
    expect(renamed(purchaseOrderInputs(long, 'EA'), {})).toHaveProperty('Lines.0.Description2', 'nd floor, east');
  });

  test('the order stands on the pay items of a voucher and never on its distribution', () => {
    const inputs = renamed(voucherInputs(voucher, voucher, 'perLine'), {});
    expect(inputs).toMatchObject({ OrderNumber: '5012', OrderType: 'OP', OrderCompany: '00200' });
    expect(inputs).toHaveProperty('Distribution', [
      {
        Line: '1',
        PayItem: '001',
        BusinessUnit: '4411',
        Object: '1340',
        Subsidiary: '26010',
        Amount: '10000.00',
        Remark: 'Electrical',
      },
      { Line: '2', PayItem: '001', BusinessUnit: '200', Object: '4110', Amount: '-1000.00', Remark: 'Retainage' },
    ]);
    expect(JSON.stringify(inputs).match(/OrderNumber/g)).toHaveLength(1);
  });

  test('rows that stand already are left out, and so are empty inputs', () => {
    const inputs = renamed(voucherInputs({ ...voucher, order: null }, { ...voucher, payItems: [] }, 'perLine'), {});
    expect(inputs).not.toHaveProperty('PayItems');
    expect(inputs).not.toHaveProperty('OrderNumber');
    expect(inputs).toHaveProperty('Distribution');
  });

  test('a foreign voucher says so and keeps the same amount inputs', () => {
    const foreign = { ...voucher, foreign: true, currency: 'CAD' };
    expect(renamed(voucherInputs(foreign, foreign, 'perLine'), {})).toMatchObject({
      CurrencyMode: 'F',
      Currency: 'CAD',
    });
  });

  test('line numbers that match the pay item are refused where one pay item has two lines', () => {
    expect(() => voucherInputs(voucher, voucher, 'matchPayItem')).toThrow('one distribution line for each pay item');
  });

  test("the customer's names replace ours, in arrays too", () => {
    const names = { SourceKey: 'Supplier_Reference', Lines: 'GridIn_1', 'Lines.Amount': 'Extended_Price' };
    const inputs = renamed(purchaseOrderInputs(order, 'EA'), names);
    expect(inputs).toHaveProperty('Supplier_Reference', order.erpKey);
    expect(inputs).toHaveProperty('GridIn_1.0.Extended_Price', '10000.00');
    expect(inputs).not.toHaveProperty('SourceKey');
  });

  test('an input name that AIS keeps for itself is refused with its place', () => {
    const given = {
      connectionId: 'c',
      baseUrl: 'https://a',
      username: 'u',
      password: 'p',
      environment: 'e',
      role: 'r',
    };
    expect(() =>
      jdeSettings({ ...given, orchestrations: { PC_CREATE_PO: { inputs: { SourceKey: 'token' } } } }),
    ).toThrow('orchestrations.PC_CREATE_PO.inputs.SourceKey');
  });
});

describe('rows of an order', () => {
  const header: OrderRow = {
    DOCO: '5012',
    DCTO: 'OP',
    KCOO: '00200',
    SFXO: '000',
    AN8: '7004',
    VR01: order.erpKey,
    HOLD: '',
    CRRM: 'D',
    CRCD: 'USD',
    TRDJ: '20261009',
  };
  const row: OrderLineRow = {
    DOCO: '5012',
    LNID: '1.000',
    VR01: 'L1',
    OMCU: '4411',
    OBJ: '1340',
    SUB: '26010',
    AEXP: '10000.00',
    FEA: '13500.00',
    AOPN: '10000.00',
    UOPN: '1',
    ACHG: '0',
    UCHG: '',
    LTTR: '220',
    NXTR: '280',
    DGL: '20261009',
  };
  const canceled = { lttr: '980', nxtr: '999' };

  test('lines are told by account and amount, their numbers by their keys', () => {
    const found = toFoundOrder(header, [row], canceled);
    expect(found).toMatchObject({ total: '10000', voided: false, supplier: '7004', company: '00200', currency: 'USD' });
    expect(found.lines).toEqual([{ account: '4411.1340.26010', amount: '10000' }]);
    expect(found.facts).toMatchObject({ 'lineNumber.L1': '1', orderDate: '2026-10-09', canceledLines: '' });
  });

  test('lines in which a change waits for release are named', () => {
    const waits = { ...row, LNID: '2.000', VR01: 'L2', ACHG: '-25.00' };
    expect(toFoundOrder(header, [row, waits], canceled).facts).toMatchObject({ changesWaiting: '2' });
  });

  test('in currency mode F the foreign amounts count', () => {
    expect(toFoundOrder({ ...header, CRRM: 'F' }, [row], canceled).total).toBe('13500');
  });

  test('an order is voided only when each line is canceled, and a received line is not', () => {
    const gone = { ...row, AOPN: '0.00', UOPN: '0', LTTR: '980', NXTR: '999' };
    const received = { ...row, LNID: '2.000', VR01: 'L2', AOPN: '0.00', UOPN: '0', LTTR: '400', NXTR: '999' };
    expect(toFoundOrder(header, [gone], canceled).voided).toBe(true);
    const both = toFoundOrder(header, [gone, received], canceled);
    expect(both.voided).toBe(false);
    expect(both.facts?.['canceledLines']).toBe('1');
  });
});

describe('codes and names', () => {
  test.each([
    ['', 'posts'],
    ['I', 'inactive'],
    ['L', 'subledgerRequired'],
    ['S', 'subledgerRequired'],
    ['X', 'subledgerForbidden'],
    ['U', 'unitsRequired'],
    ['B', 'noPosting'],
    ['M', 'noPosting'],
    ['N', 'noPosting'],
    ['?', 'noPosting'],
  ])('posting edit code "%s" means %s', (code, rule) => expect(postingRule(code)).toBe(rule));

  test.each([
    ['Acme Drywall, Inc.', ['ACME', 'DRYWALL']],
    ["O'Brien & Sons Electrical Company LLC", ['BRIEN', 'ELECTRICAL']],
    ['The Company, Inc.', []],
    ['A1 HVAC', ['HVAC']],
  ])('"%s" is looked for by %p', (name, words) => expect(significantWords(name)).toEqual(words));

  test('a tax id is looked for as given and as digits', () => {
    expect(taxIdSpellings('12-3456789')).toEqual(['12-3456789', '123456789']);
    expect(taxIdSpellings('123456789')).toEqual(['123456789']);
    expect(taxIdSpellings(' ')).toEqual([]);
  });
});
