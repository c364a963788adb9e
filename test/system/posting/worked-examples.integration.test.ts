import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import { columns, jdeCounts, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig, type Row } from '../support/rig';
import { plantInProcore, rowsOf, tiedOut, unexplainedRows, unknownOf } from '../support/tied-out';

interface ExpectedRequisition {
  readonly example: string;
  readonly commitment: string;
  readonly number: number;
  readonly supplier: string;
  readonly invoiceDate: string;
  readonly glDate: string;
  readonly order: { readonly lines: readonly Row[] } | null;
  readonly F0411Z1: readonly Row[];
  readonly F0911Z1: readonly Row[];
}

const expected = JSON.parse(readFileSync(join(__dirname, '../expected/worked-examples.json'), 'utf8')) as {
  readonly requisitions: readonly ExpectedRequisition[];
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.goLive(['4411']);
  const hinted = await rig.hint('4411');
  expect(hinted).toHaveLength(15);
  await rig.until('every requisition of 4411 delivered or held', async () =>
    (await rig.documents('requisition')).every(
      (one) => !hinted.some((other) => other.id === one.id) || one.stage === 'delivered' || one.stage === 'held',
    ),
  );
});
afterAll(() => rig.close());

test.each(expected.requisitions.map((one) => [one.example, one] as const))(
  'worked example %s stands in JDE to the cent',
  async (_example, wanted) => {
    const document = await rig.requisition(wanted.commitment, wanted.number);
    expect(document.stage).toBe('delivered');
    const { F4301, F4311, F0411Z1, F0911Z1 } = await jdeRowsOf(rig, document);

    const lines = wanted.order?.lines ?? [];
    expect(F4301).toHaveLength(wanted.order === null ? 0 : 1);
    expect(F4311.map((row) => ({ account: row['ANI'], ...pick(row, 'AEXP', 'LNTY', 'UORG') }))).toEqual(lines);
    for (const row of F4311) expect(row).toMatchObject({ AN8: wanted.supplier, DGL: wanted.glDate, OMCU: '4411' });

    expect(F0411Z1.map((row) => pick(row, ...Object.keys(wanted.F0411Z1[0] ?? {})))).toEqual(wanted.F0411Z1);
    const order = { PO: F4301[0]?.['DOCO'] ?? '', PDCT: F4301[0]?.['DCTO'] ?? '', PKCO: F4301[0]?.['KCOO'] ?? '' };
    for (const row of F0411Z1) {
      expect(row).toMatchObject({ AN8: wanted.supplier, DIVJ: wanted.invoiceDate, DGJ: wanted.glDate, ...order });
    }
    expect(F0911Z1.map((row) => ({ account: row['ANI'], ...pick(row, 'EDTR', 'AA', 'LT') }))).toEqual(wanted.F0911Z1);
    for (const row of F0911Z1) expect(row).toMatchObject({ DGJ: wanted.glDate, PO: '' });
  },
);

test('worked example G is held with both numbers, and nothing of it is sent', async () => {
  const document = await rig.requisition('SC-4411-007', 1);
  expect(document.stage).toBe('held');
  const [held, ...others] = await rig.holds();
  expect(others).toEqual([]);
  expect(held?.document.sourceId).toBe(document.sourceId);
  expect(held?.hold.reasons).toEqual(['amountsDiffer']);
  const problem = held?.problems[0];
  expect(`${problem?.message} ${JSON.stringify(problem?.facts)}`).toMatch(
    /9,?000\.00[\s\S]*9,?010\.00|9,?010\.00[\s\S]*9,?000\.00/,
  );
  expect(await jdeRowsOf(rig, document)).toEqual({ F4301: [], F4311: [], F0411Z1: [], F0911Z1: [] });
});

