import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { emptyPlan } from '../../domain/commitment/empty-plan';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { wake } from '../../ledger/sharing';
import type { DocumentRow } from '../../store/documents/documents';
import type { ActivityPorts } from '../ports';
import { keepPlan } from './keep-plan';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const made: Plan = {
  ...emptyPlan({ mappingVersion: 1 }, []),
  steps: [
    {
      ...{
        id: 'cost',
        step: 'cost',
        kind: 'journal',
        system: 'fusion',
        subject: 'directCost:9',
        draft: {},
        entries: [],
      },
      ...{ asks: ['live'], via: { kind: 'journalRun', run: '1 Nov-26 USD document' } },
    },
  ],
};

function begun(): Promise<DocumentRow> {
  const name = { kind: 'directCost', sourceId: '9' };
  return acme.store.inTenant(acme.tenantId, (tx) =>
    tx.documents.see(acme, name, { projectId: testProjectId, sourceStatus: 'approved' }),
  );
}

function kept(document: DocumentRow) {
  const of = { document, documentKind: documentKinds.directCost, asOf: '1', contentHash: 'v1:x' };
  return keepPlan({ store: acme.store } as ActivityPorts, { ...of, made, posted: null, release: null });
}

const waitsFor = async ({ id }: DocumentRow) =>
  acme.store.inTenant(acme.tenantId, async (tx) => (await tx.documents.load(id)).runs);

test('what is planned for a run waits for it', async () => {
  const document = await begun();
  await expect(kept(document)).resolves.toMatchObject({ next: 'go', stage: 'waiting', then: null });
  expect(await waitsFor(document)).toEqual(['1 Nov-26 USD document']);
});

test('what a run has posted while it was planned anew does not wait for the next one: it is planned once more', async () => {
  const document = await begun();
  await acme.store.inTenant(acme.tenantId, (tx) => wake(tx, document));
  await expect(kept(document)).resolves.toEqual({ next: 'again', why: 'changed' });
  expect(await waitsFor(document)).toBeNull();
});
