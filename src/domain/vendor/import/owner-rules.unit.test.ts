import { company } from '../matching/company-records.fixture';
import type { FieldOwner } from './field-owners';
import { baseOf, type LinkBase } from './imported-fields';
import type { MergeRules, PairState } from './merge-fields';
import { mergePair } from './merge-pair';
import { readOnly } from './merge-rules.fixture';

// Both sides changed a field, each against its own base: its owner counts. What only one changed is no conflict, whoever the owner is.

const supplier = company('1', { name: 'Lee', address: '1 A St', city: 'Denver', zip: '80202', phone: '1' });
const vendor = company('9', { name: 'Lee', address: '1 A St', city: 'Denver', zip: '80202', phone: '1' });
const agreed: PairState = { base: baseOf(supplier, vendor) };
const jde = { ...readOnly, remitChanges: 'carry' as const };
const merge = (
  erp: Partial<typeof supplier>,
  procore: Partial<typeof vendor>,
  rules: Partial<MergeRules> = {},
  state: PairState = agreed,
) => mergePair({ ...supplier, ...erp }, { ...vendor, ...procore }, state, { ...jde, ...rules });
const fields = ({ changes, toErp, conflicts }: ReturnType<typeof merge>) => ({
  changes: changes.map(({ field, to }) => `${field} ${to}`),
  toErp: toErp.map(({ field, to }) => `${field} ${to}`),
  conflicts: conflicts.map(({ field, why }) => `${field} ${why}`),
});
const nothing = { changes: [], toErp: [], conflicts: [] };

test.each([
  ['erp', { ...nothing, changes: ['phone 2'] }],
  ['procore', { ...nothing, toErp: ['phone 3'] }],
  ['hold', { ...nothing, conflicts: ['phone bothChanged'] }],
  [undefined, { ...nothing, conflicts: ['phone bothChanged'] }],
] as const)('of a phone that both changed the owner %s decides', (owner, wanted) => {
  const rules = owner === undefined ? {} : { owners: { phone: owner as FieldOwner } };
  expect(fields(merge({ phone: '2' }, { phone: '3' }, rules))).toEqual(wanted);
  expect(fields(merge({ phone: '2' }, {}, rules))).toEqual({ ...nothing, changes: ['phone 2'] });
  expect(fields(merge({}, { phone: '3' }, rules))).toEqual({ ...nothing, toErp: ['phone 3'] });
});

test("who is paid and where is the ERP's where both changed it, unless a setting says otherwise", () => {
  const both = [
    { name: 'Lee Ltd', email: 'a@lee.example' },
    { name: 'Lee Inc', email: 'b@lee.example' },
  ] as const;
  expect(fields(merge(...both))).toEqual({ ...nothing, changes: ['name Lee Ltd', 'email a@lee.example'] });
  expect(fields(merge(...both, { owners: { name: 'hold', email: 'procore' } }))).toEqual({
    ...{ changes: [], toErp: ['email b@lee.example'], conflicts: ['name bothChanged'] },
  });
});

test('an address is one: a street of one side never comes to stand with a town of the other', () => {
  const [erp, procore] = [{ address: '2 B St' }, { city: 'Ojai', zip: '93023' }];
  expect(fields(merge(erp, procore))).toEqual({
    ...nothing,
    changes: ['address 2 B St', 'city Denver', 'zip 80202'],
  });
  expect(fields(merge(erp, procore, { owners: { address: 'procore' } })).toErp).toEqual([
    'address 1 A St',
    'city Ojai',
    'zip 93023',
  ]);
  expect(fields(merge(erp, procore, { owners: { address: 'hold' } })).conflicts).toEqual(['address bothChanged']);
});

test('newest: of the side on which it was first seen more than a reading later; in one reading, or the first run, a person decides', () => {
  const owners = { phone: 'newest' } as const;
  const first = merge({ phone: '2' }, { phone: '3' }, { owners });
  expect(fields(first).conflicts).toEqual(['phone bothChanged']);
  const day = (number: number) => `2026-03-0${String(number)}T06:00:00Z`;
  const seen = (erp: string, procore: string): PairState => ({
    ...agreed,
    seen: { erp: { phone: { value: '2', at: erp } }, procore: { phone: { value: '3', at: procore } } },
  });
  const at = (erp: string, procore: string) =>
    fields(merge({ phone: '2' }, { phone: '3' }, { owners }, seen(erp, procore)));
  expect(at(day(1), day(3))).toEqual({ ...nothing, toErp: ['phone 3'] });
  expect(at(day(3), day(1))).toEqual({ ...nothing, changes: ['phone 2'] });
  expect(at(day(1), day(2)).conflicts).toEqual(['phone bothChanged']);
});