test('worked example H, changed after it was posted, is held with the difference by account', async () => {
  const before = await jdeCounts(rig);
  const document = await rig.requisition('PO-4411-001', 1);
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<string, Requisition[]>;
  const posted = records[document.projectId]?.find((one) => one.id === document.sourceId) as Requisition;
  await rig.control('procore', 'PATCH', `projects/${document.projectId}/requisitions/${document.sourceId}`, {
    summary: {
      ...posted.summary,
      total_completed_and_stored_to_date: '9000.00',
      completed_work_retainage_amount: '900.00',
      total_retainage: '900.00',
      total_earned_less_retainage: '8100.00',
      current_payment_due: '8100.00',
    },
    items: [
      {
        id: posted.items[0]?.id,
        work_completed_this_period: '9000.00',
        total_completed_and_stored_to_date: '9000.00',
        work_completed_retainage_retained_this_period: '900.00',
        gross_amount: '9000.00',
        net_amount: '8100.00',
      },
    ],
  });
  expect(await rig.poll('4411')).toMatchObject({ hinted: 1 });
  await rig.untilStage(document.sourceId, ['held']);
  const held = (await rig.holds()).find((one) => one.document.id === document.id);
  expect(held?.hold.reasons).toEqual(['changedAfterPosting']);
  expect(held?.problems[0]?.facts).toEqual({ '4411.1340.26010': '-1,000.00 USD', '200.4110': '100.00 USD' });
  expect(await jdeCounts(rig)).toEqual(before);
  const { F4311, F0411Z1 } = await jdeRowsOf(rig, document);
  expect(columns(F4311, 'AEXP')).toEqual([{ AEXP: '10000.00' }]);
  expect(columns(F0411Z1, 'AG')).toEqual([{ AG: '9000.00' }]);
});

