import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter } from '../../clients/erp-adapter';
import { accrualId, periodWasClosed } from '../../domain/accrual/accrual';
import { emptyPlan } from '../../domain/commitment/empty-plan';
import { createKnownOfProject } from '../steps/known-beside';
import { accrualWanted } from './accrual-wanted';
import { createSeeAccruals } from './see-accruals';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const lastDay = '2026-10-31';
const name = { kind: 'accrual', sourceId: accrualId({ kind: 'requisition', sourceId: '1', lastDay }) };
const inTenant = <T>(work: Parameters<typeof acme.store.inTenant<T>>[1]) => acme.store.inTenant(acme.tenantId, work);
const found = () => inTenant((tx) => tx.documents.find(acme, name));

/** The feed, with a ledger that takes journals of these periods. */
async function see(requisitions: readonly string[]): Promise<void> {
  const accruedPeriods = () => Promise.resolve({ requisitions, changeOrders: [] });
  const erp = { planners: { accrual: () => ({ problems: [] }) }, accruedPeriods } as unknown as ErpAdapter;
  const connection = await inTenant((tx) => tx.connections.load(acme.connectionId));
  await createSeeAccruals()(acme.store, connection, erp);
}

/** Of an approved requisition that no invoice covers an accrual is begun, and recorded with that note. */
async function recorded(note: string): Promise<void> {
  await inTenant(async (tx) => {
    const seen = { projectId: testProjectId, commitmentId: '700', number: 1, sourceStatus: 'approved' };
    await tx.documents.see(acme, { kind: 'requisition', sourceId: '1' }, { ...seen, billedThrough: '2026-10-24' });
  });
  await see([lastDay]);
  await inTenant(async (tx) => {
    const begun = await tx.documents.find(acme, name);
    if (begun === null) throw new Error('nothing was begun');
    const connection = await tx.connections.load(acme.connectionId);
    const { hash } = await accrualWanted(tx, connection, begun, createKnownOfProject());
    const document = await tx.documents.lock(begun.id);
    const body = emptyPlan({ mappingVersion: 0 }, [note]);
    await tx.plans.store(document, { hintNo: document.hintNo, asOf: '0', mappingVersion: 0, contentHash: hash, body });
    await tx.documents.setStage(document.id, 'recorded', false);
  });
}

test('what was not accrued because its period was closed is looked at again once the ledger takes journals of it', async () => {
  await recorded(periodWasClosed);
  await see([]);
  expect((await found())?.open).toBe(false);
  await see([lastDay]);
  expect((await found())?.open).toBe(true);
});

test('what was not accrued by the word of a person is left alone', async () => {
  await recorded('Nothing is accrued by a person');
  await see([lastDay]);
  expect((await found())?.open).toBe(false);
});
