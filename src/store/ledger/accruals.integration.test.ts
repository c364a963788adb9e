import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { Entry } from '../../domain/posting/books/entry';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const entry: Entry = {
  ...{ book: 'cost', supplier: '1', account: '101', orderLine: '', item: 'contract_item:1', amount: '5', gross: '5' },
  ...{ withheld: '0', tax: '0', period: '2026-10' },
};

/** A requisition that bills until the 24th of October, with a validated invoice of that day; null: the day was not kept. */
async function invoiced(id: string, bookedOn: string | null): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const seen = { projectId: testProjectId, commitmentId: '700', number: Number(id), sourceStatus: 'approved' };
    const document = await tx.documents.see(
      acme,
      { kind: 'requisition', sourceId: id },
      { ...seen, billedThrough: '2026-10-24' },
    );
    const reserved = await tx.postings.reserve(acme, {
      ...{ documentId: document.id, step: 'voucher', ordinal: 1, key: `PC${id}`, origin: 'sent', leaseMs: 60_000 },
      ...{ system: 'fusion', kind: 'invoice', subject: id, occupies: false, supplier: '', number: '' },
      ...{ because: null, planStep: 'voucher', planId: null },
    });
    const moved = await tx.postings.move(reserved, 'confirmed', { stage: 'vouchered' });
    const dated = bookedOn === null ? entry : { ...entry, bookedOn };
    await tx.effects.write(moved!, [{ document, entries: [dated] }]);
  });
}

test.each([
  ['on the last day of a period of weeks', '1', '2026-10-24', '2026-10-24', 'covered'],
  ['on the first day of the next, in the same month', '2', '2026-10-25', '2026-10-24', 'owed'],
  ['in the next, which has ended too', '3', '2026-10-25', '2026-11-28', 'covered'],
  ['in a month that has ended, where the day was not kept', '4', null, '2026-10-31', 'covered'],
  ['in a month that has not, where the day was not kept', '5', null, '2026-10-24', 'owed'],
])('an invoice that is dated %s', async (_what, id, bookedOn, lastDay, standing) => {
  await invoiced(id, bookedOn);
  const stands = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.accruals.standing(acme, { requisitionId: id, lastDay }, ['approved']),
  );
  expect(stands).toBe(standing);
});