test('what was seen is of the value that stands: changed once more it counts from then on', () => {
  const rules = { owners: { phone: 'newest' }, now: '2026-03-05T06:00:00Z' } as const;
  const seen = { erp: {}, procore: { phone: { value: '3', at: '2026-03-01T06:00:00Z' } } };
  const same = merge({ phone: '2' }, { phone: '3' }, rules, { ...agreed, seen });
  expect(same.seen.procore).toEqual(seen.procore);
  expect(fields(same)).toEqual({ ...nothing, changes: ['phone 2'] });
  const again = merge({ phone: '2' }, { phone: '4' }, rules, { ...agreed, seen });
  expect(again.seen.procore.phone).toEqual({ value: '4', at: rules.now });
  expect(fields(again).conflicts).toEqual(['phone bothChanged']);
});

test("where the ERP takes nothing Procore's change is drift, also where Procore is the owner; the ERP's flows", () => {
  const drift = merge({ phone: '2' }, { phone: '3' }, { remitChanges: null, owners: { phone: 'procore' } });
  expect(fields(drift)).toEqual(nothing);
  expect(drift.listed).toMatchObject([{ reason: 'drift' }]);
  expect(merge({}, { name: 'Lee Inc' }, { remitChanges: null }).listed).toMatchObject([{ reason: 'drift' }]);
});

test('who is paid and where waits for a person with confirm, and flows with carry; a phone flows with both', () => {
  const edit = { name: 'Lee Inc', phone: '3', city: 'Ojai', email: 'ap@lee.example' };
  const confirm = merge({}, edit, { remitChanges: 'confirm' });
  expect(fields(confirm)).toEqual({ ...nothing, toErp: ['phone 3'] });
  expect(confirm.listed).toEqual([
    {
      reason: 'toConfirm',
      why: 'name: "Lee Inc" in Procore, "Lee" in the ERP; city: "Ojai" in Procore, "Denver" in the ERP; email: "ap@lee.example" in Procore, "" in the ERP',
    },
  ]);
  expect(fields(merge({}, edit)).toErp).toEqual(['name Lee Inc', 'city Ojai', 'phone 3', 'email ap@lee.example']);
});

test('nothing is emptied in the ERP, no input takes a website, and what is under way is not given once more', () => {
  expect(merge({}, { phone: '', website: 'lee.example' }).listed).toMatchObject([{ reason: 'drift' }]);
  expect(fields(merge({}, { phone: '', website: 'lee.example' }))).toEqual(nothing);
  const isUnderWay = (_: string, erp: string, procore: string) => erp === '1' && procore === '3';
  expect(merge({}, { phone: '3' }, { isUnderWay })).toMatchObject({ toErp: [], listed: [] });
  expect(fields(merge({}, { phone: '4' }, { isUnderWay })).toErp).toEqual(['phone 4']);
});

test('what the ERP has none of flows there once it is entered in Procore; where nothing can be written it is unknown', () => {
  expect(fields(merge({}, { email: 'ap@lee.example' })).toErp).toEqual(['email ap@lee.example']);
  expect(merge({}, { email: 'ap@lee.example' }, { remitChanges: null }).listed).toEqual([]);
  const base = baseOf(supplier, { ...vendor, email: 'ap@lee.example' });
  expect(merge({}, { email: 'ap@lee.example' }, {}, { base })).toMatchObject({ toErp: [], listed: [] });
});

test('of a supplier of which no address is known to be in force none is written', () => {
  const none = { address: '', city: '', zip: '', hasOneAddress: false };
  const base = baseOf({ ...supplier, ...none }, vendor);
  expect(merge(none, { city: 'Ojai' }, {}, { base })).toMatchObject({ toErp: [], listed: [] });
  expect(fields(merge({ ...none, hasOneAddress: true }, { city: 'Ojai' }, {}, { base })).toErp).not.toEqual([]);
});

test('what the ERP shows in another form than Procore takes is not written over', () => {
  const base: LinkBase = baseOf({ ...supplier, country: 'USA' }, vendor);
  expect(merge({ country: 'USA' }, { country: 'CA' }, {}, { base })).toMatchObject({ toErp: [], conflicts: [] });
});

test('stopped on a side, a field is held until a person decides', () => {
  const stoppedOn = (side: string) => ({ isStopped: (_: string, on: string) => on === side });
  expect(fields(merge({ phone: '2' }, {}, stoppedOn('procore'))).conflicts).toEqual(['phone backAndForth']);
  expect(fields(merge({}, { phone: '3' }, stoppedOn('erp'))).conflicts).toEqual(['phone backAndForth']);
  expect(fields(merge({}, { phone: '3' }, stoppedOn('procore'))).toErp).toEqual(['phone 3']);
});

test('a tax id that is entered in Procore where the ERP has none waits for a person, also with carry; of one that is masked nothing follows', () => {
  const entered = { taxId: '91-2047719' };
  const told = { reason: 'toConfirm', why: 'tax id: one in Procore, none in the ERP' };
  expect(merge({}, entered)).toMatchObject({ toErp: [], listed: [told] });
  expect(merge({ taxId: '*****7719' }, entered).listed).toEqual([]);
  expect(merge({}, entered, { remitChanges: null }).listed).toEqual([]);
  const base = baseOf(supplier, { ...vendor, ...entered });
  expect(merge({}, entered, {}, { base }).listed).toEqual([]);
});
