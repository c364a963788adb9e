import { randomBytes } from 'node:crypto';
import { scope, startCanaryBench, type CanaryBench } from './support/canary-bench';
import {
  amountCanaries,
  bankCanaries,
  nameCanaries,
  secretCanaries,
  textCanaries,
  vendor,
} from './support/canary-company';
import { brokenId, erpSaid, playStory } from './support/canary-story';
import { findCanaries, formsOf, type Canary, type Places } from './support/find-canary';
import { dumpDatabase, readTemporal } from './support/places';
import { serverLogs, temporalFiles } from './support/security-stack';

jest.setTimeout(300_000);

let bench: CanaryBench | undefined;
/** As Procore and AIS gave them out. */
let tokens: Canary[];
let masterKey: Canary;
let waiting: number;
let wire: Places;
let commandOutput: string;
/** Where nothing may be found, whatever it is. */
let outside: Map<string, Buffer>;
let dump: Places;
let sealed: Places;
let decodedHistories: Buffer;

beforeAll(async () => {
  bench = await startCanaryBench();
  try {
    await look(bench, await playStory(bench));
  } catch (cause) {
    const held = await bench.stack.cli(['hold', 'list', '--json']);
    throw new Error(`${held.stdout}\n${bench.stack.output().slice(-8_000)}`, { cause });
  }
});
afterAll(() => bench?.close());

async function look(
  { stack, procore, jde, ...bench }: CanaryBench,
  whileCrashing: Awaited<ReturnType<typeof readTemporal>>,
): Promise<void> {
  const metrics = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).text());
  const temporal = await readTemporal(stack);
  outside = new Map([
    ...[...whileCrashing.told].map(([place, bytes]) => [`${place}, while it failed`, bytes] as const),
    ...temporal.told,
    ['metrics', await metrics(`${stack.apiUrl}/metrics`)],
    ['metrics of the SDK', await metrics(stack.sdkMetricsUrl)],
    ...temporalFiles(stack),
  ]);
  await stack.stopServices();
  outside.set('output of worker and api', Buffer.from(stack.output()));
  for (const [name, bytes] of serverLogs(stack)) outside.set(name, bytes);
  decodedHistories = Buffer.concat([temporal.decoded, whileCrashing.decoded]);
  ({ dump, sealed } = await dumpDatabase(stack));
  tokens = [
    ...procore.answersOf(/oauth\/token$/).map((text) => (JSON.parse(text) as { access_token: string }).access_token),
    ...jde
      .answersOf(/tokenrequest$/)
      .map((text) => (JSON.parse(text) as { userInfo: { token: string } }).userInfo.token),
  ].map((token, index) => ({ name: `access token ${index + 1}`, texts: [token] }));
  const key = stack.masterKey;
  masterKey = { name: 'master key', texts: [key, Buffer.from(key, 'base64').toString('latin1')] };
  waiting = procore.waiting() + jde.waiting();
  wire = new Map([['wire', Buffer.from(`${procore.recorded()}\n${jde.recorded()}`)]]);
  commandOutput = bench.commandOutput.join('\n');
}

const allSecrets = (): Canary[] => [...secretCanaries, ...tokens, masterKey];

test('everything happened that was to happen', () => {
  expect(waiting).toBe(0);
  expect(tokens.length).toBeGreaterThan(2);
  expect(tokens.every((token) => (token.texts[0] ?? '').length > 20)).toBe(true);
  expect(outside.size).toBeGreaterThan(30);
  expect([...outside.keys()]).toEqual(expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'temporal.db-shm']));
  expect(outside.get('output of worker and api')?.toString()).toMatch(/Activity failed/);
});

test.each(['temporal.db', 'temporal.db-wal', `history of ${brokenId}`, 'output of worker and api', 'connection.id'])(
  'the scan does find what may stand in %s',
  (name) => {
    const [place, bytes] = [...outside, ...dump].find(([one]) => one.startsWith(name)) ?? [name, Buffer.alloc(0)];
    const known = { name: 'connection', texts: [scope.connectionId] };
    expect(findCanaries([known], new Map([[place, bytes]]))).toHaveLength(1);
  },
);

