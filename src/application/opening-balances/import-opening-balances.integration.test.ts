import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { Entry } from '../../domain/posting/books/entry';
import { seriesSubject } from '../../domain/documents/document-kinds';
import type { Tx } from '../../store/unit-of-work';
import { confirmOpeningBalances, importOpeningBalances } from './import-opening-balances';

const commitmentId = '700';
const unread = { keys: new Map<string, ReadonlySet<string>>(), unchecked: new Map<string, string>() };
const balance = { commitmentId, lastNumber: 1, certified: '90.00', lines: [] };

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);

async function requisition(): Promise<string> {
  return inTenant(async (tx) => {
    const seen = { projectId: testProjectId, commitmentId, number: 1, sourceStatus: 'approved' };
    const { id } = await tx.documents.see(acme, { kind: 'requisition', sourceId: '1' }, seen);
    await tx.documents.setStage(id, 'held', true);
    return id;
  });
}

/** Its order is under way: nobody knows yet whether it stands. */
async function sendOrder(tx: Tx, documentId: string): Promise<void> {
  const reserved = await tx.postings.reserve(acme, {
    ...{ documentId, step: 'order', ordinal: 1, key: 'PCORDER0000000000001', origin: 'sent', leaseMs: 60_000 },
    ...{ system: 'jde', kind: 'order', subject: 'order:700', occupies: false, supplier: '', number: '' },
    ...{ because: null, planStep: 'order', planId: null },
  });
  const sent = await tx.postings.move(reserved, 'sent', { sends: 1, sendWithinMs: 0, settleAfterMs: 900_000 });
  if (sent === null) throw new Error('not sent');
  const amounts = { amount: '100', tax: '0', gross: '100', withheld: '0' };
  const places = { book: 'order', supplier: '1', account: '1.2', orderLine: '', item: 'contract_item:1', period: '' };
  const entry = { ...places, ...amounts } as Entry;
  await tx.effects.write(sent, [{ document: await tx.documents.load(documentId), entries: [entry] }]);
}

test('a balance over a requisition that is held while its order stands, or may, is refused', async () => {
  const id = await requisition();
  await inTenant((tx) => sendOrder(tx, id));
  await expect(importOpeningBalances(acme.store, acme, [balance], 'balances.csv', unread)).rejects.toThrow(
    /requisition 1 is posted from here, or may be/,
  );
});

test('a balance that is confirmed while an order is decided about waits for that, and is refused when it was sent', async () => {
  const id = await requisition();
  await importOpeningBalances(acme.store, acme, [balance], 'balances.csv', unread);
  let goOn = (): void => undefined;
  const decided = new Promise<void>((resolve) => (goOn = resolve));
  let locked = (): void => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const sending = inTenant(async (tx) => {
    await tx.subjects.lock(acme, [seriesSubject(commitmentId)]);
    locked();
    await decided;
    await sendOrder(tx, id);
  });
  await isLocked;
  const confirming = confirmOpeningBalances(acme.store, acme, 'all', unread);
  const outcome = confirming.then(
    () => 'confirmed',
    (error: unknown) => (error as Error).message,
  );
  // It has come as far as it gets.
  await new Promise((resolve) => setTimeout(resolve, 500));
  goOn();
  await sending;
  await expect(outcome).resolves.toMatch(/requisition 1 is posted from here, or may be/);
});
