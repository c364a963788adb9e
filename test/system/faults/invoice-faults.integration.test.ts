import type { FusionRig } from '../support/fusion-rig';
import { billed, startWithLinked } from '../support/linked-contracts';
import type { Rig } from '../support/rig';

// An invoice is four writes: it is created, its tax is worked out, its distributions are made, it is validated. Whatever happens to
// the call or to its answer, one invoice stands to the cent, validated once, and the next number of the commitment follows.

interface Write {
  readonly write: string;
  readonly match: { readonly method: 'POST'; readonly path: string };
}

const writes: readonly Write[] = [
  { write: 'creation', match: { method: 'POST', path: '/invoices$' } },
  { write: 'tax', match: { method: 'POST', path: 'invoices/action/calculateTax$' } },
  { write: 'distributions', match: { method: 'POST', path: 'invoices/action/generateDistributions$' } },
  { write: 'validation', match: { method: 'POST', path: 'invoices/action/validateInvoice$' } },
];

interface Fault {
  readonly kind: string;
  readonly status?: number;
  readonly delayMs?: number;
  readonly retryAfterSeconds?: number;
}

const goesOnByItself: readonly { readonly happens: string; readonly fault: Fault }[] = [
  { happens: 'a connection lost after the commit', fault: { kind: 'commitThenLose' } },
  { happens: 'half an answer', fault: { kind: 'cutBody' } },
  { happens: 'a 500 after the commit', fault: { kind: 'commitThenStatus', status: 500 } },
  { happens: "a proxy's page after the commit", fault: { kind: 'commitThenHtml', status: 502 } },
  { happens: 'a commit after our time limit', fault: { kind: 'commitLate', delayMs: 1_600 } },
  { happens: "a gateway's 504 before the commit", fault: { kind: 'gatewayThenCommit', delayMs: 1_000 } },
  { happens: 'a connection lost before anything was done', fault: { kind: 'reset' } },
  { happens: "a proxy's page with 200, nothing done", fault: { kind: 'html', status: 200 } },
  { happens: 'a 503, nothing done', fault: { kind: 'status', status: 503 } },
  { happens: 'a 429, nothing done', fault: { kind: 'throttle', retryAfterSeconds: 1 } },
];

const refusal: Fault = { kind: 'status', status: 400 };

const cases = writes.flatMap(({ write, match }, at) =>
  goesOnByItself.map(({ happens, fault }, index) => ({ write, happens, match, fault, number: `F${at}${index}` })),
);
const refusals = writes.map(({ write, match }, at) => ({ write, match, fault: refusal, number: `R${at}` }));
/** What each write of the first requisition's invoice meets: its number is in the body of them all. */
const faults = [...cases, ...refusals].map(({ match, fault, number }) => ({
  ...fault,
  match: { ...match, body: `INV-${number}-1` },
}));
const second = { ...billed('1500.00'), totalBefore: '1000.00', withheldBefore: '100.00' };

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly { readonly LineAmount: string }[];
}

interface Bill {
  readonly id: string;
  readonly contract_name: string;
  readonly number: string;
}

let system: FusionRig;
let rig: Rig;
const bills = new Map<string, string>();

beforeAll(async () => {
  const requisitions = [{ items: [billed('1000.00')] }, { items: [second] }];
  system = await startWithLinked(
    [...cases, ...refusals].map(({ number }) => ({ number, requisitions })),
    {
      timing: { settleMs: 1_800, sendWindowMs: 1_000, leaseMs: 1_500 },
      sections: { fusion: { requestLimitMs: 800 } },
    },
  );
  ({ rig } = system);
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Readonly<Record<string, Bill[]>>;
  for (const bill of Object.values(records).flat()) bills.set(`${bill.contract_name} ${bill.number}`, bill.id);
  for (const fault of faults) await system.control('POST', 'faults', fault);
  for (const { number } of [...cases, ...refusals]) {
    for (const sourceId of pair(number)) await rig.hintOne(sourceId);
  }
});
afterAll(() => system.close());

/** Amount and state of a contract's invoices, by number; each with its gross and what is kept of it. */
async function invoicesOf(number: string): Promise<string[]> {
  const all = await system.items<Invoice>('invoices');
  return all
    .filter((one) => one.InvoiceNumber.startsWith(`INV-${number}-`))
    .map((one) => {
      const lines = one.invoiceLines.map(({ LineAmount }) => LineAmount).join(' ');
      return `${one.InvoiceNumber.slice(-1)}: ${lines} = ${one.InvoiceAmount}, ${one.ValidationStatus}`;
    })
    .sort();
}

/** What of the ledger's is not over. */
async function inFlight(sourceId: string): Promise<string[]> {
  const { id, tenantId } = await rig.document(sourceId);
  const rows = await rig.test.store.inTenant(tenantId, (tx) => tx.postings.of(id));
  return rows
    .filter(({ state }) => state !== 'confirmed' && state !== 'rejected')
    .map((row) => `${row.step} ${row.state}`);
}

/** Its first two requisitions, by their ids. */
const pair = (number: string): [string, string] => {
  const [first, next] = [bills.get(`${number} Added 1`), bills.get(`${number} Added 2`)];
  if (first === undefined || next === undefined) throw new Error(`${number} has no two requisitions`);
  return [first, next];
};

/** Both stand once, to the cent, and nothing of them is under way. */
async function standOnce(number: string): Promise<void> {
  for (const sourceId of pair(number)) await rig.untilStage(sourceId, ['posted', 'vouchered']);
  expect(await invoicesOf(number)).toEqual(['1: 1000 -100 = 900, Validated', '2: 500 -50 = 450, Validated']);
  for (const sourceId of pair(number)) expect(await inFlight(sourceId)).toEqual([]);
}

test.each(cases)('$write: $happens leaves one invoice, validated', ({ number }) => standOnce(number));

test.each(refusals)(
  '$write: a refusal holds the requisition, and once resumed one invoice stands',
  async ({ number }) => {
    const [sourceId] = pair(number);
    await rig.untilStage(sourceId, ['held']);
    const held = (await rig.holds()).find((one) => one.document.sourceId === sourceId);
    expect(held?.hold.reasons).toEqual(['erpRejected']);
    if (held !== undefined) await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.holds.release(held));
    await standOnce(number);
  },
);

test('every fault was met once', async () => {
  const listed = (await system.control('GET', 'faults')) as { left: number; hits: number }[];
  expect(listed.map(({ left, hits }) => [left, hits])).toEqual(faults.map(() => [0, 1]));
});
