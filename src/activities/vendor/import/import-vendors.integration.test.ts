import type { ProcoreCommitment } from '../../../domain/procore/procore-commitments';
import { LEE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { openImport, type ImportUnderTest } from './import-under-test.fixture';

// Suppliers become vendors: planned, then written as far as both sides still are as planned. Of what may happen in between: the answer
// is lost, the run is killed, somebody edits in Procore or in the ERP, the vendor is merged, a plan is applied twice.

const granite = '300000047414504';
const bay = '562949953450002';
const closed = '562949953450003';

let on: ImportUnderTest;
afterEach(() => on.close());

const settle = async (taken: readonly string[] = []): Promise<number> => {
  const { plan } = await on.plan(taken);
  await on.apply(plan);
  return plan;
};
const idOf = async (number: string): Promise<string> => String((await on.vendor(number))?.['id']);

test('a dry run writes nothing; applied, each supplier that belongs is a vendor with its key, and a second run has nothing to do', async () => {
  on = await openImport();
  const planned = await on.plan();
  expect(planned).toMatchObject({ applied: false, toDo: 3, forPeople: 0 });
  expect(await on.syncs()).toBe(0);
  expect(await on.told(planned.plan)).toEqual([
    'create 1252 name,city,state,country -',
    'create 1253 name,city,state,country -',
    'create 1257 name,city,state,country -',
  ]);
  expect(await on.apply(planned.plan)).toMatchObject({ applied: true, toDo: 0, done: 3, moved: 0, refused: 0 });
  expect(await on.vendor('1252')).toMatchObject({
    ...{ name: 'Lee Supplies', city: 'Denver', state_code: 'CO', country_code: 'US', origin_id: LEE },
  });
  expect([...(await on.linked()).values()].sort()).toEqual(['1252', '1253', '1257']);
  expect(await on.syncs()).toBe(1);
  const again = await on.plan();
  expect(again).toMatchObject({ toDo: 0, forPeople: 0 });
  await on.apply(again.plan);
  expect(await on.apply(planned.plan)).toMatchObject({ done: 3 });
  expect(await on.syncs()).toBe(1);
});

test('nothing is written before the matching is closed, nor for a supplier that somebody is to decide about', async () => {
  on = await openImport({ isClosed: false });
  await expect(on.plan()).rejects.toThrow('not closed');
  await on.close();
  on = await openImport();
  await on.addVendor({ name: 'Granite Peak LLC' });
  const { plan } = await on.plan();
  expect(await on.told(plan)).toContain('undecided 1253  -');
  expect(await on.apply(plan)).toMatchObject({ done: 2 });
});

test.each([
  ['the answer is lost after it was carried out', { kind: 'commitThenLose', match: { path: '.*vendors/sync' } }],
  [
    'the run is killed before it reads back',
    { kind: 'refuse', match: { method: 'GET', path: '.*v1.0/vendors', query: '.*filters.*' } },
  ],
])('%s: what was made is looked up by its key, linked, and not made again', async (_what, fault) => {
  on = await openImport();
  const { plan } = await on.plan();
  await on.fault(fault);
  // Only the writing of this run is hit: both sides are read before.
  await on.match();
  await expect(on.applyAgain(plan)).rejects.toThrow();
  expect((await on.linked()).size).toBe(0);
  expect(await on.applyAgain(plan)).toMatchObject({ done: 3, refused: 0, toDo: 0 });
  expect(await on.syncs()).toBe(1);
  expect(await on.vendors()).toHaveLength(6);
  expect(await on.plan()).toMatchObject({ toDo: 0, forPeople: 0 });
});

test('made by a run that was killed, and planned anew: it is seen, and none is made; the killed plan links it', async () => {
  on = await openImport();
  const { plan } = await on.plan();
  await on.fault({ kind: 'commitThenLose', match: { path: '.*vendors/sync' } });
  await expect(on.apply(plan)).rejects.toThrow();
  const newer = await on.plan();
  expect(newer).toMatchObject({ toDo: 0, forPeople: 3 });
  expect(await on.told(newer.plan)).toContain('undecided 1252  -');
  // The supplier is another by now: what was made is ours still, and the change flows later.
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  await on.changeSupplier(LEE, { Supplier: 'Lee Supplies Company' });
  expect(await on.apply(plan)).toMatchObject({ done: 3 });
  await settle();
  expect(await on.vendor('1252')).toMatchObject({ name: 'Lee Supplies Company' });
  expect(await on.vendors()).toHaveLength(6);
});

test('what an answer names in neither list is looked up and not repeated', async () => {
  on = await openImport();
  await on.answers({ syncLeavesOut: true, syncEntities: 'ids' });
  const { plan } = await on.plan();
  expect(await on.apply(plan)).toMatchObject({ done: 3, refused: 0 });
  expect(await on.syncs()).toBe(1);
});

test('a row that Procore refuses tells its words, and the others are done', async () => {
  on = await openImport();
  const address = `items/suppliers/${granite}/addresses/${granite}1`;
  expect((await on.fusion.control('PATCH', address, { State: 'ZZ' })).status).toBe(200);
  const { plan } = await on.plan();
  expect(await on.apply(plan)).toMatchObject({ done: 2, refused: 1 });
  expect((await on.words(plan)).join()).toContain('state_code is not valid for the country');
});

test('a change of the ERP is carried by id, and what somebody changed in Procore is listed and left', async () => {
  on = await openImport();
  await settle();
  const id = await idOf('1252');
  await on.changeVendor(id, { city: 'Boulder' });
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['change 1252 website -', 'drift 1252  -']);
  expect((await on.words(plan))[1]).toBe('city: "Boulder" in Procore, "Denver" in the ERP');
  expect(await on.apply(plan)).toMatchObject({ done: 1, moved: 0 });
  expect(await on.vendor('1252')).toMatchObject({ id, city: 'Boulder', website: 'lee.example' });
  const after = await on.plan();
  expect(await on.told(after.plan)).toEqual(['drift 1252  -']);
});

