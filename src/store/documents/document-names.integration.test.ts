import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { commitment } from '../../domain/procore/procore-documents.fixture';
import { changeOrderLabel, readableName, searchedName } from '../../domain/documents/readable-name';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    await tx.projects.save(acme, { id: testProjectId, number: '4411', name: 'A', timeZone: null });
    await tx.commitments.noteListed(acme, testProjectId, { ...commitment, id: '77', number: 'SC-4411-003' });
  });
});
afterAll(() => acme.close());

const requisition = (sourceId: string, commitmentId: string, number: number) =>
  acme.store.inTenant(acme.tenantId, (tx) =>
    tx.documents.see(acme, { kind: 'requisition', sourceId }, { projectId: testProjectId, commitmentId, number }),
  );
const vendor = () =>
  acme.store.inTenant(acme.tenantId, async (tx) => {
    const party = await tx.parties.ofVendor(acme, '27481');
    return tx.documents.see(acme, { kind: 'vendor', sourceId: party.id });
  });

test('a requisition is called by project, commitment and number, a vendor by its id in Procore', async () => {
  const documents = [await requisition('1', '77', 7), await requisition('2', '78', 1), await vendor()];
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const partsOf = await tx.documentNames.of(documents);
    expect(documents.map((one) => readableName(partsOf(one)))).toEqual([
      '4411/SC-4411-003/7',
      // The number of its commitment is not known yet.
      'requisition/2',
      'vendor/27481',
    ]);
    expect(documents.map((one) => searchedName(partsOf(one)))).toEqual(['4411/SC-4411-003/7', '2', '27481']);
  });
});

test('a change order is called by its number beside the requisitions of its commitment, and what is accrued by what it is accrued of', async () => {
  const documents = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const of = { projectId: testProjectId, commitmentId: '77' };
    const see = (kind: string, sourceId: string, seen: object = {}) =>
      tx.documents.see(acme, { kind, sourceId }, { ...of, ...seen });
    return [
      await see('requisition', '1', { number: 7 }),
      await see('changeOrder', '31', { label: changeOrderLabel('003') }),
      await see('changeOrder', '32', { label: changeOrderLabel('a/b') }),
      await see('accrual', '1-2026-10-31'),
      await see('accrual', 'CO-31-2026-10-31'),
      await see('accrual', 'CO-32-2026-10-31'),
    ];
  });
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const partsOf = await tx.documentNames.of(documents);
    expect(documents.map((one) => readableName(partsOf(one)))).toEqual([
      '4411/SC-4411-003/7',
      '4411/SC-4411-003/CO-003',
      'changeOrder/32',
      '4411/SC-4411-003/7@2026-10-31',
      '4411/SC-4411-003/CO-003@2026-10-31',
      'accrual/CO-32-2026-10-31',
    ]);
  });
});

test('a signal carries the name, so that a run has it from its start', async () => {
  const documents = [await requisition('1', '77', 7), await vendor()];
  await acme.store.inTenant(acme.tenantId, (tx) => tx.outbox.signalAll(documents, 'sourceChanged'));
  const rows = await acme.database.shared.selectFrom('outbox').select(['documentKind', 'name']).orderBy('id').execute();
  expect(rows).toEqual([
    { documentKind: 'requisition', name: '4411/SC-4411-003/7' },
    { documentKind: 'vendor', name: '27481' },
  ]);
});
