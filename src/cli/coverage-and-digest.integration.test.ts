import { causeKey } from '../domain/holds/cause-key';
import { item, requisition } from '../domain/procore/procore-documents.fixture';
import { seenOf } from '../ledger/requisition-content';
import {
  addConnectionOf,
  openCliWithDatabase,
  projectId,
  scope,
  type CliWithDatabase,
} from './cli-with-database.fixture';
import type { ScriptedCli } from './scripted-terminal.fixture';

// What a person types, from many holds to the rows that end them.

const header = 'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type';

let on: CliWithDatabase;
let cli: ScriptedCli;
let inTenant: CliWithDatabase['inTenant'];
beforeEach(async () => {
  on = await openCliWithDatabase();
  ({ cli, inTenant } = on);
  await addConnectionOf(on);
});
afterEach(() => on.close());

/** A requisition as a poll stores it, held for the one cost code that it bills. */
async function held(id: string, costCode: string, amount: string): Promise<void> {
  const line = item(`${costCode}.S`, {
    ...{ wbsCode: null, totalCompletedAndStoredToDate: amount, totalCompletedAndStoredToDateFromPrevious: '0.00' },
  });
  const usd = { iso: 'USD', baseIso: null, rate: null };
  const content = requisition([line], '0.00', { id, projectId, number: Number(id), currency: usd });
  await inTenant(async (tx) => {
    const document = await tx.documents.see(scope, { kind: 'requisition', sourceId: id }, seenOf(content));
    const stored = { requisition: content, changeOrderLines: {} };
    await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: 'v1:x', content: stored });
    const codes = { projectId, project: '4411', subJob: '', code: costCode, type: 'S' };
    const problem = {
      ...({ reason: 'unmappedCostCode', kind: 'person', field: 'wbs_code', value: `${costCode}.S` } as const),
      message: `Cost code ${costCode}.S of project 4411 has no account in the mapping.`,
      remedies: [{ act: 'addMapping', costCode: codes }] as const,
      causeKey: causeKey.costCode(projectId, '', costCode, 'S'),
    };
    await tx.holds.open(document, { problems: [problem], asOf: await tx.versionRows.clockNow(scope) });
  });
}

test('from the digest of what is held, by what is suggested, to a file whose rows let it go on', async () => {
  cli.write('mapping.csv', `${header}\n4411,,31-23-16,S,4411,1340,312316,,\n`);
  await cli.run(['mapping', 'import', 'mapping.csv']);
  await held('1', '31-23-17', '1200.50');
  await held('2', '31-23-17', '300.00');
  await held('3', '09-90-00', '10.00');

  const digest = await cli.run(['hold', 'digest', '--by', 'cause']);
  expect(digest.out).toContain('3 held, 3 of them for a person, the oldest for 0 h; behind them: 1,510.50 USD\n');
  expect(digest.out).toContain(
    `cost-code:${projectId}::31-23-17.S: 2, for a person, the oldest for 0 h; behind them: 1,500.50 USD\n`,
  );
  expect(digest.out).toContain(
    'What ends it: Map it: ml-connector mapping set --connection acme-jde --project 4411 --cost-code 31-23-17',
  );
  expect((await cli.run(['hold', 'digest', '--limit', '0'])).code).toBe(2);

  const coverage = await cli.run(['mapping', 'coverage']);
  expect(coverage.out).toContain('4411 Garage: 2 codes, 0 with an account, 2 without\n');
  expect(coverage.out).toMatch(/^31-23-17\.S +Work on 31-23-17\.S +1,500\.50 USD +no row of the mapping covers it$/m);

  const suggested = await cli.run(['mapping', 'suggest']);
  expect(suggested.out).toContain(
    '4411 31-23-17.S "Work on 31-23-17.S", behind it: approved 1,500.50 USD\n    4411.1340.312317  ',
  );
  expect(suggested.out).toContain(
    '4411 09-90-00.S "Work on 09-90-00.S", behind it: approved 10.00 USD\n    nothing that stands out\n',
  );
  const csv = await cli.run(['mapping', 'suggest', '--csv']);
  expect(csv.err).toContain('1 codes without an account are not in it');
  cli.write('suggested.csv', csv.out);
  const whatIf = await cli.run(['mapping', 'what-if', 'suggested.csv', '--merge']);
  expect(whatIf.out).toContain(
    'no posted document would be coded otherwise\nheld documents that would go on: 2: requisition/1, requisition/2\n',
  );

  const imported = await cli.run(['mapping', 'import', 'suggested.csv', '--merge', '--as', 'C. Controller']);
  expect(imported.out).toContain('mapping version 2: 2 rows\n2 held documents go on');
  const after = await cli.run(['hold', 'digest']);
  expect(after.out).toContain(
    'unmappedCostCode: 3, for a person, the oldest for 0 h; 2 of them about to look again; behind them: 1,510.50 USD',
  );
  const diff = await cli.run(['mapping', 'diff']);
  expect(diff.out).toMatch(/^from version 1 to 2, which C\. Controller made at /);
  expect(diff.out).toMatch(/^added +4411 +31-23-17 +S +4411\.1340\.312317$/m);
});

test('what is proposed is a file or a row, one of the two', async () => {
  const none = await cli.run(['mapping', 'what-if']);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('say what is proposed: a file, or a row') });
  const part = await cli.run(['mapping', 'what-if', '--project', '4411', '--cost-code', '31-23-17']);
  expect(part).toMatchObject({ code: 2, err: expect.stringContaining('--cost-type, --account: not given') });
});
