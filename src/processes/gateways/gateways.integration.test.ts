import { createTestStore, testSettings, type TestStore } from '../../../test/stack/test-store';
import { createGateways, type Gateways } from './gateways';

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
