import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import type { DecisionKind } from '../../domain/holds/decision';
import type { DocumentRow } from '../documents/documents';

let acme: TestStore;
let document: DocumentRow;
let other: DocumentRow;
beforeAll(async () => {
  acme = await createTestStore();
  [document, other] = await acme.store.as('controller').inTenant(acme.tenantId, async (tx) => {
    const see = (sourceId: string) => tx.documents.see(acme, { kind: 'requisition', sourceId });
    const seen: [DocumentRow, DocumentRow] = [await see('1'), await see('2')];
    const decision = {
      kind: 'neverArrived',
      subject: 'PC1',
      note: 'asked the administrator',
    } as const;
    await tx.decisions.record([seen[0]], decision);
    return seen;
  });
});
afterAll(() => acme.close());

const found = (of: DocumentRow, kind: DecisionKind, subject: string, since?: Date) =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.decisions.find(of.id, kind, subject, since));

test('a decision counts for its own document, kind and subject', async () => {
  expect(await found(document, 'neverArrived', 'PC1')).toMatchObject({ decidedBy: 'controller' });
});

test('and for no other', async () => {
  expect(await found(other, 'neverArrived', 'PC1')).toBeNull();
  expect(await found(document, 'acceptOverContract', 'PC1')).toBeNull();
  expect(await found(document, 'neverArrived', 'PC2')).toBeNull();
});

test('several documents that are decided about together share one decision', async () => {
  const id = await acme.store
    .as('controller')
    .inTenant(acme.tenantId, (tx) =>
      tx.decisions.record([document, other], { kind: 'confirmVoided', subject: 'PC9', note: 'the whole group' }),
    );
  expect(await found(document, 'confirmVoided', 'PC9')).toMatchObject({ id });
  expect(await found(other, 'confirmVoided', 'PC9')).toMatchObject({ id });
});

test('what was decided before a moment says nothing about what came after it', async () => {
  expect(await found(document, 'neverArrived', 'PC1', new Date(Date.now() - 60_000))).not.toBeNull();
  expect(await found(document, 'neverArrived', 'PC1', new Date(Date.now() + 60_000))).toBeNull();
});
