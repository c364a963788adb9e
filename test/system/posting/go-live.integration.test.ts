import { goLiveConnection } from '../../../src/application/connections/go-live';
import {
  confirmOpeningBalances,
  importOpeningBalances,
} from '../../../src/application/opening-balances/import-opening-balances';
import { linesOfBalances } from '../../../src/application/opening-balances/lines-of-balances';
import { testContext } from '../../stack/test-context';
import { erpSystems } from '../../../src/processes/gateways/erp-systems';
import { addContracts } from '../support/added-contracts';
import { columns, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const workedProject = '562949953423313';
const line = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) =>
      addContracts(folder, [
        {
          number: 'RUNNING',
          requisitions: [
            { items: [line], end: '2026-09-30' },
            {
              items: [
                { ...line, total: '15000.00', totalBefore: '10000.00', withheld: '1500.00', withheldBefore: '1000.00' },
              ],
            },
          ],
        },
        { number: 'NEW', requisitions: [{ items: [line] }] },
        // More than its line is worth: held until somebody decides.
        { number: 'LATE', requisitions: [{ items: [{ ...line, total: '450000.00', withheld: '45000.00' }] }] },
      ]),
  });
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProject]);
  await rig.activities.discoverProjects(rig.scope);
  await rig.activities.pollRequisitions({ ...rig.scope, projectId: workedProject, full: true });
});
afterAll(() => rig.close());

/** The lines that the balances must name, as Procore shows them. */
async function linesOf(balances: Parameters<typeof linesOfBalances>[1]) {
  const context = await testContext(rig.test, { identity: 'test', role: 'operator' }, { procore: rig.procorePort });
  const lines = await linesOfBalances(context, balances, () => undefined);
  expect(lines.unchecked.size).toBe(0);
  return lines;
}

test('before go-live nothing is posted; going live lets it go on, takes over what was billed before, and asks for the opening balance', async () => {
  const { store } = rig.test;
  const fresh = await rig.requisition('NEW', 1);
  await rig.hintOne(fresh.sourceId);
  await rig.untilStage(fresh.sourceId, ['waiting']);
  expect((await rig.holds()).map((one) => one.hold.reasons)).toEqual([['notLive']]);

  const told: string[] = [];
  const context = await testContext(
    rig.test,
    { identity: 'test', role: 'operator' },
    { withTemporal: (work) => work(rig.client) },
  );
  const live = await goLiveConnection(context, { through: '2026-09-30' }, (line) => void told.push(line), erpSystems);
  expect(live).toMatchObject({ projects: 1, takenOver: 1, released: 1 });
  expect(told.join('\n')).toContain(`goLive/${rig.scope.connectionId}`);
  await rig.untilStage(fresh.sourceId, ['delivered']);

  const taken = await rig.requisition('RUNNING', 1);
  const next = await rig.requisition('RUNNING', 2);
  expect(taken.stage).toBe('takenOver');
  await rig.until('the opening balance asked for', async () =>
    (await rig.holds()).some((one) => one.document.id === next.id && one.hold.reason === 'openingBalance'),
  );
  expect((await jdeRowsOf(rig, next)).F4301).toEqual([]);

  const commitmentId = next.commitmentId ?? '';
  const items = [{ itemKey: 'contract_item:700000000000010', billed: '10000.00', stored: '0.00', withheld: '1000.00' }];
  const balance = { commitmentId, lastNumber: 1, certified: '9000.00', lines: items };
  await importOpeningBalances(store, rig.scope, [balance], 'balances.csv', await linesOf([balance]));
  // Imported is not confirmed.
  const holdOfNext = async () => (await rig.holds()).find((one) => one.document.id === next.id)?.hold.id;
  const before = await holdOfNext();
  await rig.hintOne(next.sourceId);
  await rig.until('held anew', async () => ![undefined, before].includes(await holdOfNext()));
  const confirmed = await confirmOpeningBalances(store, rig.scope, 'all', await linesOf([balance]));
  expect(confirmed).toEqual({ confirmed: [commitmentId], released: 1 });
  await rig.untilStage(next.sourceId, ['delivered']);
  const { F4311, F0411Z1 } = await jdeRowsOf(rig, next);
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '5000.00' }]);
  expect(columns(F0411Z1, 'AG')).toEqual([{ AG: '4500.00' }]);
  expect(await jdeRowsOf(rig, taken)).toEqual({ F4301: [], F4311: [], F0411Z1: [], F0911Z1: [] });
});

test('a number that the opening balance covers is never posted, also when it was on its way', async () => {
  const { store } = rig.test;
  const late = await rig.requisition('LATE', 1);
  const commitmentId = late.commitmentId ?? '';
  await rig.until('held', async () => (await rig.holds()).some((one) => one.document.id === late.id));
  const items = [
    { itemKey: 'contract_item:700000000002010', billed: '450000.00', stored: '0.00', withheld: '45000.00' },
  ];
  const balance = { commitmentId, lastNumber: 1, certified: '405000.00', lines: items };
  const by = 'balances.csv';
  // Read with their list, which has no lines: those are shown for the check.
  const lines = await linesOf([balance]);
  await expect(importOpeningBalances(store, rig.scope, [{ ...balance, lastNumber: 2 }], by, lines)).rejects.toThrow(
    'commitment 4411/LATE: last_number 2: the highest requisition in Procore is 1',
  );
  await expect(
    importOpeningBalances(
      store,
      rig.scope,
      [{ ...balance, lines: [{ ...items[0]!, itemKey: 'contract_item:5' }] }],
      by,
      lines,
    ),
  ).rejects.toThrow('contract_item:5 is no line of it; its lines are contract_item:700000000002010');
  await importOpeningBalances(store, rig.scope, [balance], by, lines);
  await confirmOpeningBalances(store, rig.scope, [commitmentId], lines);
  await rig.untilStage(late.sourceId, ['takenOver']);
  expect((await rig.holds()).map((one) => one.document.id)).not.toContain(late.id);
  expect((await jdeRowsOf(rig, late)).F4301).toEqual([]);
});

test('an opening balance that reaches to a requisition posted from here is refused', async () => {
  const posted = await rig.requisition('NEW', 1);
  const items = [{ itemKey: 'contract_item:700000000001010', billed: '10000.00', stored: '0.00', withheld: '1000.00' }];
  const balance = { commitmentId: posted.commitmentId ?? '', lastNumber: 1, certified: '9000.00', lines: items };
  const lines = await linesOf([balance]);
  await expect(importOpeningBalances(rig.test.store, rig.scope, [balance], 'balances.csv', lines)).rejects.toThrow(
    'requisition 1 is posted from here, or may be (delivered), and would count twice',
  );
});
