import { connectionFile } from '../../cli/scripted-terminal.fixture';
import { clientFaults } from '../../processes/client-faults';
import { readConnectionFile } from './read-connection-file';

const read = (file: unknown) => readConnectionFile('connection.json', JSON.stringify(file), clientFaults);
const faultsOf = async (file: unknown): Promise<string> =>
  read(file).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );

test('a right file is read, and what was taken as default is named', async () => {
  const { file, settings, defaults } = await read(connectionFile());
  expect(file.procore.clientSecret).toEqual({ env: 'TEST_CLIENT_SECRET' });
  expect(settings.procore).not.toHaveProperty('clientSecret');
  expect(settings.jde).not.toHaveProperty('password');
  expect(defaults).toEqual(
    expect.arrayContaining(['posting.payStatus = "H"', 'poll.every = "15m"', 'timing.planMaxAgeMs = 900000']),
  );
  expect(defaults.join()).not.toContain('glDatePolicy');
});

test('all faults are told at once, each with its place and what would be right', async () => {
  const faults = await faultsOf(
    connectionFile({
      procore: { companyId: 'twelve', environment: 'sandbox', compny: 1 },
      posting: { branchPlant: { rule: 'businessUnit' }, orderCommitment: 'maybe', companies: {} },
    }),
  );
  expect(faults).toContain('6 faults, nothing was changed');
  expect(faults).toContain('procore.companyId: Procore company id: digits only');
  expect(faults).toContain('procore.compny: not a known setting; known here are companyId, environment');
  expect(faults).toContain('posting.orderCommitment: required: one of untracked, cancelWhenPosted');
  expect(faults).toContain('posting.companies: at least one company with its retainage account');
  expect(faults).toContain('posting.glDatePolicy: required: one of billingDate, periodEnd, postingDay');
  expect(faults).toContain('posting.ediUser: required: the EDI user (EDUS)');
});

test('settings that only fail together are told with their place', async () => {
  const posting = { ...(connectionFile()['posting'] as object), retainageMethod: 'payItem', taxMethod: 'line' };
  const faults = await faultsOf(connectionFile({ posting }));
  expect(faults).toContain('posting.retainageGlClass: required with retainageMethod payItem');
  expect(faults).toContain('posting.companies.00200.taxAccount: required with taxMethod line');
});

test('a secret in the file is refused without being shown', async () => {
  const jde = { ...(connectionFile()['jde'] as object), password: 'hunter2-in-plain' };
  const faults = await faultsOf(connectionFile({ jde, webhookSecret: 'another-secret-in-plain' }));
  expect(faults).toContain('jde.password: a secret never stands in the file');
  expect(faults).toContain('webhookSecret: a secret never stands in the file');
  expect(faults).not.toContain('in-plain');
});

test('text that is not JSON is told by line and column, without its content', async () => {
  await expect(readConnectionFile('c.json', '{\n  "id": "a",\n  "secret": hunter2\n}', clientFaults)).rejects.toThrow(
    'c.json: 1 fault, nothing was changed\n  is not JSON: fault at line 3, column 13',
  );
  await expect(readConnectionFile('c.json', ' ', clientFaults)).rejects.toThrow('is not JSON: it is empty');
});

test('a certificate bundle that holds none, and an input name that AIS keeps for itself, are faults', async () => {
  const jde = {
    ...(connectionFile()['jde'] as object),
    caBundle: 'ca.pem',
    orchestrations: { PC_CREATE_PO: { inputs: { OrderCompany: 'token' } } },
  };
  const faults = await faultsOf(connectionFile({ jde }));
  expect(faults).toContain(
    'jde.orchestrations.PC_CREATE_PO.inputs.OrderCompany: "token" is a name that AIS keeps for itself',
  );
  expect(faults).toContain('jde.caBundle: is no PEM certificate');
});

test('a new name for an input that the orchestration does not have is a fault that lists those it has', async () => {
  const orchestrations = { PC_RUN_VOUCHER_PROCESSOR: { inputs: { EdiBach: 'Batch' } } };
  const jde = { ...(connectionFile()['jde'] as object), orchestrations };
  expect(await faultsOf(connectionFile({ jde }))).toContain(
    'jde.orchestrations.PC_RUN_VOUCHER_PROCESSOR.inputs.EdiBach: is no input of it; there are EdiUser, EdiBatch, Mode',
  );
});

test.each([
  ['poll', { cron: '99 * * * *' }, 'poll.cron: five fields'],
  ['poll', { every: '0m' }, 'poll.every: an interval such as 15m'],
  ['poll', { every: '15m', cron: '0 6 * * *' }, 'poll: either {"every": "15m"}'],
])('a cadence that Temporal would refuse in the background is a fault (%s %j)', async (member, value, fault) => {
  expect(await faultsOf(connectionFile({ [member]: value }))).toContain(fault);
});

test('a wrong address, company or account is told with what would be right', async () => {
  const { posting, procore, jde } = connectionFile() as Record<string, object>;
  const faults = await faultsOf(
    connectionFile({
      procore: { ...procore, companyId: 562949953421312, apiUrl: 'ftp://procore' },
      jde: { ...jde, baseUrl: 'ais.acme.example', orchestrations: { PC_CREATE: { name: 'x' } } },
      posting: { ...posting, companies: { '200': { retainageAccount: '200.4110' }, '00300': {} } },
    }),
  );
  expect(faults).toContain('procore.companyId: the Procore company id: digits, in quotes');
  expect(faults).toContain('procore.apiUrl: an address that begins with https://');
  expect(faults).toContain('jde.baseUrl: the address of AIS up to and including /jderest');
  expect(faults).toContain('jde.orchestrations.PC_CREATE: not a known setting; known here are PC_UPSERT_VENDOR');
  expect(faults).toContain('posting.companies.200: a JDE company is written with five digits');
  expect(faults).toContain('posting.companies.00300.retainageAccount: required: an account as BUSINESS_UNIT.OBJECT');
});
