import { scriptedCli, type ScriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';

// The sample company's vendors and its suppliers in Fusion, matched by the commands, with the workflow behind them.

let system: FusionRig;
let cli: ScriptedCli;
beforeAll(async () => {
  system = await startFusionRig({
    shape: () => undefined,
    sections: {
      vendors: { externalKeyMeans: 'supplierNumber', externalKeyField: 'originCode', import: {} },
      fusion: { supplierScope: { types: ['SUPPLIER'] } },
    },
  });
  const { test, temporal } = system.rig;
  cli = scriptedCli({
    ML_CONNECTOR_MASTER_KEY: test.masterKey,
    DATABASE_URL: test.testDatabase.appUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
  });
});
afterAll(async () => {
  cli.remove();
  await system.close();
});

const match = (...words: readonly string[]) => {
  const { connectionId } = system.rig.scope;
  return cli.run([
    'vendor',
    'match',
    ...words,
    ...(words.includes('--connection') ? [] : ['--connection', connectionId]),
  ]);
};

test('run, look, decide, close: what is one company is linked, and a second run has nothing to ask', async () => {
  expect(await match('status')).toMatchObject({ code: 0, out: expect.stringContaining('never read') as string });
  const run = await match('run');
  expect(run).toMatchObject({ code: 0 });
  expect(run.out).toContain('30 vendors, 29 suppliers: 22 exact pairs, 2 candidates, 0 conflicts');
  const exported = await match('export');
  const [header = '', ...lines] = exported.out.trim().split('\n');
  const candidates = lines.filter((line) => line.startsWith('candidate'));
  expect(candidates.map((line) => line.split(',')[8])).toEqual(['60039', '60151']);

  expect((await match('accept-exact', '--as', 'C. Controller')).out).toContain('22 decided, 0 linked');
  const file = cli.write('matches.csv', `${[header, ...candidates.map((line) => `${line}accept`)].join('\n')}\n`);
  expect((await match('import', file)).out).toContain('2 decided');
  expect((await match('list')).out).toBe('nothing to decide\n');
  expect((await match('close', '--as', 'C. Controller')).out).toContain('closed: 24 pairs linked, 0 findings open');
  expect((await cli.run(['vendor', 'list', '--connection', system.rig.scope.connectionId])).out).toContain('60032');

  expect((await match('run')).out).toContain('0 exact pairs, 0 candidates, 0 conflicts');
  expect((await match('status')).out).toContain('by C. Controller');
});

test('suppliers become vendors by the commands: planned, shown, stopped for a person, carried out, and then there is nothing to do', async () => {
  const { connectionId } = system.rig.scope;
  const importing = (...words: readonly string[]) =>
    cli.run(['vendor', 'import', ...words, '--connection', connectionId]);
  expect((await importing('show')).err).toContain('there is no plan of vendors yet');
  expect((await importing('plan', '--take', 'colour')).err).toContain('expected some of name, address');
  expect((await importing('plan', '--as', 'C. Controller')).out).toMatch(/^plan 1: [1-9]\d* to do/);
  const shown = await importing('show');
  expect(shown.out).toContain('plan 1 by C. Controller');
  expect(shown.out).toMatch(/of 24 linked vendors; \d+ calls/);
  const stopped = await importing('apply');
  expect(stopped).toMatchObject({ code: 1 });
  expect(stopped.err).toContain('--accept-changes');
  const applied = await importing('apply', '1', '--accept-changes', '--as', 'C. Controller');
  expect(applied.out).toMatch(/^plan 1: [1-9]\d* done, 0 changed meanwhile and left, 0 refused/);
  expect((await importing('plan')).out).toMatch(/^plan 2: 0 to do/);
  expect((await match('run')).out).toContain('0 exact pairs, 0 candidates, 0 conflicts');
});

test('on a connection without the section "vendors" it is refused, and says what to add', async () => {
  const { test: store } = system.rig;
  const { connectionId } = await store.addConnection({ connectionId: 'plain' });
  const refused = await match('run', '--connection', connectionId);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('add the section "vendors" with externalKeyMeans');
});
