import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { FactKey } from '../../domain/posting/plan/planner';
import type { ConnectionContext } from '../context';
import { resumeHolds } from './resume-holds';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const order = (id: string): FactKey => ({ kind: 'orderBilling', id, causes: [`order:${id}`] });

/** Held for what the ERP shows under that key. */
async function heldFor({ id, causes }: FactKey): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    await tx.erpFacts.store(acme, [{ kind: 'orderBilling', id, causes, value: { invoices: ['AP-1'] } }]);
    const place = { projectId: testProjectId, commitmentId: id, number: 1 };
    const document = await tx.documents.see(acme, { kind: 'requisition', sourceId: id }, place);
    const problem = {
      kind: 'person' as const,
      field: 'InvoiceNumber',
      value: 'AP-1',
      message: 'AP billed the order by hand',
    };
    const problems = [
      { ...problem, reason: 'orderElsewhere', remedies: [{ act: 'resume' }], causeKey: causes[0] },
    ] as const;
    await tx.holds.open(document, { problems: [...problems], asOf: await tx.versionRows.clockNow(acme) });
  });
}

const known = (key: FactKey) => acme.store.inTenant(acme.tenantId, (tx) => tx.erpFacts.load(acme, [key], 900_000));

test('a document that a person lets look again looks at the ERP too: what was read of what it waits for counts no longer', async () => {
  const [mended, other] = [order('701'), order('702')];
  await heldFor(mended);
  await heldFor(other);
  expect(await known(mended)).toHaveLength(1);
  const context = { store: acme.store, connection: acme } as unknown as ConnectionContext;
  await resumeHolds(context, { document: 'requisition/701' });
  expect(await known(mended)).toEqual([]);
  expect(await known(other)).toHaveLength(1);
});