test('a field that is enforced is put back', async () => {
  on = await openImport({ import: { enforce: ['city'] } });
  await settle();
  await on.changeVendor(await idOf('1252'), { city: 'Boulder' });
  await settle();
  expect(await on.vendor('1252')).toMatchObject({ city: 'Denver' });
});

test('written three times within an hour it is written no more and listed, until a person takes it', async () => {
  on = await openImport({ import: { enforce: ['city'] } });
  await settle();
  const id = await idOf('1252');
  for (let time = 0; time < 3; time += 1) {
    await on.changeVendor(id, { city: 'Boulder' });
    await settle();
    expect(await on.vendor('1252')).toMatchObject({ city: 'Denver' });
  }
  await on.changeVendor(id, { city: 'Boulder' });
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['backAndForth 1252  -']);
  await on.apply(plan);
  expect(await on.vendor('1252')).toMatchObject({ city: 'Boulder' });
  await settle(['city']);
  expect(await on.vendor('1252')).toMatchObject({ city: 'Denver' });
});

test.each([
  ['Procore', () => idOf('1252').then((id) => on.changeVendor(id, { city: 'Boulder' }))],
  ['the ERP', () => on.changeSupplier(LEE, { CorporateWebsite: 'other.example' })],
])('edited in %s between plan and apply: left, and planned anew', async (_where, edit) => {
  on = await openImport();
  await settle();
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const { plan } = await on.plan();
  await edit();
  expect(await on.apply(plan)).toMatchObject({ done: 0, moved: 1 });
  expect(await on.vendor('1252')).toMatchObject({ website: null });
  await settle();
  expect(await on.vendor('1252')).toMatchObject({ website: expect.stringMatching(/^(lee|other)\.example$/) as string });
});

test('edited in Procore after this run had read it: it is read once more before it is written', async () => {
  on = await openImport();
  await settle();
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const { plan } = await on.plan();
  await on.match();
  await on.changeVendor(await idOf('1252'), { website: 'mine.example' });
  expect(await on.applyAgain(plan)).toMatchObject({ done: 0, moved: 1 });
  expect(await on.vendor('1252')).toMatchObject({ website: 'mine.example' });
});

test('a change whose answer was lost is found done, and is no drift later', async () => {
  on = await openImport();
  await settle();
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const { plan } = await on.plan();
  await on.fault({ kind: 'commitThenLose', match: { path: '.*vendors/sync' } });
  await expect(on.apply(plan)).rejects.toThrow();
  await on.changeSupplier(LEE, { CorporateWebsite: 'new.example' });
  expect(await on.apply(plan)).toMatchObject({ done: 1 });
  expect(await on.syncs()).toBe(2);
  expect(await on.plan()).toMatchObject({ toDo: 1, forPeople: 0 });
});

test('of two plans that are applied after each other the second finds all done', async () => {
  on = await openImport();
  const first = await on.plan();
  const second = await on.plan();
  await on.apply(second.plan);
  expect(await on.apply(first.plan)).toMatchObject({ done: 3, moved: 0 });
  expect(await on.vendors()).toHaveLength(6);
});

test('a vendor that was merged away is told with what it may be now, and never made again', async () => {
  on = await openImport();
  await settle();
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const before = await on.plan();
  const survivor = await on.addVendor({ name: 'Lee Supplies' });
  await on.procore.control('DELETE', `/vendors/${await idOf('1252')}`);
  const writes = await on.syncs();
  expect(await on.apply(before.plan)).toMatchObject({ done: 0, moved: 1 });
  expect((await on.words(before.plan)).join()).toContain('vendorConflict');
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['gone 1252  -']);
  expect((await on.words(plan)).join()).toContain(`it may be ${survivor} Lee Supplies now`);
  await on.apply(plan);
  expect(await on.syncs()).toBe(writes);
});

