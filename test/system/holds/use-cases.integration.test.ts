import { erpSystems } from '../../../src/processes/gateways/erp-systems';
import { listEntries } from '../../../src/application/audit/list-entries';
import { goLiveConnection } from '../../../src/application/connections/go-live';
import type { Actor, ConnectionContext } from '../../../src/application/context';
import { listDocuments } from '../../../src/application/documents/list-documents';
import { decideNamed } from '../../../src/application/holds/decide-named';
import { listHolds } from '../../../src/application/holds/list-holds';
import { setMappingRow } from '../../../src/application/mapping/save-mapping';
import { testContext } from '../../stack/test-context';
import { addContracts, mapOnly } from '../support/added-contracts';
import { columns, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

/** Project 4411 of the sample company. */
const workedProject = '562949953423313';
const clerk: Actor = { identity: 'A. Clerk', role: 'operator' };
const controller: Actor = { identity: 'C. Controller', role: 'approver' };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      addContracts(folder, [
        {
          number: 'UNMAPPED',
          requisitions: [{ items: [{ code: '26-05-00.S', total: '1000.00', withheld: '100.00' }] }],
        },
        { number: 'OVER', requisitions: [{ items: [{ code: '26-010.S', total: '450000.00', withheld: '45000.00' }] }] },
      ]);
    },
  });
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProject]);
});
afterAll(() => rig.close());

/** As whoever asks over another way than the command line is given it: each time as the connection stands. */
const as = (actor: Actor): Promise<ConnectionContext> =>
  testContext(rig.test, actor, { erp: rig.erp, withTemporal: (work) => work(rig.client) });

async function holdsOf(name: string): Promise<readonly string[]> {
  const { rows } = await listHolds(await as(clerk), {}, {});
  return rows.find((one) => one.name === name)?.hold.reasons ?? [];
}

async function stageOf(name: string): Promise<string | null> {
  const { rows } = await listDocuments(await as(clerk), { project: '4411', kind: 'requisition' }, { limit: 1000 });
  return rows.find((one) => one.name === name)?.stage ?? null;
}

test('a connection goes live, once; what cannot be posted then is held, and named as people call it', async () => {
  const told: string[] = [];
  const live = await goLiveConnection(await as(controller), 'none', (line) => void told.push(line), erpSystems);
  expect(live).toMatchObject({ projects: 1, takenOver: 0 });
  expect(told.join('\n')).toContain(`goLive/${rig.scope.connectionId}`);
  await expect(goLiveConnection(await as(controller), 'none', () => undefined, erpSystems)).rejects.toMatchObject({
    name: 'ActionError',
    kind: 'refused',
  });
  await rig.until('both held', async () => {
    const held = [await holdsOf('4411/UNMAPPED/1'), await holdsOf('4411/OVER/1')];
    return held.join(' ') === 'unmappedCostCode overContract';
  });
});

test('a mapping row releases what waited for it, and nothing else', async () => {
  const saved = await setMappingRow(await as(clerk), {
    ...{ project: '4411', subJob: '', costCode: '26-05-00', costType: 'S' },
    ...{ account: '4411.1340.260500', segments: {} },
  });
  expect(saved.released.map((one) => one.name)).toContain('4411/UNMAPPED/1');
  expect(saved.released.map((one) => one.name)).not.toContain('4411/OVER/1');
  expect(saved.unknownProjects).toEqual([]);
  await rig.until('delivered', async () => (await stageOf('4411/UNMAPPED/1')) === 'delivered');
  expect(await holdsOf('4411/OVER/1')).toEqual(['overContract']);
});

test('a decision about a held document lets it go on, and is refused about one that is not held', async () => {
  const decision = { kind: 'acceptOverContract', note: 'CO 12 is signed' } as const;
  await expect(decideNamed(await as(controller), '4411/UNMAPPED/1', decision)).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('is not held') as string,
  });
  await expect(decideNamed(await as(controller), '4411/OVER/9', decision)).rejects.toMatchObject({ kind: 'notFound' });
  const { document, subjects } = await decideNamed(await as(controller), '4411/OVER/1', decision);
  const over = await rig.requisition('OVER', 1);
  expect(document).toBe(`requisition/${over.sourceId}`);
  expect(subjects).toHaveLength(1);
  await rig.until('delivered', async () => (await stageOf('4411/OVER/1')) === 'delivered');
  expect(columns((await jdeRowsOf(rig, over)).F0411Z1, 'AG')).toEqual([{ AG: '405000.00' }]);
});

test('the audit trail names who did each', async () => {
  const acts = await Promise.all(
    ['connection.wentLive', 'mapping.set', 'decision.acceptOverContract'].map(async (act) => {
      const { rows } = await listEntries(await as(clerk), { act }, {});
      return rows.map((one) => `${one.act} by ${one.actor}`);
    }),
  );
  expect(acts).toEqual([
    ['connection.wentLive by C. Controller'],
    ['mapping.set by A. Clerk'],
    ['decision.acceptOverContract by C. Controller'],
  ]);
});
