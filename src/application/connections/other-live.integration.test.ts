import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { jdeSystem } from '../../clients/jde/system';
import { requireNoOtherLive } from './other-live';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const asked = async (overrides: Parameters<TestStore['addConnection']>[0]) => {
  const { connectionId } = await acme.addConnection({ tenantId: acme.tenantId, live: false, ...overrides });
  return acme.store.inTenant(acme.tenantId, async (tx) => {
    const connection = await tx.connections.load(connectionId);
    try {
      await requireNoOtherLive(tx, jdeSystem, connection);
      return 'may stand';
    } catch (error) {
      return (error as Error).message;
    }
  });
};

test('a connection beside a live one of the same Procore company and the same books is refused by name', async () => {
  const refused = await asked({});
  expect(refused).toContain(`connection ${acme.connectionId} is live for Procore company`);
  expect(refused).toMatch(/company 00200 of JDE environment \w+ already/);
});

test('it may stand for another Procore company, another ERP company, another environment', async () => {
  expect(await asked({ companyId: '77' })).toBe('may stand');
  expect(await asked({ environment: 'production' })).toBe('may stand');
  const { settings } = await acme.store.inTenant(acme.tenantId, (tx) => tx.connections.load(acme.connectionId));
  const own = jdeSystem.books(settings);
  const jde = settings.erp.settings['jde'] as object;
  const moved = {
    ...settings,
    erp: { ...settings.erp, settings: { ...settings.erp.settings, jde: { ...jde, environment: 'OTHER' } } },
  };
  expect(jdeSystem.books(moved)).not.toEqual(own);
});

test('the live one itself may be changed', async () => {
  await acme.store.inTenant(acme.tenantId, async (tx) =>
    requireNoOtherLive(tx, jdeSystem, await tx.connections.load(acme.connectionId)),
  );
});
