import { createTestStore, type TestStore } from '../../../test/stack/test-store';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const append = (facts: Record<string, unknown> = {}): Promise<void> =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.auditTrail.append({ act: 'x', facts }));
const verify = () => acme.store.inTenant(acme.tenantId, (tx) => tx.auditTrail.verify());

test('facts that JSON leaves out or writes otherwise do not look like a change', async () => {
  await append({ left: undefined, at: new Date('2026-11-20T10:00:00Z'), zero: -0, nested: { b: 1, a: undefined } });
  expect((await verify()).faults).toEqual([]);
});

test('a trail that grows while it is verified is whole', async () => {
  let growing = true;
  const grow = async (): Promise<void> => {
    while (growing) await append();
  };
  const writers = [grow(), grow()];
  for (let times = 0; times < 20; times += 1) expect((await verify()).faults).toEqual([]);
  growing = false;
  await Promise.all(writers);
});

test('a trail of more than a page is walked to its end', async () => {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    for (let no = 0; no < 1_100; no += 1) await tx.auditTrail.append({ act: 'x', facts: { no } });
  });
  const { entries, head, faults } = await verify();
  expect([faults, entries]).toEqual([[], Number(head.count)]);
  const last = await acme.store.inTenant(acme.tenantId, async (tx) => {
    let seq = '';
    for await (const entry of tx.auditTrail.entries('1050')) seq = entry.seq;
    return seq;
  });
  expect(last).toBe('1050');
});
