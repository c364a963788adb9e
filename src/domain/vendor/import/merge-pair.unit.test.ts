import { company } from '../matching/company-records.fixture';
import { baseOf, type ImportedField, type LinkBase } from './imported-fields';
import { mergePair } from './merge-pair';
import { readOnly } from './merge-rules.fixture';

// Each side is compared with its own base: only later changes of the ERP are carried, and a person's in Procore are never overwritten.

const supplier = company('1', { name: 'Lee', city: 'Denver', phone: '208-555-0123' });
const vendor = company('9', { name: 'Lee', city: 'Denver', phone: '(208) 555 0123' });
const agreed = baseOf(supplier, vendor);
const merge = (
  erp: Partial<typeof supplier>,
  procore: Partial<typeof vendor> = {},
  base: LinkBase = agreed,
  enforced = new Set<ImportedField>(),
) => mergePair({ ...supplier, ...erp }, { ...vendor, ...procore }, { base }, { ...readOnly, enforced });
const none = { changes: [], taxId: null, isActive: null, listed: [] };

test('the same in another form is no change', () => {
  expect(merge({ phone: '208 555 0123' }, { city: ' Denver ' })).toMatchObject({ ...none, base: agreed });
});

test('a change of the ERP is carried, and one of Procore is listed', () => {
  expect(merge({ city: 'Ojai' }).changes).toEqual([{ field: 'city', from: 'Denver', to: 'Ojai' }]);
  expect(merge({}, { city: 'Ojai' })).toMatchObject({ changes: [], listed: [{ reason: 'drift' }] });
});

test('both changed to the same: nothing is written, and it is the base from then on', () => {
  const { changes, base } = merge({ city: 'Ojai' }, { city: 'Ojai' });
  expect(changes).toEqual([]);
  expect(merge({ city: 'Ojai' }, { city: 'Reno' }, base).listed).toMatchObject([{ reason: 'drift' }]);
});

test('what differed at the first link stays, until a side changes or a person takes the value', () => {
  const differing = baseOf(supplier, { ...vendor, city: 'Reno' });
  expect(merge({}, { city: 'Reno' }, differing)).toMatchObject({ changes: [], listed: [{ reason: 'differs' }] });
  expect(merge({ city: 'Ojai' }, { city: 'Reno' }, differing).changes).toHaveLength(1);
  expect(merge({}, { city: 'Reno' }, differing, new Set(['city'])).changes).toHaveLength(1);
});

test('what the ERP does not show empties nothing, nor is an address of several written', () => {
  expect(merge({ city: '', phone: '' })).toMatchObject(none);
  expect(merge({ city: 'Ojai', hasOneAddress: false })).toMatchObject(none);
  expect(merge({ state: 'Colorado' })).toMatchObject(none);
});

test('a tax id is added where there is none, and another is never written over', () => {
  const taxId = '912047719';
  expect(merge({ taxId: '91-2047719' }).taxId).toEqual({ type: 'ein', identifier: taxId });
  expect(merge({ taxId, taxPayer: 'person' }).taxId).toBeNull();
  expect(merge({ taxId, taxCountry: 'DE' }).taxId).toBeNull();
  expect(merge({ taxId }, { taxId: '12-3456780' })).toMatchObject({ taxId: null, listed: [{ reason: 'conflict' }] });
  expect(merge({ taxId }, { taxId: '91-2047719' })).toMatchObject(none);
  const before = baseOf({ ...supplier, taxId }, vendor);
  expect(merge({ taxId }, {}, before)).toMatchObject({ taxId: null, listed: [{ reason: 'differs' }] });
});

test.each([
  // supplier, vendor, supplier then, vendor then, by us; what is set, what is listed
  [false, true, true, true, false, false, []],
  [false, true, false, true, false, null, ['differs']],
  [false, true, false, false, true, null, ['drift']],
  [true, false, false, false, true, true, []],
  [true, false, false, false, false, null, ['drift']],
  [true, false, true, true, false, null, ['drift']],
  [true, false, true, false, false, null, ['differs']],
  [false, false, true, true, false, null, []],
])(
  'supplier %s, vendor %s, before %s and %s, by us %s: %s, %j',
  (erp, procore, erpThen, procoreThen, inactivated, set, reasons) => {
    const base = {
      erp: { ...agreed.erp, isActive: erpThen },
      procore: { ...agreed.procore, isActive: procoreThen },
      inactivated,
    };
    const merged = merge({ isActive: erp }, { isActive: procore }, base);
    expect(merged.isActive).toBe(set);
    expect(merged.listed.map(({ reason }) => reason)).toEqual(reasons);
  },
);
