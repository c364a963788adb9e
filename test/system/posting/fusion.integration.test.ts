import type { DocumentRow } from '../../../src/store/documents/documents';
import type { FusionControl, FusionRig } from '../support/fusion-rig';
import { billed, startWithLinked } from '../support/linked-contracts';
import type { Rig } from '../support/rig';

// Requisitions of Procore's sandbox become Payables invoices in Fusion's, matched to the order that their commitment names.

const second = { ...billed('1500.00'), totalBefore: '1000.00', withheldBefore: '100.00' };

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly ValidationStatus: string;
  readonly Description: string;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let system: FusionRig;
let rig: Rig;
let control: FusionControl;

beforeAll(async () => {
  system = await startWithLinked([
    { number: 'WAY', requisitions: [{ items: [billed('1000.00')] }, { items: [second] }] },
    { number: 'LOST', requisitions: [{ items: [billed('2000.00')] }] },
    { number: 'CUT', requisitions: [{ items: [billed('3000.00')] }] },
    { number: 'VOIDED', requisitions: [{ items: [billed('4000.00')] }] },
    { number: 'ALONE', linked: false, requisitions: [{ items: [billed('5000.00')] }] },
  ]);
  ({ rig, control } = system);
});
afterAll(() => system.close());

const poll = () => rig.activities.pollStanding(rig.scope);
const invoices = async (order: string): Promise<Invoice[]> =>
  (await system.items<Invoice>('invoices')).filter((one) => one.InvoiceNumber.includes(`-${order}-`));

async function carried(contract: string, number: number, ...stages: string[]): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(contract, number);
  await rig.hintOne(sourceId);
  return rig.untilStage(sourceId, stages);
}

async function reasonsOf({ sourceId }: DocumentRow): Promise<readonly string[]> {
  return (await rig.holds()).find((one) => one.document.sourceId === sourceId)?.hold.reasons ?? [];
}

test('a requisition is an invoice on the order, with a line of retainage, validated; the next number follows', async () => {
  await carried('WAY', 1, 'posted', 'vouchered');
  const [first] = await invoices('WAY');
  expect(first).toMatchObject({ InvoiceNumber: 'INV-WAY-1', InvoiceAmount: '900', ValidationStatus: 'Validated' });
  expect(first?.invoiceLines.map(({ LineAmount }) => LineAmount)).toEqual(['1000', '-100']);
  await carried('WAY', 2, 'posted', 'vouchered');
  expect((await invoices('WAY')).map(({ InvoiceAmount }) => InvoiceAmount)).toEqual(['900', '450']);
});

test.each([
  ['LOST', 'commitThenLose', '1800'],
  ['CUT', 'cutBody', '2700'],
])('%s: an answer that is lost (%s) makes no second invoice', async (contract, kind, amount) => {
  await control('POST', 'faults', { match: { method: 'POST', resource: 'invoices' }, kind, count: 1 });
  await carried(contract, 1, 'posted', 'vouchered');
  expect((await invoices(contract)).map(({ InvoiceAmount }) => InvoiceAmount)).toEqual([amount]);
});

test('an invoice that AP canceled is a hold, and is not posted again', async () => {
  const document = await carried('VOIDED', 1, 'posted', 'vouchered');
  await control('POST', 'ap/cancel', { invoice: 'INV-VOIDED-1' });
  await poll();
  await rig.untilStage(document.sourceId, ['held']);
  expect(await reasonsOf(document)).toEqual(['erpVoided']);
  expect(await invoices('VOIDED')).toHaveLength(1);
});

test('of a commitment from before go-live nothing is billed until somebody chose what becomes of it', async () => {
  const document = await carried('ALONE', 1, 'waiting', 'held');
  expect(await reasonsOf(document)).toEqual(['openingBalance']);
  expect(await invoices('ALONE')).toEqual([]);
});
