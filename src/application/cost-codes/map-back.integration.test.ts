import {
  openAccountsAndCodes,
  concrete,
  type AccountsAndCodes,
} from '../../activities/cost-codes/accounts-and-codes.fixture';
import { PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import type { ConnectionContext } from '../context';
import { importMapping, setMappingRow } from '../mapping/save-mapping';
import { exportMapping } from '../mapping/export-mapping';
import { acceptDrift } from './accept-drift';
import { mapBack } from './publish-cost-codes';

// What stands in Procore is mapped back in one version; what people mapped stays theirs.

let on: AccountsAndCodes;
let context: ConnectionContext;
beforeEach(async () => {
  on = await openAccountsAndCodes();
  const connection = await on.acme.store.inTenant(on.scope.tenantId, (tx) =>
    tx.connections.load(on.scope.connectionId),
  );
  context = { store: on.acme.store, ports: on.ports, connection } as unknown as ConnectionContext;
});
afterEach(() => on.close());

const publish = async (): Promise<void> => {
  const { plan } = await on.plan();
  await on.apply(plan);
};
const segments = ['entity', 'department', 'account', 'subAccount'];

const rows = () =>
  on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const loaded = await tx.mappings.load(on.scope, await tx.mappings.version(on.scope));
    return loaded.map(({ project, costCode, costType, target, generated }) => ({
      ...{ row: `${project} ${costCode} ${costType}`, account: segments.map((name) => target[name]).join('.') },
      generated: generated === true,
    }));
  });
const ofPerson = (costCode: string, account: string) =>
  setMappingRow(context, { project: `id:${PROJECT}`, subJob: '', costCode, costType: 'S', account, segments: {} });

test('what stands is mapped back in one generated version, and a second time none is made', async () => {
  expect(await mapBack(context)).toMatchObject({ version: null, added: 0 });
  await publish();
  expect(await mapBack(context)).toMatchObject({ version: 1, added: 1 });
  expect(await rows()).toEqual([{ row: `id:${PROJECT} 60530 S`, account: '101.10.60530.000', generated: true }]);
  expect(await mapBack(context)).toMatchObject({ version: null, added: 0, differing: [] });
});

test('a row of a person keeps its account, and one that a person gives later takes the place of a generated one', async () => {
  await ofPerson('60*', '101.10.63000.000');
  await publish();
  expect(await mapBack(context)).toMatchObject({ version: null, added: 0 });
  await ofPerson('61*', '101.10.63000.000');
  await importMapping(context, {
    ...{ file: 'mapping.csv', merge: false },
    text: `project,sub_job,cost_code,cost_type,entity,department,account,sub_account\n*,,99,S,101,10,63000,000\n`,
  });
  expect(await mapBack(context)).toMatchObject({ added: 1 });
  await ofPerson('60530', '101.10.63000.000');
  expect(await rows()).toContainEqual({ row: `id:${PROJECT} 60530 S`, account: '101.10.63000.000', generated: false });
});

test('a generated row that was exported and comes back as it was stays generated', async () => {
  await publish();
  await mapBack(context);
  const { csv } = await exportMapping(context, null);
  await importMapping(context, { file: 'mapping.csv', text: csv, merge: false });
  expect(await rows()).toMatchObject([{ generated: true }]);
});

test('a generated row knows its combination by its id, also one that was made before that was noted, and after a round trip', async () => {
  await publish();
  await mapBack(context);
  const ids = () =>
    on.acme.store.inTenant(on.scope.tenantId, async (tx) =>
      (await tx.mappings.load(on.scope, await tx.mappings.version(on.scope))).map(({ wbsCodeId }) => wbsCodeId),
    );
  const mine = (await on.combinations()).find(({ flat_code }) => flat_code === '60530.S');
  expect(await ids()).toEqual([String(mine?.id)]);
  const { csv } = await exportMapping(context, null);
  await importMapping(context, { file: 'mapping.csv', text: csv, merge: false });
  expect(await ids()).toEqual([String(mine?.id)]);
  await on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
    const before = await tx.mappings.load(on.scope, await tx.mappings.version(on.scope));
    await tx.mappings.save(
      on.scope,
      before.map(({ wbsCodeId: _, ...row }) => row),
    );
  });
  expect(await ids()).toEqual([undefined]);
  expect(await mapBack(context)).toMatchObject({ added: 1, differing: [] });
  expect(await ids()).toEqual([String(mine?.id)]);
});

test('what somebody changed in Procore stays once it is accepted, and is listed again only when it changes anew', async () => {
  await publish();
  const drifts = async () => {
    const { plan } = await on.plan();
    return (await on.told(plan)).filter((line) => line.includes(' drift '));
  };
  const [code] = await on.codes();
  const called = (name: string) => on.inProcore('PATCH', `/projects/${PROJECT}/cost_codes/${code?.id ?? ''}`, { name });
  await called('Beton');
  expect(await drifts()).toEqual(['project drift 60530 -']);
  const wanted = { project: `P-${PROJECT}`, code: '60530', costType: null };
  await expect(acceptDrift(context, { ...wanted, project: null })).rejects.toThrow(`it lists P-${PROJECT} 60530`);
  expect(await acceptDrift(context, wanted)).toMatchObject({ accepted: [expect.stringContaining('Beton')] });
  expect(await drifts()).toEqual([]);
  await publish();
  expect(await on.codes()).toMatchObject([{ name: 'Beton' }]);
  await called('Ciment');
  expect(await drifts()).toEqual(['project drift 60530 -']);
  await acceptDrift(context, 'all');
  await on.name('Concrete work');
  expect(await drifts()).toEqual(['project drift 60530 -']);
});

test('another account behind a code changes no row: it is told', async () => {
  await publish();
  await mapBack(context);
  await on.account(concrete, { subAccount: '777' });
  await publish();
  const { added, differing } = await mapBack(context);
  expect(added).toBe(0);
  expect(differing).toEqual([`id:${PROJECT} 60530 S: 101.10.60530.000 in the mapping, 101.10.60530.777 by its code`]);
});
