import { scriptedCli, type ScriptedCli } from '../scripted-terminal.fixture';

let cli: ScriptedCli;
beforeEach(() => {
  cli = scriptedCli();
});
afterEach(() => {
  cli.remove();
});

test('no proxy may ask for decoded payloads while the codec server asks for no token', async () => {
  const run = await cli.run(['api', '--allowed-host', 'temporal.example']);
  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.err).toContain('--allowed-host needs ML_CONNECTOR_CODEC_TOKEN');
});
