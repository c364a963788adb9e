import { testContext } from '../../../../test/stack/test-context';
import { openImport, type ImportUnderTest } from '../../../activities/vendor/import/import-under-test.fixture';
import { matchingProblem, vendorMatching } from '../../../activities/vendor/matching/vendor-matching';
import { linkVendorByHand } from '../link-vendor-by-hand';
import { undoMatch } from '../matching/undo-match';
import { unlinkVendor, type UnlinkedVendor } from './unlink-vendor';

// A vendor is parted from its supplier: what was written under the link is put back, and it waits for a person. Of what may happen: a
// field was changed since, a plan was interrupted at it, the answer of the putting back is lost, a plan of before is applied after it.

const granite = '300000047414504';
const bay = '562949953450002';

let on: ImportUnderTest;
beforeEach(async () => {
  on = await openImport();
  await on.changeVendor(bay, { city: 'Ojai' });
  await on.link(bay, '1253');
});
afterEach(() => on.close());

const settle = async (taken: readonly string[] = []): Promise<void> => {
  await on.apply((await on.plan(taken)).plan);
};
const unlink = async (vendor = bay): Promise<UnlinkedVendor> =>
  unlinkVendor(
    await testContext(on.acme, { identity: 'A. Payable', role: 'operator' }, { procore: on.ports.procore }),
    vendor,
  );
const shown = async () => (await on.vendors()).find((one) => one['id'] === bay);
const held = async () =>
  on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const matching = await vendorMatching(tx, await tx.connections.load(on.scope.connectionId), bay);
    const named = { party: { id: 'p' }, vendor: { id: bay, name: 'Bay Concrete' } };
    return matching === null ? null : matchingProblem(named as Parameters<typeof matchingProblem>[0], matching);
  });

test('what was written under the link stands as before, our key is gone, and the pair is not linked again', async () => {
  await settle(['city']);
  expect(await shown()).toMatchObject({ city: 'Denver', origin_id: granite });
  const came = await unlink();
  expect(came).toMatchObject({ supplier: '1253', left: [], posted: [] });
  expect(came.wrote).toEqual(expect.arrayContaining(['city: "Denver" to "Ojai"', 'our key is taken away']));
  expect(await shown()).toMatchObject({ city: 'Ojai', origin_id: null });
  expect((await on.linked()).has(bay)).toBe(false);
  await on.match();
  expect((await on.linked()).has(bay)).toBe(false);
  expect(await held()).toMatchObject({ reason: 'vendorUnknown' });
  await expect(unlink()).rejects.toThrow('linked with no supplier');
});

test('linked anew by a person it waits no more, and what both are by then is what they are agreed on', async () => {
  await settle(['city']);
  await unlink();
  const ports = {
    store: on.acme.store,
    readVendor: () => Promise.resolve({ name: 'Bay Concrete' }),
    readSupplier: () => Promise.resolve({ number: '1253', name: 'Granite', taxId: '', isSupplier: true }),
  };
  await linkVendorByHand(ports, on.scope, { vendorId: bay, supplierNumber: '1253' });
  expect(await held()).toBeNull();
  await settle();
  expect(await shown()).toMatchObject({ city: 'Ojai', origin_id: granite });
});

test('a field that somebody changed since is left and told', async () => {
  await settle(['city']);
  await on.changeVendor(bay, { city: 'Boulder' });
  expect(await unlink()).toMatchObject({ left: ['city: it is another since'] });
  expect(await shown()).toMatchObject({ city: 'Boulder', origin_id: null });
});

test('while a plan is at it, or was interrupted, nothing is parted; settled, it is', async () => {
  const { plan } = await on.plan(['city']);
  await on.fault({ kind: 'commitThenLose', match: { path: '.*vendors/sync' } });
  await expect(on.apply(plan)).rejects.toThrow();
  await expect(unlink()).rejects.toThrow(`vendor import apply ${String(plan)}`);
  expect((await on.linked()).get(bay)).toBe('1253');
  await on.apply(plan);
  await unlink();
  expect(await shown()).toMatchObject({ city: 'Ojai', origin_id: null });
});

test('the answer of the putting back is lost: it stays linked, and the same command goes on', async () => {
  await settle(['city']);
  await on.fault({ kind: 'commitThenLose', match: { path: '.*vendors/sync' } });
  await expect(unlink()).rejects.toThrow();
  expect((await on.linked()).get(bay)).toBe('1253');
  expect(await unlink()).toMatchObject({ supplier: '1253', wrote: [] });
  expect(await shown()).toMatchObject({ city: 'Ojai', origin_id: null });
});

test('a plan of before writes nothing on it any more', async () => {
  await settle();
  await on.changeSupplier(granite, { CorporateWebsite: 'granite.example' });
  const { plan } = await on.plan();
  await unlink();
  expect(await on.apply(plan)).toMatchObject({ done: 0, moved: 1 });
  expect(await shown()).toMatchObject({ website: null, origin_id: null });
});

test('what was posted under the supplier is named and planned anew', async () => {
  const ref = { kind: 'requisition', sourceId: '58820' };
  const { id, hintNo } = await on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const document = await tx.documents.see(on.scope, ref);
    const line = { book: 'cost', account: '101.10', orderLine: '', item: '1', amount: '1.00', tax: '0' } as const;
    await tx.effects.record(document, [{ ...line, supplier: '1253', gross: '1.00', withheld: '0', period: '' }]);
    return document;
  });
  expect(await unlink()).toMatchObject({ posted: ['requisition/58820'] });
  const after = await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.documents.load(id));
  expect(Number(after.hintNo)).toBeGreaterThan(Number(hintNo));
  expect(after.open).toBe(true);
});

test('a decision under which fields were written is not taken back alone', async () => {
  await on.acme.store.inTenant(on.scope.tenantId, (tx) =>
    tx.matches.decide(on.scope, [
      { ...{ vendor: bay, supplier: granite, decision: 'accept' }, vendorIdentity: '', supplierIdentity: '' },
    ]),
  );
  await settle(['city']);
  const context = await testContext(on.acme, { identity: 'A. Payable', role: 'operator' });
  await expect(undoMatch(context, { vendor: bay, supplier: granite })).rejects.toThrow(`vendor unlink ${bay}`);
});
