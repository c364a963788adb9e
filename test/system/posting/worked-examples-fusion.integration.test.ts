import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportChoices } from '../../../src/application/commitments/export-choices';
import { importChoices } from '../../../src/application/commitments/import-choices';
import { fusionOrderSettings, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { workedProjectId } from '../support/added-contracts';
import type { Rig } from '../support/rig';
import { rowsOf, tiedOut, unexplainedRows, unknownOf } from '../support/tied-out';
import { testContext } from '../../stack/test-context';

interface Expected {
  readonly example: string;
  readonly commitment: string;
  readonly number: number;
  readonly supplier: string;
  readonly invoiceNumber: string;
  readonly invoiceType: string;
  readonly invoiceDate: string;
  readonly accountingDate: string;
  readonly amount: string;
  readonly matched: readonly { readonly account: string; readonly amount: string }[];
  readonly retainage: string;
}

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceType: string;
  readonly InvoiceDate: string;
  readonly AccountingDate: string;
  readonly InvoiceAmount: string;
  readonly SupplierNumber: string;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly {
    readonly LineAmount: string;
    readonly PurchaseOrderNumber: string | null;
    readonly AccountingDate: string;
    readonly invoiceDistributions: readonly {
      readonly DistributionAmount: string;
      readonly DistributionCombination: string;
      readonly AccountingDate: string;
    }[];
  }[];
}

const expected = JSON.parse(readFileSync(join(__dirname, '../expected/worked-examples-fusion.json'), 'utf8')) as {
  readonly retainageAccount: string;
  readonly requisitions: readonly Expected[];
};

let system: FusionRig;
let rig: Rig;

beforeAll(async () => {
  system = await startFusionRig({
    shape: (data) => copyFileSync(join(data, 'fusion-mapping.csv'), join(data, 'mapping.csv')),
    settings: { queryable: { 'suppliers.TaxpayerId': true } },
    sections: {
      posting: {
        mixedSigns: 'taken',
        order: { ...fusionOrderSettings, creditLineType: 'Fixed Price Services Credit' },
      },
    },
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  await rig.activities.pollChangeOrders({ ...rig.scope, projectId: workedProjectId });
  await orderTheBalance();
  const hinted = await rig.hint('4411');
  expect(hinted).toHaveLength(15);
  await rig.until('every requisition of 4411 posted or held', async () => {
    await rig.activities.pollStanding(rig.scope).catch(() => undefined);
    const ids = new Set(hinted.map(({ id }) => id));
    const now = (await rig.documents('requisition')).filter(({ id }) => ids.has(id));
    return now.every(({ stage }) => ['posted', 'vouchered', 'held'].includes(stage ?? ''));
  });
});
afterAll(() => system.close());

/** A controller has an order made of what is left of each commitment. */
async function orderTheBalance(): Promise<void> {
  const withTemporal = () => Promise.reject(new Error('the test needs no Temporal'));
  const made = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal });
  const context = { ...made, ports: { procore: rig.procorePort, erp: rig.erp } };
  const { csv } = await exportChoices(context, true);
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const column = header.split(',').indexOf('choice');
  const filled = rows.map((row) => row.split(',').with(column, 'balance').join(','));
  await importChoices(context, 'choices.csv', [header, ...filled, ''].join('\n'));
}

test.each(expected.requisitions.map((one) => [one.example, one] as const))(
  'worked example %s stands in Fusion to the cent',
  async (_example, wanted) => {
    const document = await rig.requisition(wanted.commitment, wanted.number);
    expect(['posted', 'vouchered']).toContain(document.stage);
    const all = await system.items<Invoice>('invoices');
    const [invoice, ...others] = all.filter(({ InvoiceNumber }) => InvoiceNumber === wanted.invoiceNumber);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      InvoiceType: wanted.invoiceType,
      InvoiceDate: wanted.invoiceDate,
      AccountingDate: wanted.accountingDate,
      InvoiceAmount: amount(wanted.amount),
      SupplierNumber: wanted.supplier,
      ValidationStatus: 'Validated',
    });
    const lines = invoice?.invoiceLines ?? [];
    const distributed = lines.map(({ PurchaseOrderNumber, invoiceDistributions }) => ({
      matched: PurchaseOrderNumber !== null,
      on: invoiceDistributions.map((one) => `${one.DistributionCombination}: ${one.DistributionAmount}`),
    }));
    const kept = { matched: false, on: [`${expected.retainageAccount}: ${amount(wanted.retainage)}`] };
    expect(distributed).toEqual([
      ...wanted.matched.map((one) => ({ matched: true, on: [`${one.account}: ${amount(one.amount)}`] })),
      kept,
    ]);
    const dates = lines.flatMap((line) => [line, ...line.invoiceDistributions]).map((one) => one.AccountingDate);
    expect(new Set(dates)).toEqual(new Set([wanted.accountingDate]));
  },
);

