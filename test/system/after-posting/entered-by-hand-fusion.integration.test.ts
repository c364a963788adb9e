import type { AssignedByHand } from '../../../src/application/holds/decide-held';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts } from '../support/added-contracts';
import { differencesOfInFusion } from '../support/compared';
import { decide, lastMonthEnd } from '../support/after-choices';
import { buyersOrder, fusionUnit, fusionVendor as vendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';

// What AP enters is dated today, so what is open in Fusion is open today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const steel = '200.4411.1340.26010.000';
const concrete = '200.4411.1340.03300.000';
const retainage = '200.0000.4110.000000.000';
const one = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const next = { ...one, total: '15000.00', totalBefore: '10000.00', withheld: '1500.00', withheldBefore: '1000.00' };
/** Of a vendor that is linked to no supplier nothing can be planned. */
const stranger = '562949953431339';
const equal = [
  { ...one, total: '5000.00', withheld: '500.00' },
  { ...one, code: '03-300.S', total: '5000.00', withheld: '500.00' },
] as const;

let system: FusionRig;
let rig: Rig;
let orderNumber = '';
beforeAll(async () => {
  system = await startFusionRig({
    today,
    before: async (control) => {
      const { headerId } = await buyersOrder(control, { number: 'BUYERS', account: steel });
      const orders = (await control('GET', `items/purchaseOrders?POHeaderId=${headerId}`)) as { OrderNumber: string }[];
      orderNumber = orders[0]?.OrderNumber ?? '';
    },
    shape: (data) =>
      addContracts(data, [
        {
          number: 'UNLINKED',
          vendorId: stranger,
          requisitions: [
            { items: [one], end },
            { items: [next], end },
          ],
        },
        { number: 'EQUAL', vendorId: stranger, requisitions: [{ items: equal, end }] },
        { number: 'ON-ORDER', vendorId: stranger, requisitions: [{ items: [one], end }] },
        { number: 'REFUSED', vendorId: stranger, requisitions: [{ items: [one], end }] },
      ]),
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
});
afterAll(() => system.close());

type Line = Readonly<Record<string, unknown>>;
const onAccount = (DistributionCombination: string, LineAmount: number): Line => ({
  DistributionCombination,
  LineAmount,
});

/** Accounts payable enters an invoice by hand. */
async function typedIn(number: string, lines: readonly Line[], validate = true, more: Line = {}): Promise<void> {
  const [supplier] = await system.items<{ Supplier: string; sites: readonly { SupplierSite: string }[] }>(
    `suppliers?SupplierNumber=${vendor.supplierNumber}`,
  );
  await system.control('POST', 'ap/book', {
    validate,
    body: {
      ...{ InvoiceNumber: number, InvoiceCurrency: 'USD', InvoiceDate: end, AccountingDate: today },
      InvoiceAmount: lines.reduce((sum, line) => sum + Number(line['LineAmount']), 0),
      ...{
        BusinessUnit: fusionUnit.name,
        Supplier: supplier?.Supplier,
        SupplierSite: supplier?.sites[0]?.SupplierSite,
      },
      ...{ InvoiceSource: 'Manual Invoice Entry', InvoiceType: 'Standard', ...more },
      invoiceLines: lines.map((line, index) => ({ LineNumber: index + 1, LineType: 'Item', ...line })),
    },
  });
}

async function held(contract: string, number = 1): Promise<DocumentRow> {
  const { id, sourceId } = await rig.requisition(contract, number);
  await rig.hintOne(sourceId);
  await rig.until(`${contract} held`, async () => {
    const found = (await rig.holds()).find((each) => each.document.id === id);
    return found?.hold.releaseAskedAt === null;
  });
  return rig.document(sourceId);
}

async function refusal(document: DocumentRow, reference: string, assign: readonly AssignedByHand[] = []) {
  return decide(rig, document, { kind: 'postedByHand', reference, assign }).then(
    () => 'it was taken',
    (error: unknown) => String(error),
  );
}

async function counted(document: DocumentRow, reference: string, assign: readonly AssignedByHand[] = []) {
  const text = await refusal(document, reference, assign);
  const [, shown = ''] = /--shown (\w{8})/.exec(text) ?? [];
  if (shown === '') throw new Error(text);
  await decide(rig, document, { kind: 'postedByHand', reference, assign, shown });
  await rig.untilStage(document.sourceId, ['byHand']);
}

async function entriesOf({ id }: DocumentRow): Promise<string[]> {
  const effects = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.effects.of(id));
  const entries = effects.standing().all.flatMap((effect) => effect.entries);
  return entries
    .map(({ account, orderLine, amount, withheld }) => [account, orderLine, amount, withheld].join(' '))
    .sort();
}

const whole = [onAccount(steel, 10_000), onAccount(retainage, -1_000)];

test('a vendor that is linked to nobody: the invoice that AP entered counts by account, for later numbers too, and is watched', async () => {
  const document = await held('UNLINKED');
  await typedIn('AP-1', whole);
  expect(await refusal(document, 'AP-1')).toContain('Both come to the same.');
  await counted(document, 'AP-1');
  expect(await entriesOf(document)).toEqual([`${retainage}  -1000 0`, `${steel}  10000 1000`]);
  await rig.hintOne(document.sourceId);
  await rig.until('it is looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect((await rig.document(document.sourceId)).stage).toBe('byHand');
  const second = await held('UNLINKED', 2);
  await typedIn('AP-2', [onAccount(steel, 5_000), onAccount(retainage, -500)]);
  expect(await refusal(second, 'AP-2')).toContain('Procore bills 5,000.00 USD, 500.00 USD of it withheld');
  await counted(second, 'AP-2');

  // The comparer finds it by itself, and misses it once it is canceled and nobody was told yet.
  const now = await rig.document(document.sourceId);
  expect(await differencesOfInFusion(system, now)).toEqual([]);
  await system.control('POST', 'ap/cancel', { invoice: 'AP-1' });
  expect(await differencesOfInFusion(system, now)).toEqual([expect.stringMatching(/^missingByHand: .*AP-1/)]);
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(document.sourceId, ['held']);
  const hold = (await rig.holds()).find((each) => each.document.id === document.id);
  expect(hold?.hold.reasons).toContain('erpVoided');
});

test('two items of one amount: whoever decides says whose each line is', async () => {
  const document = await held('EQUAL');
  await typedIn('AP-3', [onAccount(concrete, 5_000), onAccount(steel, 5_000), onAccount(retainage, -1_000)]);
  expect(await refusal(document, 'AP-3')).toContain('does not belong to exactly one item');
  await counted(document, 'AP-3', [
    { item: '1', line: steel, amount: '5000.00' },
    { item: '2', line: concrete, amount: '5000.00' },
  ]);
  expect(await entriesOf(document)).toEqual([
    `${retainage}  -1000 0`,
    `${concrete}  5000.00 500`,
    `${steel}  5000.00 500`,
  ]);
});

test('what AP billed on an order counts on that line, and what AP changes of it after that is held', async () => {
  const document = await held('ON-ORDER');
  const onOrder = { PurchaseOrderNumber: orderNumber, PurchaseOrderLineNumber: 1, PurchaseOrderScheduleLineNumber: 1 };
  await typedIn('AP-4', [{ ...onOrder, LineAmount: 10_000 }, onAccount(retainage, -1_000)]);
  expect(await refusal(document, 'AP-4')).toContain(`order ${orderNumber} line 1: 10,000.00 USD on ${steel}`);
  await counted(document, 'AP-4');
  expect(await entriesOf(document)).toEqual([`${retainage}  -1000 0`, `${steel} 1 10000 1000`]);
  await system.control('POST', 'ap/change', { invoice: 'AP-4', body: { InvoiceNumber: 'AP-4/A' } });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(document.sourceId, ['held']);
  const hold = (await rig.holds()).find((each) => each.document.id === document.id);
  expect(hold?.hold.reasons).toContain('foundButDifferent');
});

test('what stands nowhere, has no accounts yet, or is another requisition’s counts for nothing', async () => {
  const document = await held('REFUSED');
  expect(await refusal(document, 'AP-9')).toContain('nothing that is so called stands in Oracle Fusion');
  await typedIn(
    'AP-5',
    [
      {
        PurchaseOrderNumber: orderNumber,
        PurchaseOrderLineNumber: 1,
        PurchaseOrderScheduleLineNumber: 1,
        LineAmount: 9_000,
      },
    ],
    false,
  );
  expect(await refusal(document, 'AP-5')).toContain('has lines without accounts in Fusion yet');
  expect(await refusal(document, 'AP-3')).toContain('belongs to another posting of ours');
  await typedIn('AP-6', whole, true, { InvoiceCurrency: 'CAD' });
  expect(await refusal(document, 'AP-6')).toContain('is in CAD, the requisition in USD');
});
