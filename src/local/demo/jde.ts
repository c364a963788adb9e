import { setTimeout as delay } from 'node:timers/promises';
import type { DemoActs, DemoErp } from './demo-erp';
import type { DemoSandboxes } from './demo-sandboxes';
import { endOfMonth } from './end-of-month';
import { matchJdeSuppliers } from './jde-suppliers';
import { mappingWords } from './mapping-words';
import { printJdePosted } from './print-jde-posted';
import type { Row } from './demo-tables';

const connectionId = 'northgate-jde';

/** The demo with JD Edwards: its accounts payable runs the voucher processor, and one mapping row is missing at first. */
export const jdeDemo: DemoErp = {
  system: 'jde',
  title: 'JD Edwards',
  ports: ['port'],
  sandboxSettings: {},
  files: { story: 'story.json', mapping: 'mapping.csv' },
  kinds: ['requisition'],
  secrets: {
    DEMO_PROCORE_CLIENT_ID: 'sandbox-client',
    DEMO_PROCORE_CLIENT_SECRET: 'sandbox-secret',
    DEMO_JDE_USERNAME: 'PROCORE',
    DEMO_JDE_PASSWORD: 'sandbox',
    DEMO_TRIGGER_SECRET: 'what-the-demo-trusts-jde-with',
  },
  connection,
  address: ({ erpUrl, erpControlUrl }) => `${erpUrl}/jderest (control ${erpControlUrl}/control/tables)`,
  matchVendors: matchJdeSuppliers,
  choose: () => Promise.resolve(),
  actInErp: apProcesses,
  mend: async (acts) => {
    const { sandboxes, log, type } = acts;
    log('');
    log('The controller adds the missing mapping row, and what waited for it goes through:');
    await type('mapping', 'set', ...mappingWords(sandboxes.story));
    await reopenAccount(acts);
    return ['unmappedCostCode', 'accountInactive'];
  },
  printPosted: printJdePosted,
  comparerWords: ({ erpControlUrl, story }) => [
    ...['--jde', erpControlUrl],
    ...Object.values(accountsOf(story)).flatMap(({ retainage }) =>
      retainage === undefined ? [] : ['--retainage-account', retainage],
    ),
  ],
  tries: [
    ['hold list', ''],
    ['hold show 4440/PO-4440-002/8', 'what is wrong, and what ends it'],
    ['document show 4411/SC-4411-001/2', 'all that is known of one'],
    [`project close-report 4425 --through ${endOfMonth()}`, 'what is in the books, what is not, and why'],
  ],
};

const accountsOf = (story: DemoSandboxes['story']): Readonly<Record<string, Row>> =>
  story['companyAccounts'] as Readonly<Record<string, Row>>;

function connection({ procoreUrl, erpUrl, companyId, story }: Parameters<DemoErp['connection']>[0]): object {
  const companies = Object.entries(accountsOf(story)).map(([company, accounts]) => [
    company,
    { retainageAccount: accounts['retainage'], taxAccount: accounts['tax'], roundingAccount: accounts['rounding'] },
  ]);
  return {
    id: connectionId,
    tenant: 'northgate',
    tenantName: 'Northgate Builders',
    environment: 'sandbox',
    erp: 'jde',
    triggerSecret: { env: 'DEMO_TRIGGER_SECRET' },
    procore: {
      companyId,
      environment: 'sandbox',
      loginUrl: procoreUrl,
      apiUrl: procoreUrl,
      clientId: { env: 'DEMO_PROCORE_CLIENT_ID' },
      clientSecret: { env: 'DEMO_PROCORE_CLIENT_SECRET' },
    },
    jde: {
      baseUrl: `${erpUrl}/jderest`,
      environment: 'JDV920',
      username: { env: 'DEMO_JDE_USERNAME' },
      password: { env: 'DEMO_JDE_PASSWORD' },
      suppliers: {
        ...{ inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [] },
        organisations: ['C'],
      },
    },
    vendors: { externalKeyMeans: 'none', import: {} },
    posting: {
      branchPlant: { rule: 'businessUnit' },
      orderCommitment: 'untracked',
      companies: Object.fromEntries(companies) as Record<string, unknown>,
      glDatePolicy: 'periodEnd',
      ediUser: 'PROCORE',
      negativeOrderLines: true,
    },
    poll: { every: '1m' },
  };
}

/** An account that was closed in JDE (posting edit code I) is opened again there; the next look at what holds wait for sees it. */
async function reopenAccount({ sandboxes, log, type }: DemoActs): Promise<void> {
  const account = sandboxes.story.stories.flatMap(({ fix }) => fix?.activate ?? [])[0];
  if (account === undefined) throw new Error('the sample company has no story of an account that is closed');
  const [MCU, OBJ, SUB] = account.split('.');
  log('');
  log(`Account ${account} is closed in JDE, and requisitions wait for it. The controller opens it again there:`);
  const changed = await sandboxes.erp('PATCH', 'tables/F0901', { where: { MCU, OBJ, SUB }, set: { PEC: '' } });
  log(`  F0901 ${account}: posting edit code I is blank now (${JSON.stringify(changed)})`);
  await type('poll', 'now', '--all', '--feed', 'erpFacts');
}

/** AP verifies the batches in JDE and runs the batch voucher processor; the next poll sees the vouchers. */
async function apProcesses(acts: DemoActs): Promise<void> {
  const { sandboxes, log, type, watch } = acts;
  log('');
  log('AP verifies the batches in JDE and runs R04110ZA there. The orchestration behind it asks us to poll:');
  await sandboxes.erp('POST', 'ap/process', { mode: 'final' });
  await delay(200);
  if (!(await jdeTriggers(acts))) await type('poll', 'now', '--all');
  const { requisition } = await watch();
  if ((requisition?.['delivered'] ?? 0) === 0) return;
  // The poll may have begun before the processor's rows were there; the next one, a minute later, would see them too.
  await type('poll', 'now', '--all');
  await watch();
}

/** True: a poll began at once. Within a minute of the last time it would come at its end; nobody who watches waits for that. */
async function jdeTriggers({ sandboxes, log, apiUrl }: DemoActs): Promise<boolean> {
  const name = 'ASK_ML_CONNECTOR';
  const basic = { username: 'JDE', password: jdeDemo.secrets['DEMO_TRIGGER_SECRET'] };
  const url = `${apiUrl}/triggers/${connectionId}`;
  // Of all: what a limit of Procore's has kept from a poll comes too, and not a minute later.
  await sandboxes.erp('PUT', 'schedules', { name, url, basic, body: {} });
  const runs = (await sandboxes.erp('POST', 'schedules/run', { name })) as readonly Row[];
  for (const { status, outcome, answer } of runs) {
    log(`  POST /triggers/${connectionId} {}: ${String(status)} ${String(answer)} (${String(outcome)} for JDE)`);
  }
  return runs.every(({ answer }) => /"started":[1-9]/.test(String(answer)));
}
