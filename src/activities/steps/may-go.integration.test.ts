import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { Entry } from '../../domain/posting/books/entry';
import type { DocumentRow } from '../../store/documents/documents';
import { locksOf, mayGo } from './may-go';

const commitmentId = '700';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

function changeOrder(sourceId: string): Promise<DocumentRow> {
  const place = { projectId: testProjectId, commitmentId, sourceStatus: 'approved' };
  return acme.store.inTenant(acme.tenantId, (tx) => tx.documents.see(acme, { kind: 'changeOrder', sourceId }, place));
}

const line = (item: string): Entry => ({
  ...{ book: 'order', supplier: '4343', account: '4411.1340', orderLine: '', item, amount: '100.00' },
  ...{ gross: '100.00', withheld: '0', tax: '0', period: '2026-11' },
});

/** The change of the order by a document, sent or named only. */
async function ordered(document: DocumentRow, item: string, isSent: boolean): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const named = await tx.postings.reserve(document, {
      ...{ documentId: document.id, step: 'orderChange', ordinal: 1, key: `K-${document.sourceId}`, origin: 'sent' },
      ...{ system: 'fusion', kind: 'orderChange', subject: `order:${commitmentId}`, occupies: false, supplier: '4343' },
      ...{ number: '', because: null, planStep: 'orderChange', planId: null, leaseMs: null },
    });
    await tx.effects.write(named, [{ document, entries: [line(item)] }]);
    if (isSent) await tx.postings.move(named, 'sent', {});
  });
}

function may(document: DocumentRow, item: string): Promise<boolean> {
  const step = { asks: ['alone'], entries: [line(item)] } as const;
  return acme.store.inTenant(acme.tenantId, (tx) => mayGo(tx, { document, targets: new Map() }, step));
}

test('what two change orders have in common, planned in one moment, goes onto the order by one of them', async () => {
  const [alone, packaged] = [await changeOrder('cco-9'), await changeOrder('77')];
  expect([await may(alone, 'change_order_item:1'), await may(packaged, 'change_order_item:1')]).toEqual([true, true]);
  await ordered(alone, 'change_order_item:1', true);
  expect(await may(packaged, 'change_order_item:1')).toBe(false);
  expect(await may(packaged, 'change_order_item:2')).toBe(true);
  expect(await may(alone, 'change_order_item:1')).toBe(true);
});

test('what is only named by the other document is on the order by none', async () => {
  await ordered(await changeOrder('cco-9'), 'change_order_item:1', false);
  expect(await may(await changeOrder('77'), 'change_order_item:1')).toBe(true);
});

test('both are asked one after the other, under the lock of the commitment', () => {
  expect(locksOf({ commitmentId }, { asks: ['live', 'alone'] })).toEqual(
    locksOf({ commitmentId }, { asks: ['predecessor'] }),
  );
  expect(locksOf({ commitmentId }, { asks: ['alone'] })).toHaveLength(1);
});
