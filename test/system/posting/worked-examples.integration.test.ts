import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columns, jdeCounts, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig, type Row } from '../support/rig';

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

interface Requisition {
  readonly id: string;
  readonly summary: Record<string, string>;
  readonly items: readonly { readonly id: string }[];
}

function pick(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? '']));
}
