import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findAddresses } from '../local/addresses';
import { parseCadence } from '../application/feeds/parse-cadence';
import { parseTakeOver } from './options/parse-take-over';
import { runtimeFilePath, writeRuntimeFile } from '../local/runtime-file';
import { scriptedCli, type ScriptedCli } from './scripted-terminal.fixture';
import { table } from './output';
import { openStateFolder } from '../local/stack/state/state-folder';
import { acquireUpLock } from '../local/stack/state/up-lock';

let cli: ScriptedCli;
beforeEach(() => {
  cli = scriptedCli();
});
afterEach(() => {
  cli.remove();
});

const runtime = {
  databaseUrl: 'postgres://app:pw@127.0.0.1:5444/ml',
  databaseOwnerUrl: 'postgres://owner:pw@127.0.0.1:5444/ml',
  temporalAddress: '127.0.0.1:7444',
  temporalNamespace: 'ml-connector',
  masterKeyFile: '/keys/master',
};

describe('the command line', () => {
  test('help and version are answers: stdout, exit code 0', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
    await expect(cli.run(['--version'])).resolves.toMatchObject({ code: 0, out: `${version}\n`, err: '' });
    const help = await cli.run(['mapping', 'import', '--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('$ ml-connector mapping import mapping.csv');
  });

  test('every subcommand says what it does', async () => {
    const help = await cli.run(['--help']);
    const groups = [...help.out.matchAll(/^ {2}([a-z-]+)(?: \[.*\])? {2,}\S/gm)].map((match) => match[1]!);
    expect(groups).toEqual(expect.arrayContaining(['connection', 'mapping', 'hold', 'migrate', 'sandbox', 'audit']));
    for (const group of groups.filter((name) => name !== 'help')) {
      await expect(cli.run([group, '--help'])).resolves.toMatchObject({ code: 0, err: '' });
    }
  });

  test.each([
    [['nonsense'], 'unknown command'],
    [['mapping'], 'Usage: ml-connector mapping'],
    [['mapping', 'import'], "missing required argument 'file'"],
    [['mapping', 'set', '--project', '1'], "required option '--cost-code <pattern>' not specified"],
    [['mapping', 'import', 'a', 'b'], 'too many arguments for "ml-connector mapping import"'],
    [['hold', 'resume'], 'say which: a document, --reason REASON or --all'],
    [
      ['hold', 'decide', '7', 'accept', '--note', 'x'],
      'decision "accept": one of accept-over-contract, accept-over-released, never-arrived',
    ],
    [['hold', 'decide', '7', 'never-arrived'], "required option '--note <text>' not specified"],
    [['hold', 'decide', '7', 'never-arrived', '--note', ' '], '--note: say why'],
    [['connection', 'pause', '--reason', ''], '--reason: say why'],
    [['ledger', 'rebuild', '--since', '2026-11-01'], '--since "2026-11-01": a time in the past with its zone'],
    [['hold', 'list', '--reason', 'because'], '--reason "because": one of notLive'],
    [['hold', 'list', '--limit', '0'], '--limit "0": a whole number from 1 to 1000'],
    [['vendor', 'list', '--limit', 'many'], '--limit "many": a whole number from 1 to 1000'],
    [['document', 'list', '--stage', 'nowhere'], '--stage "nowhere": one of checking'],
    [['poll', 'now'], 'say which: --project PROJECT or --all'],
    [['vendor', 'link', 'x', '-1'], '-1'],
    [['connection', 'list'], 'no DATABASE_URL: start "ml-connector up" first'],
    [['mapping', 'import', 'missing.csv'], 'missing.csv: 1 fault, nothing was changed\n  does not exist'],
    [
      ['sandbox', 'procore', '--data', 'nowhere'],
      '--data nowhere: 1 fault, nothing was changed\n  .: must be a folder',
    ],
    [['sandbox', 'jde', '--data', '.', '--port', '99999'], '--port "99999": a port number'],
    [['sandbox', 'fusion', '--data', '.', '--identity-port', 'x'], '--identity-port "x": a port number'],
    [['sandbox', 'fusion', '--data', 'nowhere'], '--data nowhere: 1 fault, nothing was changed'],
    [['project', 'cadence', '1', '--every', '15'], '--every "15": an interval such as 15m'],
  ])('%j is bad input: exit code 2 and a message, nothing on stdout', async (args, message) => {
    const run = await cli.run(args);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  test('a secret given as an argument is refused, explained and not repeated', async () => {
    for (const args of [['--client-secret', 'hunter2'], ['--password=hunter2'], ['hunter2']]) {
      const run = await cli.run(['connection', 'add', '--file', 'c.json', ...args]);
      expect(run.code).toBe(2);
      expect(run.err).toContain('a secret is never an argument');
      expect(run.err + run.out).not.toContain('hunter2');
    }
  });

  test('an error shows where it came from only with --debug', async () => {
    const args = ['mapping', 'import', 'missing.csv'];
    expect((await cli.run(args)).err).not.toContain('read-text-file');
    expect((await cli.run([...args, '--debug'])).err).toContain('read-text-file');
  });

  test('a file that is not UTF-8 is refused', async () => {
    cli.write('latin.csv', Buffer.from([0x70, 0xe9, 0x0a]));
    await expect(cli.run(['mapping', 'import', 'latin.csv'])).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('is not UTF-8') as string,
    });
  });

  test('the schema of connection.json is JSON', async () => {
    const { json, code } = await cli.run(['connection', 'schema']);
    expect(code).toBe(0);
    const form = { type: 'object', required: expect.arrayContaining(['id', 'posting']) as unknown };
    expect(json).toMatchObject({ anyOf: [form, form] });
  });
});

describe('addresses', () => {
  test('come from the file that "up" wrote, which only its owner may read', () => {
    writeRuntimeFile(cli.folder, runtime);
    expect(statSync(runtimeFilePath(cli.folder)).mode & 0o777).toBe(0o600);
    expect(findAddresses({}, cli.folder)).toEqual({ stateFolder: cli.folder, ...runtime });
  });

  test('the environment wins, and a master key is not used with another database', () => {
    writeRuntimeFile(cli.folder, runtime);
    const addresses = findAddresses({ DATABASE_URL: 'postgres://other/db', TEMPORAL_NAMESPACE: 'theirs' }, cli.folder);
    expect(addresses).toMatchObject({
      databaseUrl: 'postgres://other/db',
      databaseOwnerUrl: null,
      masterKeyFile: null,
      temporalAddress: runtime.temporalAddress,
      temporalNamespace: 'theirs',
    });
  });

  test('the folder in which "up" or the demo keeps its state folder may be named as well', () => {
    mkdirSync(join(cli.folder, '.ml-connector'));
    writeRuntimeFile(join(cli.folder, '.ml-connector'), runtime);
    expect(findAddresses({}, cli.folder)).toMatchObject(runtime);
  });

  test('where only the demo runs, commands are for it, and say so', async () => {
    const demo = join(cli.folder, '.ml-connector/demo/.ml-connector');
    mkdirSync(demo, { recursive: true });
    writeRuntimeFile(demo, { ...runtime, databaseUrl: 'postgres://app:pw@127.0.0.1:9/demo' });
    cli.env['ML_CONNECTOR_MASTER_KEY'] = Buffer.alloc(32, 7).toString('base64');
    const run = await cli.run(['connection', 'list']);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('(of the demo)\nthe database 127.0.0.1:9/demo does not answer');
  });

  test('beside a running demo the addresses that a stopped "up" left behind are not used', async () => {
    const own = join(cli.folder, '.ml-connector');
    const demo = join(own, 'demo/.ml-connector');
    mkdirSync(demo, { recursive: true });
    writeRuntimeFile(own, { ...runtime, databaseUrl: 'postgres://app:pw@127.0.0.1:9/own' });
    writeRuntimeFile(demo, { ...runtime, databaseUrl: 'postgres://app:pw@127.0.0.1:9/demo' });
    cli.env['ML_CONNECTOR_MASTER_KEY'] = Buffer.alloc(32, 7).toString('base64');
    const asked = async (): Promise<string> => (await cli.run(['connection', 'list'])).err;
    expect(await asked()).toContain('the database 127.0.0.1:9/own does not answer');
    const lock = await acquireUpLock(demo);
    expect(await asked()).toContain('(of the demo)\nthe database 127.0.0.1:9/demo does not answer');
    const ownLock = await acquireUpLock(own);
    expect(await asked()).toContain('the database 127.0.0.1:9/own does not answer');
    for (const one of [lock, ownLock]) if (one.held) await one.lock.release();
  });

  test.each([
    ['the folder it is in', 'elsewhere'],
    ['the state folder itself', join('elsewhere', '.ml-connector')],
  ])('"up" keeps its state where --state-folder says, named as %s', async (_what, named) => {
    const lock = await acquireUpLock(openStateFolder(join(cli.folder, 'elsewhere')));
    const run = await cli.run(['--state-folder', named, 'up']);
    if (lock.held) await lock.lock.release();
    expect(run).toMatchObject({ code: 3, err: expect.stringContaining('Already running here') as string });
    expect(existsSync(join(cli.folder, '.ml-connector'))).toBe(false);
  });

  test('"demo" keeps its state below it', async () => {
    const base = join(cli.folder, 'elsewhere', '.ml-connector', 'demo');
    const lock = await acquireUpLock(openStateFolder(base));
    const run = await cli.run(['demo', '--state-folder', 'elsewhere', '--exit']);
    if (lock.held) await lock.lock.release();
    expect(run).toMatchObject({ code: 3, err: expect.stringContaining('already running here') as string });
  });

  test('a damaged file is named', async () => {
    mkdirSync(join(cli.folder, 'state'));
    cli.write('state/runtime.json', '{"databaseUrl": 1}');
    chmodSync(join(cli.folder, 'state/runtime.json'), 0o600);
    const run = await cli.run(['connection', 'list', '--state-folder', 'state']);
    expect(run.code).toBe(2);
    expect(run.err).toContain(join('state', 'runtime.json'));
  });
});

describe('words on the command line', () => {
  test.each([
    [['all'], 'all'],
    [['none'], 'none'],
    [['through', '2026-09-30'], { through: '2026-09-30' }],
    [['through 2026-09-30'], { through: '2026-09-30' }],
  ])('--take-over %j', (words, expected) => {
    expect(parseTakeOver(words)).toEqual(expected);
  });

  test.each([[['some']], [['through']], [['through', '2026-02-30']], [['all', 'none']], [['through', '1', '2']]])(
    '--take-over %j is refused',
    (words) => {
      expect(() => parseTakeOver(words)).toThrow('one of all, none, through YYYY-MM-DD');
    },
  );

  test.each([
    [{ every: '15m' }, { every: '15m' }],
    [
      { every: '1h', offset: '5m' },
      { every: '1h', offset: '5m' },
    ],
    [
      { cron: '0 6-20/2 * * 1-5', timeZone: 'America/Chicago' },
      { cron: '0 6-20/2 * * 1-5', timeZone: 'America/Chicago' },
    ],
    [{ cron: '*/10 * * * MON-FRI' }, { cron: '*/10 * * * MON-FRI', timeZone: 'UTC' }],
    [
      { daily: '06:00-20:00', every: '15m', on: 'monday, friday', timeZone: 'America/Denver' },
      { daily: { from: '06:00', to: '20:00', every: '15m', on: ['monday', 'friday'] }, timeZone: 'America/Denver' },
    ],
    [{ endOfWeek: 'friday', at: '17:00' }, { endOfWeek: { day: 'friday', at: '17:00' } }],
    [
      { dates: '2026-12-24,2026-12-31', at: '06:00' },
      { milestones: { dates: ['2026-12-24', '2026-12-31'], offsetDays: 0, at: '06:00' } },
    ],
    [
      { billingPeriod: 'due', offsetDays: '-2', at: '06:00' },
      { milestones: { billingPeriods: 'due', offsetDays: -2, at: '06:00' } },
    ],
    [{ fiscalPeriod: true, offsetDays: '3', at: '06:00' }, { fiscalPeriod: { offsetDays: 3, at: '06:00' } }],
    [{}, null],
  ])('cadence %j', (options, expected) => {
    expect(parseCadence(options)).toEqual(expected);
  });

  test.each([
    [{ every: '15' }, '--every "15": an interval'],
    [{ every: '0m' }, '--every "0m": an interval'],
    [{ every: '5m', cron: '* * * * *' }, '--every: not together with --cron'],
    [{ offset: '5m' }, '--offset: say of what: --cron, --daily'],
    [{ every: '5m', offset: 'x' }, '--offset "x": an interval'],
    [{ cron: '61 * * * *' }, '--cron "61 * * * *": five fields'],
    [{ cron: '* * * *' }, '--cron "* * * *": five fields'],
    [{ cron: '* * * * *', timeZone: 'Mars/Olympus' }, '--time-zone "Mars/Olympus": an IANA time zone'],
    [{ daily: '06:00-20:00' }, '--every: an interval of minutes or hours'],
    [{ daily: '06:00', every: '15m' }, '--daily "06:00": a time of the day'],
    [{ daily: '06:00-20:00', every: '15m', on: 'mo' }, '--on "mo": a day of the week'],
    [{ endOfWeek: 'friday' }, '--at: a time of the day'],
    [{ endOfWeek: 'friday', at: '02:30' }, '--at "02:30": not from 01:00 until 03:00'],
    [{ dates: '2026-02-30', at: '06:00' }, '--dates "2026-02-30": a date'],
    [{ billingPeriod: 'start', at: '06:00' }, '--billing-period "start": end or due'],
    [{ fiscalPeriod: true, offsetDays: 'two', at: '06:00' }, '--offset-days "two": whole days'],
    [{ fiscalPeriod: true, at: '06:00', on: 'monday' }, '--on: not together with --fiscal-period'],
  ])('cadence %j is refused', (options, fault) => {
    expect(() => parseCadence(options)).toThrow(fault);
  });
});

test('a table keeps control characters of a name off the terminal', () => {
  expect(table(['name'], [['a\u001b[31mb\nc']])).toBe('name\n---------\na [31mb c\n');
});