test('an inactive supplier makes its vendor inactive, and only what we made inactive becomes active again', async () => {
  on = await openImport();
  await settle();
  const id = await idOf('1253');
  const isActive = async () => (await on.vendors()).find((one) => one['id'] === id)?.['is_active'];
  await on.changeSupplier(granite, { InactiveDate: '2026-01-31' });
  await settle();
  expect(await isActive()).toBe(false);
  expect(await on.plan()).toMatchObject({ toDo: 0, forPeople: 0 });
  await on.changeSupplier(granite, { InactiveDate: null });
  await settle();
  expect(await isActive()).toBe(true);
  await on.changeVendor(id, { is_active: false });
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['drift 1253  -']);
});

test('while a vendor has an open commitment, or a document of it on its way, that it is to be inactive is proposed; then it is carried', async () => {
  on = await openImport();
  await settle();
  const id = await idOf('1253');
  const isActive = async () => (await on.vendors()).find((one) => one['id'] === id)?.['is_active'];
  const shown = (status: string) =>
    on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
      const commitment = {
        id: '71',
        type: 'WorkOrderContract',
        number: 'SC-71',
        vendorId: id,
        status,
        deletedAt: null,
      };
      await tx.commitments.store(on.scope, '1', commitment as unknown as ProcoreCommitment, await tx.sightings.now());
    });
  const bill = (open: boolean) =>
    on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
      const seen = { projectId: '1', commitmentId: '71' };
      const document = await tx.documents.see(on.scope, { kind: 'requisition', sourceId: '710' }, seen);
      await tx.documents.setStage(document.id, open ? 'held' : 'posted', open);
    });
  await shown('Approved');
  await on.changeSupplier(granite, { InactiveDate: '2026-01-31' });
  for (const step of [() => Promise.resolve(), () => shown('Complete').then(() => bill(true))]) {
    await step();
    const { plan } = await on.plan();
    expect(await on.told(plan)).toEqual(['inUse 1253  -']);
    expect((await on.words(plan)).join()).toContain('commitment SC-71');
    expect(await isActive()).toBe(true);
  }
  await bill(false);
  await settle();
  expect(await isActive()).toBe(false);
});

test('a supplier that is not shown any more, or belongs no more, makes nothing inactive', async () => {
  on = await openImport();
  await settle();
  await on.changeSupplier(granite, { SupplierTypeCode: 'EMPLOYEE' });
  await on.fusion.control('DELETE', `items/suppliers/${LEE}`);
  await on.sweepSuppliers(true);
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['missing 1252  -']);
});

test('a link writes our key where there is none and nothing else: what differs is listed, and written where a person takes it', async () => {
  on = await openImport();
  await on.link(bay, '1253');
  const { plan } = await on.plan();
  expect(await on.told(plan)).toContain('key 1253  -');
  expect(await on.told(plan)).toContain('differs 1253  -');
  await on.apply(plan);
  const read = async () => (await on.vendors()).find((one) => one['id'] === bay);
  expect(await read()).toMatchObject({ name: 'Bay Concrete', origin_id: granite });
  expect(await read()).not.toMatchObject({ city: 'Denver' });
  expect(await on.vendor('1253')).toBeUndefined();
  await settle(['city']);
  expect(await read()).toMatchObject({ name: 'Bay Concrete', city: 'Denver' });
});

test("another's key stays, and what was inactive when it was linked stays so", async () => {
  on = await openImport();
  await on.changeVendor(bay, { origin_id: 'SAGE-1' });
  await on.link(bay, '1253');
  await on.link(closed, '1252');
  await settle();
  const read = async (id: string) => (await on.vendors()).find((one) => one['id'] === id);
  expect(await read(bay)).toMatchObject({ origin_id: 'SAGE-1' });
  expect(await read(closed)).toMatchObject({ origin_id: LEE, is_active: false });
  await on.changeSupplier(granite, { CorporateWebsite: 'granite.example' });
  await settle();
  expect(await read(bay)).toMatchObject({ origin_id: 'SAGE-1', website: 'granite.example' });
});

test('a plan that writes on more of the linked vendors than may be stops for a person', async () => {
  on = await openImport({ import: { mayChange: 5 } });
  await settle();
  await on.changeSupplier(LEE, { CorporateWebsite: 'lee.example' });
  const { plan } = await on.plan();
  await expect(on.apply(plan)).rejects.toThrow('writes on 1 of 3 linked vendors, more than 5 %');
  expect(await on.vendor('1252')).toMatchObject({ website: null });
  expect(await on.apply(plan, true)).toMatchObject({ done: 1 });
});
