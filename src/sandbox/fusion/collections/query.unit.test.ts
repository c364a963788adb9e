import { accountCombinationsLov } from '../resources/general-ledger';
import { purchaseOrders } from '../resources/purchase-orders';
import { suppliers } from '../resources/suppliers';
import { Item } from '../items/item';
import { parseSettings } from '../settings';
import { compileQuery } from './query';

const settings = parseSettings({});
const supplier = (values: Item['values']) => new Item({ BusinessRelationshipCode: 'SPEND_AUTHORIZED', ...values });
const rows = [
  supplier({
    SupplierId: '300000047414503',
    SupplierNumber: '1252',
    Supplier: 'Lee Supplies',
    CreationDate: '2026-01-01T06:00:00.000Z',
  }),
  supplier({
    SupplierId: '300000047414504',
    SupplierNumber: '1253',
    Supplier: "O'Hara",
    CreationDate: '2026-02-01T06:00:00.000Z',
  }),
  supplier({ SupplierId: '300000047414505', SupplierNumber: '90', Supplier: 'LEE SUPPLIES', CreationDate: null }),
];
const found = (q: string, framework: number, definition = suppliers, of = rows, by = settings): string[] =>
  of
    .filter(compileQuery(q, definition, framework, by))
    .map((item) => item.text('SupplierNumber') || item.text('_CODE_COMBINATION_ID'));

describe('q of framework 1', () => {
  test.each([
    ["SupplierNumber='1252';BusinessRelationshipCode='SPEND_AUTHORIZED'", ['1252']],
    ['SupplierNumber=1252', ['1252']],
    ['SupplierId>300000047414503', ['1253', '90']],
    ["SupplierNumber!='1252'", ['1253', '90']],
    ["Supplier LIKE 'Lee*'", ['1252']],
    ["Supplier like '%SUPPLIES'", ['90']],
    ['CreationDate>2026-01-15T00:00:00Z and <=2026-03-01T00:00:00Z', ['1253']],
    ['CreationDate>=2026-01-01T07:00:00%2B01:00'.replace('%2B', '+'), ['1252', '1253']],
  ])('%s', (q, expected) => expect(found(q, 1)).toEqual(expected));

  test.each([
    ['double quotes', 'Supplier="Lee Supplies"'],
    ['an unknown attribute', "NotAField='x'"],
    ['an attribute that cannot be asked for', "Status='ACTIVE'"],
    ['an attribute of other case', "supplier='x'"],
    ['and between attributes', "SupplierNumber='1252' and Supplier='Lee Supplies'"],
    ['a number that is none', 'SupplierId=abc'],
    ['a timestamp without an offset', 'CreationDate>2026-01-01T00:00:00'],
    ['a value with a semicolon, which nothing escapes', "Supplier='a;b'"],
    ['parentheses', "(Supplier='a')"],
  ])('refuses %s', (_what, q) => {
    expect(() => found(q, 1)).toThrow(`Failed to build ViewCriteria from expression "${q}"`);
  });

  test('a value with a quote and a semicolon adds a condition', () => {
    const value = "Lee Supplies';SupplierNumber='1252";
    expect(found(`Supplier='${value}'`, 1)).toEqual(['1252']);
  });
});

describe('q of later frameworks', () => {
  test.each([
    ["SupplierNumber = '1252' and BusinessRelationshipCode = 'SPEND_AUTHORIZED'", ['1252']],
    ["(SupplierNumber = '1252' or SupplierNumber = '90') and SupplierId > 300000047414503", ['90']],
    ["SupplierNumber in ('1252','1253')", ['1252', '1253']],
    ['CreationDate is null', ['90']],
    ['CreationDate is not null', ['1252', '1253']],
    ["CreationDate between '2026-01-01T00:00:00Z' and '2026-01-31T00:00:00Z'", ['1252']],
    ["UPPER(Supplier) = 'LEE SUPPLIES'", ['1252', '90']],
    ["Supplier = 'O''Hara'", ['1253']],
    ["Supplier not like 'Lee%'", ['1253', '90']],
    ["SupplierNumber='1252';BusinessRelationshipCode='SPEND_AUTHORIZED'", ['1252']],
  ])('%s', (q, expected) => expect(found(q, 4)).toEqual(expected));

  test('whether a doubled quote is one quote is a switch', () => {
    const strict = parseSettings({ quoteDoubling: false });
    expect(() => found("Supplier = 'O''Hara'", 4, suppliers, rows, strict)).toThrow('ViewCriteria');
    expect(found("SupplierNumber = '1252'", 4, suppliers, rows, strict)).toEqual(['1252']);
  });

  test('a semicolon is understood or refused', () => {
    const strict = parseSettings({ semicolonAfterV1: 'refused' });
    expect(() => found("SupplierNumber='1252';Supplier='x'", 4, suppliers, rows, strict)).toThrow('ViewCriteria');
  });

  test('an open parenthesis, a missing literal and double quotes are refused', () => {
    for (const q of ["(Supplier = 'a'", 'Supplier =', 'Supplier = "a"', "Supplier = 'a' and"]) {
      expect(() => found(q, 4)).toThrow('ViewCriteria');
    }
  });

  test('a child path is true when one child fits', () => {
    const order = new Item({ POHeaderId: '1', SupplierNumber: 'PO' });
    order.list('lines').push(new Item({ POLineId: '11' }), new Item({ POLineId: '12' }));
    expect(found('lines.POLineId = 12', 4, purchaseOrders, [order])).toEqual(['PO']);
    expect(found('lines.POLineId = 13', 4, purchaseOrders, [order])).toEqual([]);
  });
});

describe('the silent trap of accountCombinationsLOV', () => {
  const combinations = [
    new Item({ _CODE_COMBINATION_ID: '1', _CHART_OF_ACCOUNTS_ID: '5237', EnabledFlag: 'Y', account: '60530' }),
  ];
  const ask = (q: string, framework: number, by = settings) =>
    found(q, framework, accountCombinationsLov, combinations, by);
  const and = 'EnabledFlag=Y and _CHART_OF_ACCOUNTS_ID=5237';

  test('and between two attributes finds nothing, a semicolon works', () => {
    expect(ask(and, 1)).toEqual([]);
    expect(ask("_CHART_OF_ACCOUNTS_ID=5237;EnabledFlag='Y';account='60530'", 1)).toEqual(['1']);
  });

  test('whether later frameworks have it is a switch', () => {
    expect(ask(and, 4)).toEqual(['1']);
    expect(ask(and, 4, parseSettings({ andTrap: 'always' }))).toEqual([]);
    expect(ask(and, 1, parseSettings({ andTrap: 'never' }))).toEqual(['1']);
  });
});
