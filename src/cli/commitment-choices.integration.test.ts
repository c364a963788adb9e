import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../test/stack/test-database';
import { connectionFile, scriptedCli, secretsInEnvironment, type ScriptedCli } from './scripted-terminal.fixture';

const header = 'project,commitment,line_id,description,amount,billed,choice,order,order_line,left';
const onFusion = ['--connection', 'acme-fusion'];

let database: TestDatabase;
let cli: ScriptedCli;

beforeAll(async () => {
  database = await createTestDatabase();
  cli = scriptedCli({
    ...secretsInEnvironment,
    TEST_FUSION_SECRET: 'of-the-test',
    DATABASE_URL: database.appUrl,
    ML_CONNECTOR_MASTER_KEY: randomBytes(32).toString('base64'),
  });
  const files = { 'jde.json': connectionFile(), 'fusion.json': fusionFile() };
  for (const [name, content] of Object.entries(files)) {
    cli.write(name, JSON.stringify(content));
    expect(await cli.run(['connection', 'add', '--file', name])).toMatchObject({ code: 0 });
  }
});
afterAll(async () => {
  await database.drop();
  cli.remove();
});

/** As docs/connect-fusion.md has it, with what has no default. */
function fusionFile(): Record<string, unknown> {
  const { jde: _jde, procore, ...file } = connectionFile({ id: 'acme-fusion', erp: 'fusion' });
  const unit = { id: '300000046987012', name: 'Northgate Builders' };
  return {
    ...file,
    procore: { ...(procore as object), companyId: '562949953421313' },
    fusion: {
      baseUrl: 'http://127.0.0.1:9',
      authentication: {
        method: 'clientCredentials',
        tokenUrl: 'http://127.0.0.1:9/oauth2/v1/token',
        clientId: 'connector',
        scope: 'urn:opc:resource:consumer::all',
      },
      secret: { env: 'TEST_FUSION_SECRET' },
      chart: {
        id: '5237',
        separator: '.',
        segments: [
          { name: 'company', maxLength: 25 },
          { name: 'account', maxLength: 25 },
        ],
        balancing: 'company',
        naturalAccount: 'account',
      },
    },
    posting: {
      businessUnit: unit,
      procurementBusinessUnit: unit,
      ledger: { id: '300000046975971', name: 'Northgate US Ledger' },
      invoiceSource: 'PROCORE',
      order: {
        documentStyleId: '1',
        buyerId: '300000047340498',
        requesterId: '300000047340498',
        lineType: 'Fixed Price Services',
        category: 'Concrete',
        shipToLocation: 'Seattle',
        shipToOrganizationCode: '001',
      },
      companies: { '200': { retainageAccount: '200.4110', roundingAccount: '200.8990' } },
      payStatus: 'A',
      glDatePolicy: 'periodEnd',
    },
  };
}

test('without commitments older than going live the list says so, and the file has its header alone', async () => {
  const listed = await cli.run(['commitment', 'list', ...onFusion]);
  expect(listed).toMatchObject({ code: 0, out: 'no commitments that are older than going live\n' });
  const exported = await cli.run(['commitment', 'export', ...onFusion]);
  expect([exported.code, exported.out.trim()]).toEqual([0, header]);
});

test.each([
  ['project,commitment,choice\n', 'column "line_id" is missing'],
  [`${header}\n4411,SC-1,71,Electrical,10.00,0.00,keep,,,\n`, 'line 2: choice "keep" is none of link, balance, leave'],
  [`${header}\n4411,SC-1,71,Electrical,10.00,0.00,leave,,,\n`, '4411/SC-1 is no commitment that is older'],
])('a file with what cannot be right is exit code 2, and names it: %j', async (text, named) => {
  const file = cli.write('choices.csv', text);
  const run = await cli.run(['commitment', 'import', file, ...onFusion]);
  expect(run.code).toBe(2);
  expect(run.err).toContain(named);
  expect(run.err).toContain('choices.csv');
});

test('where the ERP takes no commitments there is nothing to choose', async () => {
  const file = cli.write('choices.csv', `${header}\n`);
  const run = await cli.run(['commitment', 'import', file, '--connection', 'acme-jde']);
  expect(run).toMatchObject({ code: 1 });
  expect(run.err).toContain('there is nothing to choose');
});