test('worked example G is held with both numbers, and no invoice of it is made', async () => {
  const document = await rig.requisition('SC-4411-007', 1);
  expect(document.stage).toBe('held');
  const held = (await rig.holds()).find((one) => one.document.id === document.id);
  expect(held?.hold.reasons).toEqual(['amountsDiffer']);
  const [problem] = held?.problems ?? [];
  expect(`${problem?.message} ${JSON.stringify(problem?.facts)}`).toMatch(
    /9,000\.00[\s\S]*9,010\.00|9,010\.00[\s\S]*9,000\.00/,
  );
  const invoices = await system.items<{ InvoiceAmount: string; Description: string }>('invoices');
  expect(invoices.filter(({ InvoiceAmount }) => ['9000.00', '9010'].includes(InvoiceAmount))).toEqual([]);
});

describe('the tie-out of these examples', () => {
  const october = () => tiedOut(rig, '4411', '2026-10');

  test('tells what Payables has not accounted as on its way, and agrees to the cent once it has', async () => {
    const before = await october();
    expect(unexplainedRows(before)).toEqual([]);
    expect(rowsOf(before)).toContain('03-300.S 30000 30000 0 |  | inFlight -30000');
    for (const { InvoiceId: invoice } of await system.items<Distributed>('invoices')) {
      await system.control('POST', 'ap/account', { invoice });
    }
    const after = await october();
    expect(rowsOf(after)).toEqual([
      '03-300.S 30000 30000 30000 |  |',
      '05-120.M 800 800 800 |  |',
      '26-010.S 100000 90000 90000 | held 10000 |',
      '200.0000.4110.000000.000 0 -8880 -8880 | retainage 8880 |',
    ]);
    expect(unexplainedRows(after)).toEqual([]);
    expect(after.projects[0]?.notCodedByUs).toEqual([]);
    expect(after).toMatchObject({ unknown: 0, compared: { documents: 13, ledgerLines: 30, erpLines: 30 } });
  });

  test("finds a cent that is planted in a distribution, and shows what others booked as the account's", async () => {
    const all = await system.items<Distributed>('invoices');
    const invoice = all.find(({ InvoiceAmount }) => InvoiceAmount === '3600');
    const [line] = invoice?.invoiceLines ?? [];
    const [distribution] = line?.invoiceDistributions ?? [];
    const path = `items/invoices/${invoice?.InvoiceId}/invoiceLines/${line?.InvoiceLineId}/invoiceDistributions/${distribution?.InvoiceDistributionId}`;
    await system.control('PATCH', path, { DistributionAmount: '4000.01' });
    expect(unknownOf(await october())).toEqual(
      expect.arrayContaining([expect.stringMatching(/^4411\/.+: erp 0\.01$/)]),
    );
    // The balance moved with it, so it is ours, and nobody else's.
    expect((await october()).projects[0]?.notCodedByUs).toEqual([]);
    await system.control('PATCH', path, { DistributionAmount: '4000' });
    expect(unknownOf(await october())).toEqual([]);

    await system.control('POST', 'items/journalBatches', [handBatch]);
    expect((await october()).projects[0]?.notCodedByUs).toEqual([
      { account: '200.4411.1340.03300.000', amount: '123.45' },
    ]);
  });
});

/** An accountant's own, posted. */
const handBatch = {
  ...{ BatchName: 'Manual 77 A 1 2 N', Status: 'P', ActualFlagMeaning: 'Actual' },
  journalHeaders: [
    {
      ...{ JournalName: 'Manual', LedgerName: 'Northgate US Ledger', PeriodName: 'Oct-26', CurrencyCode: 'USD' },
      journalLines: [
        {
          ...{ JeLineNumber: 1, AccountCombination: '200.4411.1340.03300.000' },
          ...{ CurrencyCode: 'USD', EnteredDr: '123.45', AccountedDr: '123.45' },
        },
      ],
    },
  ],
};

interface Distributed {
  readonly InvoiceId: string;
  readonly InvoiceAmount: string;
  readonly invoiceLines: readonly {
    readonly InvoiceLineId: string;
    readonly invoiceDistributions: readonly { readonly InvoiceDistributionId: string }[];
  }[];
}

/** As the sandbox shows it. */
function amount(text: string): string {
  return text.replace(/\.00$/, '');
}
