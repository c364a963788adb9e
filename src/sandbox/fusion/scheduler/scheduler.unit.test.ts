import {
  batches,
  interfaceStatuses,
  journal,
  PARAMETERS,
  post,
  requestNamed,
  requests,
  statusOf,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestAnswer, type TestSandbox } from '../testing/test-sandbox.fixture';

const SCHEDULER = '/ess/rest/scheduler/v1/requests';
/** Far more than a test takes, so that a step is taken only when the clock is moved. */
const STEP_SECONDS = 600;

describe('the scheduler', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: STEP_SECONDS * 1000, tokenSeconds: 1_000_000 });
  });
  afterEach(() => sandbox.close());

  const step = () => sandbox.control('POST', 'clock', { aheadSeconds: STEP_SECONDS });
  const finish = async (): Promise<void> => {
    await sandbox.set({ essStepMs: 0 });
    await step();
  };
  const control = (id: string, body: object) => sandbox.control('POST', `ess/requests/${id}`, body);
  const get = (query: string): Promise<TestAnswer> => sandbox.get(`${SCHEDULER}${query}`);
  /** The different states of the root until it stands still. */
  const statesOf = async (id: string): Promise<string[]> => {
    const states = [await statusOf(sandbox, id)];
    for (let steps = 0; steps < 20; steps += 1) {
      await step();
      const now = await statusOf(sandbox, id);
      if (now !== states.at(-1)) states.push(now);
    }
    return states;
  };

  test('takes a parent from WAIT over READY, RUNNING and PAUSED to its end; nothing is imported before', async () => {
    const id = await submit(sandbox, journal('10.00'));
    expect(await batches(sandbox)).toEqual([]);
    expect(await statesOf(id)).toEqual(['WAIT', 'READY', 'RUNNING', 'PAUSED', 'SUCCEEDED']);
    expect(await batches(sandbox)).toHaveLength(1);
  });

  test('runs load, import with its child, and upload one after the other below the parent', async () => {
    const id = await submit(sandbox, journal('10.00'));
    const seen = new Map<string, Set<string>>();
    for (let steps = 0; steps < 20; steps += 1) {
      for (const { jobName, state } of await requests(sandbox)) {
        seen.set(jobName, (seen.get(jobName) ?? new Set()).add(state));
      }
      await step();
    }
    const plain = ['WAIT', 'READY', 'RUNNING', 'SUCCEEDED'];
    expect([...seen].map(([name, states]) => [name, [...states]]).slice(1)).toEqual([
      ['Load Interface File for Import', plain],
      ['Import Journals', ['WAIT', 'READY', 'RUNNING', 'PAUSED', 'SUCCEEDED']],
      ['Import Journals: Child', plain],
      ['Upload Interface Error and Output File to UCM', plain],
    ]);
    const all = await requests(sandbox);
    const [root, load, importer] = all;
    expect(all.map(({ parentId }) => parentId)).toEqual([null, id, load.id, importer.id, load.id]);
    expect(new Set(all.map(({ absParentId }) => absParentId))).toEqual(new Set([root.id]));
  });

  test.each(['COMPLETED', 'FINISHED'] as const)(
    'a parent may pass through %s before its end',
    async (postProcessing) => {
      await sandbox.set({ postProcessing });
      const id = await submit(sandbox, journal('10.00'));
      expect((await statesOf(id)).slice(-3)).toEqual(['PAUSED', postProcessing, 'SUCCEEDED']);
    },
  );

  test.each([
    ['succeeded', 'SUCCEEDED'],
    ['worstChild', 'WARNING'],
  ] as const)('a parent hides the warning of its child, or not: parentState %s', async (parentState, state) => {
    await sandbox.set({ parentState, essStepMs: 0 });
    const id = await submit(sandbox, journal('10.00', { 11: '99999' }));
    expect(await statusOf(sandbox, id)).toBe(state);
    expect((await requestNamed(sandbox, 'Import Journals')).state).toBe('WARNING');
  });

  test('the import may be a request of its own with a higher id: the parent has succeeded before it began', async () => {
    await sandbox.set({ importRequests: 'separate' });
    const id = await submit(sandbox, journal('10.00', { 11: '99999' }));
    const steps = async (count: number): Promise<void> => {
      for (let taken = 0; taken < count; taken += 1) await step();
    };
    await steps(6);
    const importer = await requestNamed(sandbox, 'Import Journals');
    expect(importer).toMatchObject({ parentId: null, absParentId: importer.id });
    expect(Number(importer.id)).toBeGreaterThan(Number(id));
    await sandbox.control('POST', `ess/requests/${importer.id}`, { state: 'BLOCKED' });
    await steps(20);
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
    expect(await interfaceStatuses(sandbox)).toEqual(['NEW', 'NEW']);
    const tree = await sandbox.get(`erpintegrations?finder=ESSExecutionDetailsRF;requestId=${id}`);
    expect(tree.json.items[0].RequestStatus).not.toContain('Import Journals');
    await sandbox.control('POST', `ess/requests/${importer.id}`, { goOn: true });
    await steps(20);
    expect((await requestNamed(sandbox, 'Import Journals: Child')).state).toBe('WARNING');
    // Purged after the run, not before it.
    expect(await interfaceStatuses(sandbox)).toEqual([]);
  });

  test.each(['HOLD', 'BLOCKED', 'SCHEDULED', 'PROCESSING', 'SOMETHING_NEW'])(
    'a tree that is put to %s stands still until it is let go on',
    async (state) => {
      const id = await submit(sandbox, journal('10.00'));
      await control(id, { state });
      await finish();
      expect(await statusOf(sandbox, id)).toBe(state);
      expect(await batches(sandbox)).toEqual([]);
      await control(id, { goOn: true });
      expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
      expect(await batches(sandbox)).toHaveLength(1);
    },
  );

  test.each([
    ...['ERROR', 'CANCELLED', 'CANCELED', 'EXPIRED', 'VALIDATION_FAILED', 'ERROR_MANUAL_RECOVERY'],
    'FINISHED_WITH_ERRORS',
  ])('a root that is ended as %s does nothing more', async (state) => {
    const id = await submit(sandbox, journal('10.00'));
    await control(id, { state, message: 'by a test' });
    await finish();
    expect(await statusOf(sandbox, id)).toBe(state);
    expect(await batches(sandbox)).toEqual([]);
    expect((await get(`/${id}?fields=state,errorWarningMessage`)).json).toEqual({
      state,
      errorWarningMessage: 'by a test',
    });
  });

  test('words may be spelled otherwise, in every answer', async () => {
    await sandbox.set({ words: { ERROR_MANUAL_RECOVERY: 'Error Manual Recovery', SUCCEEDED: 'Succeeded' } });
    const id = await submit(sandbox, journal('10.00'));
    await control(id, { state: 'ERROR_MANUAL_RECOVERY' });
    expect(await statusOf(sandbox, id)).toBe('Error Manual Recovery');
    expect((await get(`/${id}`)).json.state).toBe('Error Manual Recovery');
    await sandbox.set({ essStepMs: 0 });
    const other = await submit(sandbox, journal('10.00'));
    const tree = await sandbox.get(`erpintegrations?finder=ESSExecutionDetailsRF;requestId=${other}`);
    expect(tree.json.items[0].RequestStatus).toContain('"STATUS":"Succeeded"');
  });

  test('two loads of one group that meet in the interface come in together; the second import finds nothing', async () => {
    const first = await submit(sandbox, journal('10.00'));
    const second = await submit(sandbox, journal('10.00'));
    expect((await statesOf(second)).at(-1)).toBe('SUCCEEDED');
    expect(await statusOf(sandbox, first)).toBe('SUCCEEDED');
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: 20, RunningTotalCr: 20 }]);
    const imports = (await requests(sandbox)).filter(({ jobName }) => jobName === 'Import Journals: Child');
    expect(imports.map(({ id, files }) => /Total: (\d)/.exec(files[`${id}.log`])?.[1])).toEqual(['1', '0']);
  });

  test('a frozen scheduler does nothing until it thaws', async () => {
    await sandbox.set({ essFrozen: true });
    const id = await submit(sandbox, journal('10.00'));
    await finish();
    expect(await statusOf(sandbox, id)).toBe('WAIT');
    await sandbox.set({ essFrozen: false });
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
  });

  test('a request that history no longer has is unknown everywhere, and what it did stands', async () => {
    const id = await submit(sandbox, journal('10.00'));
    await sandbox.control('DELETE', `ess/requests/${id}`);
    await finish();
    expect(await statusOf(sandbox, id)).toBeUndefined();
    expect((await get(`/${id}`)).status).toBe(404);
    expect(await batches(sandbox)).toHaveLength(1);
  });

  test('a job that is submitted over erpintegrations has a status there', async () => {
    await sandbox.set({ essStepMs: 0 });
    const body = {
      OperationName: 'submitESSJobRequest',
      JobPackageName: 'oracle/apps/ess/financials/generalLedger/programs/common',
      JobDefName: 'JournalImportLauncher',
      ESSParameters: PARAMETERS,
    };
    const { json } = await post(sandbox, body);
    expect(await statusOf(sandbox, json.ReqstId)).toBe('SUCCEEDED');
    expect((await post(sandbox, { ...body, JobDefName: 'Nothing' })).json.ReqstId).toBe('-1');
  });
});
