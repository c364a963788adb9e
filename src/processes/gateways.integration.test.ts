import { createTestStore, testSettings, type TestStore } from '../../test/stack/test-store';
import { createGateways, type Gateways } from './gateways';
import { procoreQuota } from './procore-quota';

let fixture: TestStore;
let gateways: Gateways;
beforeEach(async () => {
  fixture = await createTestStore();
  gateways = createGateways({ store: fixture.store });
});
afterEach(async () => {
  await gateways.close();
  await fixture.close();
});

const connection = () => fixture.store.inTenant(fixture.tenantId, (tx) => tx.connections.load(fixture.connectionId));
const change = () =>
  fixture.store.inTenant(fixture.tenantId, async (tx) => {
    const secrets = await tx.connections.loadSecrets(fixture);
    await tx.connections.save({
      tenantId: fixture.tenantId,
      connectionId: fixture.connectionId,
      environment: 'sandbox',
      settings: testSettings(),
      secrets,
    });
  });

test('clients are kept until the settings change; a caller with the former settings gets the newer client', async () => {
  const before = await connection();
  const [first, again] = await Promise.all([gateways.erp(before), gateways.erp(before)]);
  expect(again).toBe(first);
  expect(await gateways.procore(before)).toBe(await gateways.procore(before));
  await change();
  const second = await gateways.erp(await connection());
  expect(second).not.toBe(first);
  expect(await gateways.erp(before)).toBe(second);
});

test('all processes of one app and company share a bucket of calls; another company has its own', async () => {
  const { store } = fixture;
  const one = procoreQuota(store, 'client', '1');
  const same = procoreQuota(store, 'client', '1');
  const other = procoreQuota(store, 'client', '2');
  expect(await one.take()).toEqual({ granted: true });
  const resetAt = new Date(Date.now() + 60_000);
  await one.observe({ status: 200, limit: 10, remaining: 1, resetAt, retryAfterMs: null });
  expect(await same.take()).toEqual({ granted: true });
  const refused = await one.take();
  expect(refused.granted).toBe(false);
  expect(refused.granted ? 0 : refused.retryAfterMs).toBeGreaterThan(50_000);
  expect(await other.take()).toEqual({ granted: true });
  const { rows } = await fixture.database.pool.query<{ key: string }>('select key from procore_quota');
  expect(rows.map((row) => row.key).join()).not.toContain('client');
});

test('a 429 stops every process until the time that Procore named', async () => {
  const quota = procoreQuota(fixture.store, 'client', '1');
  await quota.take();
  await quota.observe({ status: 429, limit: null, remaining: null, resetAt: null, retryAfterMs: 30_000 });
  expect(await procoreQuota(fixture.store, 'client', '1').take()).toMatchObject({ granted: false });
});
