import { connectionFile } from '../../cli/scripted-terminal.fixture';
import { jdeSystem } from '../../clients/jde/system';
import { erpSystems } from '../../processes/gateways/erp-systems';
import { sampleKontor, sampleSettings } from '../../../test/second-erp/sample-kontor.fixture';
import { kontorSystem } from '../../../test/second-erp/system.fixture';
import { connectionFileJsonSchema } from './connection-file-schema';
import { parseCadence } from '../feeds/parse-cadence';
import { readConnectionFile } from './read-connection-file';
import { withBareAddresses } from './text-faults';
import { settingsApart, settingsBySection } from './settings-by-section';

const read = (file: unknown) => readConnectionFile('connection.json', JSON.stringify(file), erpSystems);
const faultsOf = (file: unknown): string => {
  try {
    read(file);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('a right file is read, and what was taken as default is named', () => {
  const { settings, secrets, defaults } = read(connectionFile());
  expect(secrets[1]).toMatchObject({ place: 'procore.clientSecret', source: { env: 'TEST_CLIENT_SECRET' } });
  expect(settings.procore).not.toHaveProperty('clientSecret');
  expect(settings.erp.settings['jde']).not.toHaveProperty('password');
  expect(defaults).toEqual(
    expect.arrayContaining(['posting.payStatus = "H"', 'poll.every = "15m"', 'timing.planMaxAgeMs = 900000']),
  );
  expect(defaults.join()).not.toContain('glDatePolicy');
});

test('all faults are told at once, each with its place and what would be right', () => {
  const faults = faultsOf(
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

test('settings that only fail together are told with their place', () => {
  const posting = { ...(connectionFile()['posting'] as object), retainageMethod: 'payItem', taxMethod: 'line' };
  const faults = faultsOf(connectionFile({ posting }));
  expect(faults).toContain('posting.retainageGlClass: required with retainageMethod payItem');
  expect(faults).toContain('posting.companies.00200.taxAccount: required with taxMethod line');
});

test('what holds a requisition counts in the first place', () => {
  const posting = (given: object) =>
    connectionFile({ posting: { ...(connectionFile()['posting'] as object), ...given } });
  const holds = { complianceHolds: ['expiredInsurance', 'missingTaxId'] };
  expect(faultsOf(posting({ ...holds, compliance: ['missingTaxId'] }))).toContain(
    'posting.complianceHolds: expiredInsurance must be in posting.compliance too',
  );
  expect(faultsOf(posting({ ...holds, compliance: ['missingTaxId', 'expiredInsurance'] }))).toBe('');
});

test('a call that may still arrive when it is settled is a fault, and the ERP says how long that is', () => {
  const jde = { ...(connectionFile()['jde'] as object), requestLimitMs: 5_000 };
  const timing = { settleMs: 14_999, sendWindowMs: 10_000 };
  expect(faultsOf(connectionFile({ jde, timing }))).toContain(
    'timing.settleMs: must be at least jde.requestLimitMs + timing.sendWindowMs',
  );
  expect(faultsOf(connectionFile({ jde, timing: { ...timing, settleMs: 15_000 } }))).toBe('');
});

test('what is common and what is of the ERP are stored apart, and shown by section as they were written', () => {
  const file = connectionFile({ posting: { ...(connectionFile()['posting'] as object), apPosting: false } });
  const { settings } = read(file);
  expect(settings.posting).toEqual({
    approvedStatuses: ['approved', 'approved_as_noted'],
    apPosting: false,
    compliance: [],
    paymentsToProcore: 'off',
    complianceHolds: [],
    timeZone: 'UTC',
    blackouts: [],
  });
  expect(settings.erp).toMatchObject({
    system: 'jde',
    settings: { jde: { baseUrl: 'http://127.0.0.1:9/jderest' }, posting: { ediUser: 'PROCORE', orderType: 'OP' } },
  });
  const shown = settingsBySection(settings);
  expect(shown).toMatchObject({
    procore: { companyId: '562949953421312' },
    jde: { baseUrl: 'http://127.0.0.1:9/jderest' },
    posting: { apPosting: false, ediUser: 'PROCORE' },
  });
  expect(settingsApart(jdeSystem, shown)).toEqual(settings);
});

describe('with a second ERP', () => {
  const erps = { ...erpSystems, kontor: kontorSystem(sampleKontor()) };
  const { jde: _jde, posting: _posting, ...common } = connectionFile({ erp: 'kontor' });
  const readBoth = (file: unknown) => readConnectionFile('connection.json', JSON.stringify(file), erps);

  test('its file has its sections and no other', () => {
    const { settings } = readBoth({ ...common, kontor: sampleSettings, posting: { apPosting: false } });
    expect(settings.erp).toEqual({
      system: 'kontor',
      settings: { kontor: expect.objectContaining({ ...sampleSettings, awaitMatch: true }) as unknown },
    });
    expect(() => readBoth({ ...common, kontor: {}, jde: {}, posting: { ediUser: 'X' } })).toThrow(
      /kontor\.books: required[\s\S]*posting\.ediUser: not a known setting; known here are approvedStatuses, apPosting[\s\S]*jde: not a known setting/,
    );
  });

  test('an ERP that nobody knows is told first, with those that there are', () => {
    expect(() => readBoth({ ...common, erp: 'ledger' })).toThrow(
      '1 fault, nothing was changed\n  erp: required: jde or fusion or kontor',
    );
  });

  test('the schema of the file has a form for each', () => {
    expect(connectionFileJsonSchema(erps)).toMatchObject({
      anyOf: [{ properties: { jde: {} } }, { properties: { fusion: {} } }, { properties: { kontor: {} } }],
    });
  });
});

test('a secret in the file is refused without being shown', () => {
  const jde = { ...(connectionFile()['jde'] as object), password: 'hunter2-in-plain' };
  const faults = faultsOf(connectionFile({ jde, webhookSecret: 'another-secret-in-plain' }));
  expect(faults).toContain('jde.password: a secret never stands in the file');
  expect(faults).toContain('webhookSecret: a secret never stands in the file');
  expect(faults).not.toContain('in-plain');
});

test('text that is not JSON is told by line and column, without its content', () => {
  expect(() => readConnectionFile('c.json', '{\n  "id": "a",\n  "secret": hunter2\n}', erpSystems)).toThrow(
    'c.json: 1 fault, nothing was changed\n  is not JSON: fault at line 3, column 13',
  );
  expect(() => readConnectionFile('c.json', ' ', erpSystems)).toThrow('is not JSON: it is empty');
});

test('a certificate bundle that holds none, and an input name that AIS keeps for itself, are faults', () => {
  const jde = {
    ...(connectionFile()['jde'] as object),
    caBundle: 'ca.pem',
    orchestrations: { PC_CREATE_PO: { inputs: { OrderCompany: 'token' } } },
  };
  const faults = faultsOf(connectionFile({ jde }));
  expect(faults).toContain(
    'jde.orchestrations.PC_CREATE_PO.inputs.OrderCompany: "token" is a name that AIS keeps for itself',
  );
  expect(faults).toContain('jde.caBundle: is no PEM certificate');
});

test('a new name for an input that the orchestration does not have is a fault that lists those it has', () => {
  const orchestrations = { PC_RUN_VOUCHER_PROCESSOR: { inputs: { EdiBach: 'Batch' } } };
  const jde = { ...(connectionFile()['jde'] as object), orchestrations };
  expect(faultsOf(connectionFile({ jde }))).toContain(
    'jde.orchestrations.PC_RUN_VOUCHER_PROCESSOR.inputs.EdiBach: is no input of it; there are EdiUser, EdiBatch, Mode',
  );
});

test.each([
  ['poll', { cron: '99 * * * *' }, 'poll.cron: five fields'],
  ['poll', { every: '0m' }, 'poll.every: an interval such as 15m'],
  ['poll', { every: '15m', cron: '0 6 * * *' }, 'poll: every and cron: only one of them; one of {"every": "15m"}'],
  ['poll', { every: '15m', at: '06:00' }, 'poll.at: not a known setting; remove it'],
  [
    'poll',
    { daily: { from: '06:00', to: '05:00', every: '15m' } },
    'poll: daily from 06:00 to 05:00: the first time is later',
  ],
  ['poll', { daily: { from: '6', to: '20:00', every: '15m' } }, 'poll.daily.from: a time of the day'],
  ['poll', { daily: { to: '20:00', every: '15m' } }, 'poll: daily.from: a time of the day'],
  ['poll', { endOfWeek: { day: 'friday', at: '02:30' } }, 'poll.endOfWeek.at: not from 01:00 until 03:00'],
  ['poll', { milestones: { dates: ['2026-12-24'], at: '06:00' } }, 'by dates only a feed of a project is polled'],
  ['poll', { fiscalPeriod: { offsetDays: 1, at: '06:00' } }, 'by dates only a feed of a project is polled'],
  ['poll', 7, 'poll: one of {"every": "15m"}'],
])('a cadence that Temporal would refuse in the background is a fault (%s %j)', (member, value, fault) => {
  expect(faultsOf(connectionFile({ [member]: value }))).toContain(fault);
});

test('a wrong address, company or account is told with what would be right', () => {
  const { posting, procore, jde } = connectionFile() as Record<string, object>;
  const faults = faultsOf(
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

describe('what no text of the file may hold', () => {
  const jde = (baseUrl: string) => ({ jde: { ...(connectionFile()['jde'] as object), baseUrl } });
  const procore = (members: object) => ({ procore: { ...(connectionFile()['procore'] as object), ...members } });

  test('http:// in production; in a sandbox it may stand', () => {
    expect(faultsOf(connectionFile({ ...jde('http://ais.example/jderest'), environment: 'production' }))).toContain(
      'jde.baseUrl: must begin with https:// in production',
    );
    expect(faultsOf(connectionFile(jde('http://ais.example/jderest')))).toBe('');
    expect(faultsOf(connectionFile({ ...jde('https://ais.example/jderest'), environment: 'production' }))).toBe('');
  });

  test.each([
    ['user and password', 'https://jdeuser:s3cret@ais.example/jderest'],
    ['a user', 'https://s3cret@ais.example/jderest'],
    ['a token', 'https://ais.example/jderest?token=s3cret'],
    ['a fragment', 'https://ais.example/jderest#s3cret'],
  ])('%s inside an address, and the refusal does not print it', (_what, address) => {
    const faults = faultsOf(connectionFile(jde(address)));
    expect(faults).toContain('jde.baseUrl: holds ');
    expect(faults).not.toContain('s3cret');
    expect(faultsOf(connectionFile(procore({ apiUrl: address })))).toContain('procore.apiUrl: holds ');
  });

  test('an address that was stored with more than itself is shown and audited bare', () => {
    const stored = { jde: { baseUrl: 'https://u:s3cret@ais.example:9300/jderest?t=s3cret', paths: ['a'] }, n: 1 };
    expect(withBareAddresses(stored)).toEqual({
      jde: { baseUrl: 'https://ais.example:9300/jderest', paths: ['a'] },
      n: 1,
    });
  });

  test.each([
    ['a NUL', { tenantName: 'Ac\u0000me' }, 'tenantName: holds a NUL character'],
    ['half of a character', { tenantName: 'Ac\ud800me' }, 'tenantName: holds a NUL character or half of a character'],
    [
      'more text than a setting has',
      { tenantName: 'A'.repeat(501) },
      'tenantName: is 501 characters long; at most 500',
    ],
    ['a NUL in a section', procore({ apiUrl: 'https://a\u0000.example' }), 'procore.apiUrl: holds a NUL character'],
  ])('%s', (_what, changes, fault) => {
    expect(faultsOf(connectionFile(changes))).toContain(fault);
  });

  test.each([
    ['59s', 'poll: every 59s is too often: at least 1m'],
    ['8785h', 'poll: every 8785h is more than a year'],
  ])('a cadence of %s', (every, fault) => {
    expect(faultsOf(connectionFile({ poll: { every } }))).toContain(fault);
    expect(() => parseCadence({ every })).toThrow(fault.replace('poll: ', ''));
  });

  test('a cadence from a minute to a year may stand', () => {
    for (const every of ['60s', '1m', '8784h']) expect(faultsOf(connectionFile({ poll: { every } }))).toBe('');
  });
});

test('in production nothing is settled before the longest queue of the ERP is over; elsewhere it may be', () => {
  const production = (settleMs: number, jde: object = {}) =>
    faultsOf(
      connectionFile({
        environment: 'production',
        jde: { ...(connectionFile()['jde'] as object), baseUrl: 'https://ais.example/jderest', ...jde },
        timing: { settleMs },
      }),
    );
  expect(production(729_999)).toContain('timing.settleMs: must be at least 730000 in production');
  expect(production(730_000)).toBe('');
  expect(production(890_000, { longestQueueMs: 900_000 })).toContain('timing.settleMs: must be at least 1030000');
  expect(faultsOf(connectionFile({ timing: { settleMs: 130_000 } }))).toBe('');
});
