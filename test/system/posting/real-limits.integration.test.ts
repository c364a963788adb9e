import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import { goLiveConnection } from '../../../src/application/connections/go-live';
import { erpSystems } from '../../../src/processes/gateways/erp-systems';
import { QUOTAS } from '../../../src/sandbox/procore/quota';
import { testContext } from '../../stack/test-context';
import { editJson } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

const projects = 12;

let rig: Rig;
let worker: WorkerProgram | undefined;
beforeAll(async () => {
  rig = await startRig({
    workers: false,
    procoreQuota: QUOTAS.real,
    shape: (folder) => {
      editJson(join(folder, 'procore/projects.json'), (rows) => {
        const [template] = rows;
        for (let added = 1; rows.filter((row) => row['active'] === true).length < projects; added += 1) {
          const id = new LosslessNumber(String(562_949_953_500_000 + added));
          rows.push({ ...template, id, project_number: `N-${added}`, display_name: `N-${added}` });
        }
      });
    },
  });
  await rig.control('procore', 'PUT', 'permitted-projects', null);
});
afterAll(async () => {
  await worker?.stop();
  await rig.close();
});

interface Call {
  readonly path: string;
  readonly status: string;
}

const calls = async (): Promise<readonly Call[]> =>
  ((await rig.control('procore', 'GET', 'calls')) as { calls: Call[] }).calls;

/** How often everything of each project was asked for, by project. */
function wholeReadings(all: readonly Call[]): Map<string, number> {
  const readings = new Map<string, number>();
  for (const { path } of all) {
    const { pathname, searchParams } = new URL(path, 'http://procore');
    if (pathname !== '/rest/v1.1/requisitions') continue;
    if (searchParams.get('filters[updated_at]')?.startsWith('1999') !== true) continue;
    const project = searchParams.get('project_id') ?? '';
    readings.set(project, (readings.get(project) ?? 0) + 1);
  }
  return readings;
}

test('going live with many projects under the real limits comes to its end, and reads each project once, also when its worker is killed', async () => {
  worker = await startWorkerProgram(rig);
  const told: string[] = [];
  const context = await testContext(
    rig.test,
    { identity: 'test', role: 'operator' },
    { withTemporal: (work) => work(rig.client) },
  );
  const live = goLiveConnection(context, 'all', (line) => void told.push(line), erpSystems);
  await rig.until('the first projects are read', async () => wholeReadings(await calls()).size >= 3, 120_000);
  await worker.kill();
  worker = await startWorkerProgram(rig);
  expect(await live).toMatchObject({ projects });

  const all = await calls();
  expect(all.length).toBeGreaterThan(QUOTAS.real.spikeLimit);
  const readings = wholeReadings(all);
  expect(readings.size).toBe(projects);
  // But for the one under way when the worker was killed.
  expect([...readings.values()].filter((count) => count > 1).length).toBeLessThanOrEqual(1);
  // We count ourselves: Procore never had to refuse.
  expect(all.filter(({ status }) => status === '429')).toEqual([]);
}, 240_000);
