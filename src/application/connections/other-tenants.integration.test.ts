import { testContext } from '../../../test/stack/test-context';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { connectionFile } from '../../cli/scripted-terminal.fixture';
import { erpSystems } from '../../processes/gateways/erp-systems';
import { tenantsWanted } from '../audit/tenants-wanted';
import type { Context } from '../context';
import { chooseConnection } from './choose-connection';
import { readConnectionFile } from './read-connection-file';
import { saveConnectionFile, standingConnection } from './save-connection';
import { listConnections } from './show-connections';

let acme: TestStore;
let own: Context;
let all: Context;
beforeAll(async () => {
  acme = await createTestStore({ connectionId: 'mine' });
  await acme.addConnection({ tenantId: 'rival', connectionId: 'theirs' });
  own = await testContext(acme, { identity: 'A. Clerk', role: 'operator' });
  all = { ...own, tenantId: null };
});
afterAll(() => acme.close());

test('whoever is of one tenant sees, chooses and verifies nothing of another', async () => {
  const seenBy = async (context: Context) => (await listConnections(context)).map((one) => one.connection);
  expect(await seenBy(own)).toEqual(['mine']);
  expect(await seenBy(all)).toEqual(['mine', 'theirs']);
  expect((await chooseConnection(own, undefined)).connectionId).toBe('mine');
  await expect(chooseConnection(own, 'theirs')).rejects.toMatchObject({
    kind: 'notFound',
    message: 'connection "theirs" does not exist; there are: mine',
  });
  expect((await chooseConnection(all, 'theirs')).tenantId).toBe('rival');
  await expect(chooseConnection(all, undefined)).rejects.toMatchObject({ kind: 'badInput', field: 'connection' });
  expect([await tenantsWanted(own, undefined), await tenantsWanted(all, undefined)]).toEqual([
    ['acme'],
    ['acme', 'rival'],
  ]);
});

test('nor is a connection of another tenant changed or added', async () => {
  const file = JSON.stringify(connectionFile({ id: 'theirs', tenant: 'rival' }));
  const read = readConnectionFile('connection.json', file, erpSystems);
  const secrets = { procoreClientId: 'a', procoreClientSecret: 'b', erp: { username: 'c', password: 'd' } };
  const refused = { kind: 'refused', field: 'tenant' };
  await expect(standingConnection(own, read)).rejects.toMatchObject(refused);
  await expect(saveConnectionFile(own, read, secrets, erpSystems)).rejects.toMatchObject(refused);
});
