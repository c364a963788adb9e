import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJdeSandbox } from '../../sandbox/jde/server';
import { writeSampleCompany } from '../../sandbox/sample-company/write-sample-company';
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

test('two workers together call AIS no more often at once than the connection may', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slots-'));
  writeSampleCompany(folder, { today: '2026-11-20' });
  const jde = await startJdeSandbox({
    dataFolder: join(folder, 'jde'),
    // Above two it answers with a page of a proxy; each worker by itself would stay below.
    settings: { maxConcurrentCalls: 2, latencyMs: 20 },
  });
  const scope = await fixture.addConnection({
    connectionId: 'shared',
    settings: { jde: { baseUrl: `${jde.url}/jderest`, environment: 'JDV920', erpConcurrency: 2 } },
    secrets: { erp: { username: 'PROCORE', password: 'sandbox' } },
  });
  const shared = await fixture.store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
  const workers = [gateways, createGateways({ store: fixture.store })];
  try {
    const adapters = await Promise.all(workers.map((one) => one.erp(shared)));
    const reads = adapters.flatMap((erp) =>
      Array.from({ length: 15 }, () => erp.readFacts([{ kind: 'company', id: '00200', causes: [] }])),
    );
    const facts = await Promise.all(reads);
    expect(facts.every(([fact]) => fact?.id === '00200')).toBe(true);
  } finally {
    await workers[1]?.close();
    await gateways.close();
    await jde.close();
    rmSync(folder, { recursive: true });
  }
});
