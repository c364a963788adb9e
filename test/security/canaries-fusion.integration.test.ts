import { findCanaries, type Canary, type Places } from './support/find-canary';
import {
  amountCanaries,
  nameCanaries,
  partyCanaries,
  secretCanaries,
  supplier,
  textCanaries,
  texts,
} from './support/fusion-canaries';
import { scope, tellFusionStory, type ToldStory } from './support/fusion-story';
import { dumpDatabase, readTemporal } from './support/places';
import { serverLogs, temporalFiles } from './support/security-stack';

// As canaries.integration.test.ts, for what Fusion and Procore say in the whole story of a connection with Fusion.

jest.setTimeout(300_000);

let told: ToldStory | undefined;
let outside: Map<string, Buffer>;
let dump: Places;
let sealed: Places;
let secrets: Canary[];
let wire: Places;
let commandOutput: string;
let waiting: number;

beforeAll(async () => {
  told = await tellFusionStory();
  const { stack, procore, fusion, identity } = told;
  const metrics = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).text());
  outside = new Map([
    ...(await readTemporal(stack)).told,
    ['metrics', await metrics(`${stack.apiUrl}/metrics`)],
    ['metrics of the SDK', await metrics(stack.sdkMetricsUrl)],
    ...temporalFiles(stack),
  ]);
  await stack.stopServices();
  outside.set('output of worker and api', Buffer.from(stack.output()));
  for (const [name, bytes] of serverLogs(stack)) outside.set(name, bytes);
  ({ dump, sealed } = await dumpDatabase(stack));
  const tokens = [...procore.answersOf(/oauth\/token$/), ...identity.answersOf(/oauth2\/v1\/token$/)];
  secrets = [
    ...secretCanaries,
    { name: 'master key', texts: [stack.masterKey, Buffer.from(stack.masterKey, 'base64').toString('latin1')] },
    ...tokens.map((text, index) => ({
      name: `access token ${index + 1}`,
      texts: [(JSON.parse(text) as { access_token: string }).access_token],
    })),
  ];
  wire = new Map([['wire', Buffer.from([procore, fusion, identity].map((one) => one.recorded()).join('\n'))]]);
  waiting = procore.waiting() + fusion.waiting();
  commandOutput = told.commandOutput.join('\n');
});
afterAll(() => told?.close());

test('everything happened that was to happen, and the scan does find what may stand there', () => {
  expect(waiting).toBe(0);
  expect(secrets.length).toBeGreaterThanOrEqual(7);
  const types = [
    'commitment',
    'changeOrder',
    'requisition',
    'purchaseOrderImport',
    'payment',
    'supplierImport',
    'costCodePublish',
  ];
  for (const type of types) {
    expect([...outside.keys()].filter((name) => name.startsWith(`history of ${type}/`)).length).toBeGreaterThan(0);
  }
  const known = { name: 'connection', texts: [scope.connectionId] };
  const place = outside.get('output of worker and api') ?? Buffer.alloc(0);
  expect(findCanaries([known], new Map([['output', place]]))).toHaveLength(1);
});

test('no secret, tax id, address, amount, name or text stands in anything of Temporal, in a log, on stderr or among the metrics', () => {
  const canaries = [...secrets, ...amountCanaries, ...nameCanaries, ...partyCanaries, ...textCanaries];
  expect(findCanaries(canaries, outside)).toEqual([]);
});

test('no secret, tax id, address or text stands in plain in a dump of our database', () => {
  expect(findCanaries([...secrets, ...partyCanaries, ...textCanaries], dump)).toEqual([]);
});

test.each([
  [
    'amounts',
    amountCanaries,
    // Orders as last read are planned with, as master data is.
    [
      ...['audit_entry.facts', 'document.claimed', 'document.gross', 'document.payable'],
      ...['effect_entry.amount', 'effect_entry.gross', 'effect_entry.withheld', 'erp_fact.fact'],
    ],
  ],
  ['names', nameCanaries, ['erp_fact.fact']],
])('%s stand in plain only in the columns that are for them', (_what, canaries, columns) => {
  const places = findCanaries(canaries, dump).map((text) => / in (\S+) \(/.exec(text)?.[1] ?? text);
  expect([...new Set(places)].sort()).toEqual(columns);
});

test('the commands show no secret, also not on stderr', () => {
  // Words of an ERP are shown as they are, to those who may see the hold.
  const shown = commandOutput.replaceAll(
    new RegExp(`${texts.fusionSaid}[^"\\n]*|${texts.procoreSaid}[^"\\n]*`, 'g'),
    '',
  );
  expect(findCanaries(secrets, new Map([['commands', Buffer.from(shown)]]))).toEqual([]);
});

test('the same scan finds each canary on the wire, and what is kept once our columns are opened', () => {
  const namesFound = (canaries: readonly Canary[], places: Places): string[] =>
    canaries.filter((one) => findCanaries([one], places).length > 0).map((one) => one.name);
  const passing = [...secrets.filter(({ name }) => /token/.test(name)), ...amountCanaries, ...nameCanaries];
  expect(namesFound(passing, wire)).toEqual(passing.map(({ name }) => name));
  const kept = [
    ...[...amountCanaries, ...nameCanaries, ...partyCanaries],
    ...textCanaries.filter(({ name }) => !/holdReason/.test(name)),
    ...secretCanaries,
  ];
  expect(namesFound(kept, sealed)).toEqual(kept.map(({ name }) => name));
  expect(commandOutput).toContain(supplier.name);
});