describe('the tie-out of these examples', () => {
  const october = () => tiedOut(rig, '4411', '2026-10');

  test('tells what AP has not taken in yet as on its way, and what is held as held', async () => {
    const report = await october();
    expect(rowsOf(report)).toEqual([
      '03-300.S 30000 30000 0 |  | inFlight -30000',
      '05-120.M 800 800 0 |  | inFlight -800',
      '26-010.S 99000 90000 0 | held 9000 | held -10000, inFlight -80000',
      '200.4110 0 -8880 0 | retainage 8880 | held 1000, inFlight 7880',
    ]);
    expect(report).toMatchObject({ unknown: 0, compared: { documents: 13, ledgerLines: 30, erpLines: 0 } });
  });

  test("agrees with JDE's books to the cent once AP has posted, by four reads of its tables", async () => {
    const changed = await rig.requisition('PO-4411-001', 1);
    const holdOf = async () => (await rig.holds()).find(({ document }) => document.id === changed.id)?.hold.id;
    const before = await holdOf();
    await rig.control('jde', 'POST', 'ap/process', { mode: 'final' });
    await rig.control('jde', 'POST', 'ap/post', { all: true });
    await rig.activities.pollStanding(rig.scope);
    // What stands of it moved on, so it is looked at again, and is on its way until it is held anew.
    await rig.until('the changed requisition is held anew', async () => {
      const now = await holdOf();
      return now !== undefined && now !== before && (await rig.document(changed.sourceId)).stage === 'held';
    });
    await rig.control('jde', 'DELETE', 'calls');
    const report = await october();
    expect(rowsOf(report)).toEqual([
      '03-300.S 30000 30000 30000 |  |',
      '05-120.M 800 800 800 |  |',
      '26-010.S 99000 90000 90000 | held 9000 |',
      '200.4110 0 -8880 -8880 | retainage 8880 |',
    ]);
    expect(unexplainedRows(report)).toEqual([]);
    expect(report).toMatchObject({
      unknown: 0,
      compared: { documents: 13, procoreLines: 19, ledgerLines: 30, erpLines: 30 },
      projects: [{ notCodedByUs: [] }],
    });
    const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: object };
    const reads = ['F0008', 'F0010', 'F0902', 'F0911'].map((table) => [`dataservice:${table}`, expect.anything()]);
    expect(Object.keys(counts).toSorted()).toEqual(reads.map(([name]) => name));
    // November holds two documents of its own, and none of October.
    expect(rowsOf(await tiedOut(rig, '4411', '2026-11'))).toEqual([
      '05-120.M 1000 1000 1000 |  |',
      '200.4110 0 -100 -100 | retainage 100 |',
    ]);
  });

  test('finds a cent that is planted on each side, and says which document it is', async () => {
    const document = await rig.requisition('SC-4411-003', 1);
    const name = '4411/SC-4411-003/1';
    const [voucher] = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) =>
      (await tx.postings.of(document.id)).filter(({ step }) => step === 'voucher'),
    );
    const line = { DOC: voucher?.reference?.['documentNumber'] ?? '', OBJ: '1340' };
    const inJde = (AA: string) => rig.control('jde', 'PATCH', 'tables/F0911', { where: line, set: { AA } });
    await inJde('4000.01');
    expect(unknownOf(await october())).toEqual([`${name}: erp 0.01`]);
    await inJde('4000.00');

    await plantInProcore(rig, document, '4000.01');
    // The requisition after it bills from there on: one bills a cent more, the other a cent less.
    expect(unknownOf(await october())).toEqual([`${name}: procore 0.01`, '4411/SC-4411-003/2: procore -0.01']);
    await plantInProcore(rig, document, '4000.00');

    const inLedger = (amount: string) =>
      rig.test.store.database.inTenant(rig.scope.tenantId, (trx) =>
        trx
          .updateTable('effectEntry')
          .set({ amount })
          .where('item', '<>', '')
          .where('effectId', 'in', (of) =>
            of
              .selectFrom('effect')
              .select('id')
              .where('postingId', '=', voucher?.id ?? ''),
          )
          .execute(),
      );
    await inLedger('3999.99');
    expect(unknownOf(await october())).toEqual([`${name}: erp 0.01`, `${name}: procore 0.01`]);
    await inLedger('4000.00');
    expect(unknownOf(await october())).toEqual([]);
  });

  test('shows what others booked on accounts of the job as one amount an account, divided among nothing', async () => {
    const [balance] = await rig.table('F0902', { MCU: '4411', OBJ: '1340', SUB: '03300' });
    const AN10 = (Number(balance?.['AN10']) + 123.45).toFixed(2);
    await rig.control('jde', 'PATCH', 'tables/F0902', { where: { AID: balance?.['AID'] ?? '' }, set: { AN10 } });
    const [project] = (await october()).projects;
    expect(project?.notCodedByUs).toEqual([{ account: '4411.1340.03300', amount: '123.45' }]);
    expect(unknownOf(await october())).toEqual([]);
  });

  test('is written to a file by the command, which says how much was compared', async () => {
    const cli = scriptedCli({
      ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
      DATABASE_URL: rig.test.testDatabase.appUrl,
    });
    const type = (...words: string[]) => cli.run(['tie-out', ...words, '--connection', rig.scope.connectionId]);
    const written = await type('4411', '--period', '2026-10', '--file', 'october.csv');
    expect(written.out).toBe(
      '2026-10 ties out: 13 documents, 19 lines of Procore, 30 of our ledger and 30 of the ERP; every difference is explained.\n' +
        'written to october.csv\n',
    );
    const lines = readFileSync(join(cli.folder, 'october.csv'), 'utf8').split('\r\n');
    expect(lines).toContain('4411,2026-10,row,03-300.S,,USD,30000.00,30000.00,30000.00,0.00,0.00,,');
    expect(lines).toContain('4411,2026-10,difference,26-010.S,,USD,,,,10000.00,,held,4411/SC-4411-007/1');
    expect(lines).toContain('4411,2026-10,notCodedByUs,,4411.1340.03300,,,,123.45,,,,');
    expect((await type('--all', '--period', '2026-10')).out).toContain('Project 4411 (');
    for (const wrong of [
      ['--period', '2026-10'],
      ['4411', '--all', '--period', '2026-10'],
      ['4411', '--period', '2026-13'],
    ]) {
      expect((await type(...wrong)).code).not.toBe(0);
    }
    cli.remove();
  });
});

interface Requisition {
  readonly id: string;
  readonly summary: Record<string, string>;
  readonly items: readonly { readonly id: string }[];
}

function pick(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? '']));
}
