import type { ConnectionContext } from '../../src/application/context';
import { showDocument } from '../../src/application/documents/show-document';
import { showHold } from '../../src/application/holds/show-hold';
import { documentDetailsText } from '../../src/cli/text/document-details-text';
import { heldText } from '../../src/cli/text/held-text';
import { createTestStore, type TestStore } from './support/ledger-fixture';
import { NatureScene } from './support/nature-scene';

describe('what the ERP said', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  test('is shown with the hold and with each attempt of the document', async () => {
    const scene = new NatureScene(test_, ['refused']);
    const document = await scene.document();
    const result = await scene.pass(document, '9000.00');
    if (result.kind !== 'held') throw new Error(result.kind);
    await document.hold(result);
    const { store, tenantId, connectionId } = test_;
    const connection = await store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
    const context = { store, connection } as unknown as ConnectionContext;
    const name = `requisition/${document.sourceId}`;

    const held = await showHold(context, name);
    expect(heldText(held)).toContain('the ERP refused the invoice: Invalid account.');
    // The plan of this document is none of a requisition's.
    await test_.database.inTenant(tenantId, (trx) =>
      trx.updateTable('document').set({ planId: null }).where('id', '=', document.id).execute(),
    );
    const details = await showDocument(context, name);
    expect(details.postings[0]?.attempts).toMatchObject([{ outcome: 'Rejected', said: ['Invalid account'] }]);
    expect(documentDetailsText(details)).toMatch(/Rejected +Invalid account/);
  });
});