test('the scan finds every form of a value, wherever in the bytes it begins', () => {
  for (const [form, bytes] of formsOf('Zorbanek & "Söhne" 391827.64')) {
    const place = Buffer.concat([randomBytes(4099), bytes, randomBytes(101)]);
    const found = findCanaries([{ name: form, texts: ['Zorbanek & "Söhne" 391827.64'] }], new Map([['x', place]]));
    expect(found).toHaveLength(1);
  }
  for (let before = 0; before < 6; before += 1) {
    const base64 = Buffer.from(`${'x'.repeat(before)}${vendor.name}, and more`).toString('base64');
    expect(findCanaries(nameCanaries, new Map([['x', Buffer.from(base64)]]))).toHaveLength(1);
  }
});

test('no secret, bank account, amount, name or text stands in anything of Temporal, in a log, on stderr or among the metrics', () => {
  const canaries = [...allSecrets(), ...bankCanaries, ...amountCanaries, ...nameCanaries, ...textCanaries];
  expect(findCanaries(canaries, outside)).toEqual([]);
});

test('no secret, no bank account and no stored text stands in plain in a dump of our database', () => {
  expect(findCanaries([...allSecrets(), ...bankCanaries, ...textCanaries], dump)).toEqual([]);
});

test.each([
  [
    'amounts',
    amountCanaries,
    [
      ...['audit_entry.facts', 'document.claimed', 'document.gross', 'document.payable'],
      ...['effect_entry.amount', 'effect_entry.gross', 'effect_entry.withheld'],
    ],
  ],
  // What JDE calls its suppliers is kept to plan with, to tell people whose order hold it is, and that a number is another one's by now.
  ['names', nameCanaries, ['erp_fact.fact', 'party.erp_identity']],
  ['tax ids and addresses', nameCanaries.filter(({ name }) => /tax id|email/.test(name)), []],
])('%s stand in plain only in the columns that are for them', (_what, canaries, columns) => {
  const places = findCanaries(canaries, dump).map((text) => / in (\S+) \(/.exec(text)?.[1] ?? text);
  expect([...new Set(places)].sort()).toEqual(columns);
});

test('the commands show no secret and no bank account, also not on stderr', () => {
  // JDE's own words are shown as they are, to those who may see the hold; and the check says which user of JDE to permit what.
  const shown = commandOutput.replaceAll(erpSaid, '');
  const hidden = allSecrets().filter(({ name }) => name !== 'secret username');
  expect(findCanaries([...hidden, ...bankCanaries], new Map([['commands', Buffer.from(shown)]]))).toEqual([]);
});

const namesFound = (canaries: readonly Canary[], places: Places): string[] =>
  canaries.filter((one) => findCanaries([one], places).length > 0).map((one) => one.name);

test('the same scan finds each kept canary once our columns are opened', () => {
  const kept = [
    ...[...secretCanaries, ...bankCanaries, ...amountCanaries, ...nameCanaries],
    ...textCanaries.filter(({ name }) => /work|comment|webhook|refusal/.test(name)),
  ];
  expect(namesFound(kept, sealed)).toEqual(kept.map((one) => one.name));
});

test('the same scan finds what failures and inputs said once the histories are decoded', () => {
  const places = new Map([['decoded histories', decodedHistories]]);
  const said = textCanaries.filter(({ name }) => /raised|input/.test(name));
  expect(said).toHaveLength(2);
  expect(namesFound(said, places)).toEqual(said.map((one) => one.name));
  expect(namesFound(nameCanaries, places)).toContain('vendor name');
  expect(namesFound(amountCanaries, places)).toEqual(expect.arrayContaining(['amount clean', 'amount crashed']));
});

test('what is kept nowhere did come over the wire, where the same scan finds it', () => {
  const passing = [
    ...tokens,
    ...bankCanaries,
    ...textCanaries.filter(({ name }) => /read|proxyPage|procore|cut/.test(name)),
  ];
  expect(namesFound(passing, wire)).toEqual(passing.map((one) => one.name));
});
