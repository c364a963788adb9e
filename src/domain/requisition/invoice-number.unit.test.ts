import { invoiceNumber, looselyEqual } from './invoice-number';

const facts = {
  vendorNumber: null,
  projectNumber: '4411',
  commitmentNumber: 'SC-001',
  requisitionNumber: 2,
  revision: 1,
  maxLength: 25,
};

test("the vendor's number is used as it is; without one, ours names project, commitment and requisition", () => {
  expect(invoiceNumber({ ...facts, vendorNumber: ' ABC-1 ' })).toEqual({ sent: 'ABC-1', full: 'ABC-1' });
  expect(invoiceNumber({ ...facts, vendorNumber: '  ' }).sent).toBe('4411-SC-001-2');
});

test('an adjustment adds its revision', () => {
  expect(invoiceNumber({ ...facts, revision: 2 }).sent).toBe('4411-SC-001-2-R2');
});

test('25 characters are kept whole, 26 are cut with a hash, and the suffix survives', () => {
  const long = 'INVOICE-0000000000000001X';
  expect(invoiceNumber({ ...facts, vendorNumber: long }).sent).toBe(long);
  const cut = invoiceNumber({ ...facts, vendorNumber: `${long}Y`, revision: 12 });
  expect(cut.sent).toMatch(/^INVOICE-.*-[A-Z2-7]{5}-R12$/);
  expect(cut.sent).toHaveLength(25);
  expect(cut.full).toBe(`${long}Y-R12`);
});

test('two long numbers that differ only at their end stay different', () => {
  const sent = ['A', 'B'].map((end) => invoiceNumber({ ...facts, vendorNumber: `${'X'.repeat(40)}${end}` }).sent);
  expect(new Set(sent).size).toBe(2);
});

test.each([
  ['INV-0012', 'inv 12', true],
  ['INV-0012-003', 'INV0012003', true],
  ['0815', '815', true],
  ['10', '100', false],
  ['INV-12', 'INV-13', false],
  ['-', ' ', false],
])('%s and %s: %s', (a, b, expected) => {
  expect(looselyEqual(a, b)).toBe(expected);
});
