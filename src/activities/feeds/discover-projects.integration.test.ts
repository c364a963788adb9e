import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { testContext } from '../../../test/stack/test-context';
import { ActionError } from '../../application/action-error';
import { listProjects, unreadableProjects } from '../../application/feeds/list-projects';
import { procorePort } from '../../clients/procore/procore-port';
import { routedProcore, type RoutedProcore } from '../../clients/procore/routed-procore.fixture';
import type { ErpAdapter } from '../../clients/erp-adapter';
import type { ActivityPorts } from '../ports';
import { createDiscoverProjects } from './discover-projects';

const list = '/rest/v1.1/projects';
const good = { id: 41, name: 'Harbor', project_number: '4411', time_zone: 'America/Denver' };

let acme: TestStore;
let procore: RoutedProcore;
beforeEach(async () => {
  acme = await createTestStore();
  procore = await routedProcore({ '/rest/v1.0/me': { id: 9, login: 'connector@example.com', name: 'Connector' } });
  await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.ensure(acme, '', 'projects', { every: '24h' }));
});
afterEach(async () => {
  await procore.close();
  await acme.close();
});

function discover(planners: Partial<ErpAdapter['planners']> = {}) {
  const erp = () => Promise.resolve({ planners } as ErpAdapter);
  const never = () => Promise.reject(new Error('the test gives no ERP'));
  const source = () => Promise.resolve(procorePort(procore.client));
  const ports: ActivityPorts = { store: acme.store, procore: source, erp, target: never };
  return createDiscoverProjects(ports)({ tenantId: acme.tenantId, connectionId: acme.connectionId });
}

test('a project that cannot be read is listed with what is wrong with it, the others are found; right again, it is told no longer', async () => {
  const withTemporal = () => Promise.reject(new ActionError('refused', 'no Temporal in this test'));
  const context = await testContext(acme, { identity: 'test', role: 'operator' }, { withTemporal });
  procore.routes[list] = [{ ...good, id: 'x' }, good];
  await discover();
  expect((await listProjects(context)).projects.map(({ id }) => id)).toContain('41');
  expect(await unreadableProjects(context)).toMatchObject([{ id: null, fault: expect.stringMatching(/^id: /) }]);

  procore.routes[list] = [{ ...good, id: 42 }, good];
  await discover();
  expect((await listProjects(context)).projects.map(({ id }) => id)).toContain('42');
  expect(await unreadableProjects(context)).toEqual([]);
});

test('only a connection whose ERP takes commitments is fed with them', async () => {
  const feeds = async () =>
    (await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.list(acme, { name: 'commitments' }))).map(
      ({ projectId }) => projectId,
    );
  procore.routes[list] = [good];
  await discover();
  expect(await feeds()).toEqual([]);
  await discover({ commitment: () => ({ problems: [], choices: [] }) });
  expect(await feeds()).toEqual(['41']);
});
