import { fusionVendor } from '../support/fusion-rig';
import type { Rig } from '../support/rig';
import { startWholeFusion, type WholeFusion } from '../support/whole-fusion';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// A worker is killed while calls hang: before a write (the look right before it), during it (it arrives after the kill), or after it (it
// is done, and nobody hears). Between two writes of one step, "after" the first is "before" the second. A pod of Fusion takes four
// calls at once, so there are six kills; what was killed before goes on meanwhile.

const hangsMs = 30_000;

type Match = Readonly<Record<string, string>>;
interface Case {
  /** Also the number of its commitment. */
  readonly id: string;
  readonly of: 'order' | 'change' | 'invoice';
  readonly kind: 'slow' | 'commitLate' | 'answerLate';
  readonly match: Match | ((made: Made) => Match);
}

/** What tells its calls from those of others. */
interface Made {
  /** Of a change order. */
  readonly lines: readonly string[];
  readonly orderId: string;
}

/** A look that is held up, so that the write behind it never leaves; or a write, which arrives long after the next worker's first look. */
const late = 'slow';
/** A write that arrives once its caller is gone. */
const during = 'commitLate';
const after = 'answerLate';
const drafts = 'draftPurchaseOrders';
const post = { method: 'POST' } as const;
const action = (name: string, body?: string): Match => ({ action: name, ...(body === undefined ? {} : { body }) });

/** What no member of a call tells apart comes first, while nothing goes on besides. */
const rounds: readonly (readonly Case[])[] = [
  [
    { id: 'SUBMIT-DURING', of: 'order', kind: during, match: { resource: drafts, action: 'submit' } },
    { id: 'SUBMIT-AFTER', of: 'order', kind: after, match: { resource: drafts, action: 'submit' } },
    { id: 'CHANGED-DURING', of: 'change', kind: during, match: { resource: drafts, action: 'submit' } },
    { id: 'CHANGED-AFTER', of: 'change', kind: after, match: { resource: drafts, action: 'submit' } },
  ],
  [
    { id: 'DRAFT-BEFORE', of: 'order', kind: late, match: { method: 'GET', resource: drafts, query: 'SupplierId' } },
    { id: 'SUBMIT-BEFORE', of: 'order', kind: late, match: { method: 'GET', resource: drafts, query: 'POHeaderId' } },
    {
      id: 'TAX-BEFORE',
      of: 'invoice',
      kind: late,
      match: { method: 'GET', resource: 'invoices', query: 'PrimaryKey' },
    },
    {
      id: 'POST-BEFORE',
      of: 'invoice',
      kind: late,
      match: { method: 'GET', resource: 'invoices', query: 'INV-POST-BEFORE' },
    },
  ],
  [
    { id: 'DRAFT-DURING', of: 'order', kind: late, match: { ...post, path: `${drafts}$`, body: ' DRAFT-DURING ' } },
    { id: 'DRAFT-AFTER', of: 'order', kind: after, match: { ...post, path: `${drafts}$`, body: ' DRAFT-AFTER ' } },
    { id: 'POST-DURING', of: 'invoice', kind: late, match: { ...post, path: 'invoices$', body: 'INV-POST-DURING' } },
    { id: 'POST-AFTER', of: 'invoice', kind: after, match: { ...post, path: 'invoices$', body: 'INV-POST-AFTER' } },
  ],
  [
    {
      id: 'BEGIN-BEFORE',
      of: 'change',
      kind: late,
      match: ({ orderId }) => ({ method: 'GET', resource: drafts, query: orderId }),
    },
    { id: 'BEGIN-DURING', of: 'change', kind: during, match: { method: 'PATCH', body: ' BEGIN-DURING ' } },
    { id: 'BEGIN-AFTER', of: 'change', kind: after, match: { method: 'PATCH', body: ' BEGIN-AFTER ' } },
    {
      id: 'LINE-DURING',
      of: 'change',
      kind: during,
      match: ({ lines }) => ({ ...post, path: 'child/lines$', body: lines[1] ?? '' }),
    },
  ],
  [
    {
      id: 'LINE-AFTER',
      of: 'change',
      kind: after,
      match: ({ lines }) => ({ ...post, path: 'child/lines$', body: lines[1] ?? '' }),
    },
    { id: 'TAX-DURING', of: 'invoice', kind: during, match: action('calculateTax', 'INV-TAX-DURING') },
    { id: 'TAX-AFTER', of: 'invoice', kind: after, match: action('calculateTax', 'INV-TAX-AFTER') },
    { id: 'SPREAD-DURING', of: 'invoice', kind: during, match: action('generateDistributions', 'INV-SPREAD-DURING') },
  ],
  [
    { id: 'SPREAD-AFTER', of: 'invoice', kind: after, match: action('generateDistributions', 'INV-SPREAD-AFTER') },
    { id: 'VALID-DURING', of: 'invoice', kind: during, match: action('validateInvoice', 'INV-VALID-DURING') },
    { id: 'VALID-AFTER', of: 'invoice', kind: after, match: action('validateInvoice', 'INV-VALID-AFTER') },
  ],
];
const cases = rounds.flat();

const feeds = { order: 'commitments', change: 'changeOrders', invoice: 'requisitions' } as const;

/**
 * What is written in Procore: by its path, and whether the look before it hangs, or it before it is done, or after. Those of which the
 * order is closed had their commitment before.
 */
const inProcore = [
  { round: 1, id: 'Contract during', kind: 'commitLate', path: 'purchase_order_contracts/sync' },
  { round: 1, id: 'Contract after', kind: 'answerLate', path: 'purchase_order_contracts/sync' },
  { round: 2, id: 'Lines during', kind: 'commitLate', path: 'line_items/sync' },
  { round: 2, id: 'Contract before', kind: 'slow', path: 'purchase_order_contracts$' },
  { round: 3, id: 'Lines after', kind: 'answerLate', path: 'line_items/sync' },
  { round: 3, id: 'Closed during', kind: 'commitLate', path: 'purchase_order_contracts/\\d+$' },
  { round: 4, id: 'Approved during', kind: 'commitLate', path: 'purchase_order_contracts/\\d+$' },
  { round: 5, id: 'Approved after', kind: 'answerLate', path: 'purchase_order_contracts/\\d+$' },
  { round: 5, id: 'Closed after', kind: 'answerLate', path: 'purchase_order_contracts/\\d+$' },
] as const;
const isClosed = ({ id }: { readonly id: string }) => id.startsWith('Closed');

const supplier = { name: 'Blue Heron Fabrication', number: '61999', ids: '30000004799999', taxId: '91-7700001' };

interface Order {
  readonly POHeaderId: string;
  readonly StatusCode: string;
  readonly Revision: string;
  readonly Description: string;
  readonly lines: readonly { readonly Ordered: string }[];
}
interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly { readonly LineAmount: string }[];
}
interface Contract {
  readonly status: string;
  readonly origin_id: string | null;
  readonly grand_total: string;
  readonly line_items: readonly { readonly amount: string }[];
}

let on: WholeFusion;
let rig: Rig;
let worker: WorkerProgram | undefined;
const documents = new Map<string, string>();
const bought = new Map<string, string>();
const acts: Promise<string>[] = [];

async function fault(system: 'fusion' | 'procore', wanted: object): Promise<void> {
  const body = { delayMs: hangsMs, ...wanted };
  await (system === 'fusion'
    ? on.system.control('POST', 'faults', body)
    : rig.control('procore', 'POST', 'faults', body));
}

/** All calls that are to hang do. */
async function untilMet(what: string): Promise<void> {
  const left = async (list: Promise<unknown>) =>
    ((await list) as { left: unknown }[]).every((one) => Number(one.left) === 0);
  await rig.until(
    `${what} hangs`,
    async () =>
      (await left(on.system.control('GET', 'faults'))) && (await left(rig.control('procore', 'GET', 'faults'))),
    25_000,
  );
  await on.system.control('DELETE', 'faults');
  await rig.control('procore', 'DELETE', 'faults');
}

/** What the case is about is approved in Procore, and heard of; it comes to the call that hangs. */
async function begin({ id, of, kind, match }: Case): Promise<void> {
  let lines: readonly string[] = [];
  if (of === 'order') documents.set(id, await on.contracts.appear(rig, id));
  if (of === 'invoice') documents.set(id, await on.contracts.bill(rig, id, 1));
  if (of === 'change') {
    const made = await on.contracts.changeOrder(rig, id, ['11.50', '22.25'], { number: id });
    documents.set(id, made.id);
    ({ lines } = made);
  }
  const orderId = of === 'order' ? '' : (await orderOf(id)).POHeaderId;
  const delay = kind === during ? { delayMs: undefined } : {};
  await fault('fusion', { kind, match: typeof match === 'function' ? match({ lines, orderId }) : match, ...delay });
  await on.poll(feeds[of]);
}

async function beginInProcore(one: (typeof inProcore)[number]): Promise<void> {
  const { id, kind, path } = one;
  const order = bought.get(id) ?? (await on.buy(id, '70.10', '0.05'));
  bought.set(id, order);
  // What goes on of an earlier kill takes no fault that is another's.
  const body = path.includes('sync') ? id : (id.split(' ')[0] ?? '');
  const match = kind === 'slow' ? { method: 'GET', query: order, path } : { method: 'PATCH', path, body };
  await fault('procore', { kind, match });
  if (isClosed(one)) {
    await on.system.control('POST', 'orders/close', { order, closeAction: 'close', closeReason: 'done' });
  }
  await on.poll('purchaseOrders');
  await untilMet(id);
}

async function killed(): Promise<void> {
  await worker?.kill();
  worker = await startWorkerProgram(rig);
}

beforeAll(async () => {
  on = await startWholeFusion(
    cases.map(({ id }) => ({
      number: id,
      vendorId: fusionVendor.id,
      requisitions: [{ items: [{ code: '26-010.S', total: '1000.00', withheld: '100.00' }] }],
    })),
    {
      workers: false,
      timing: { settleMs: 37_000, sendWindowMs: 2_000 },
      sections: { fusion: { requestLimitMs: 35_000, erpConcurrency: 4 } },
    },
  );
  ({ rig } = on);
  worker = await startWorkerProgram(rig);
  for (const act of ['run', 'accept-exact', 'close']) await on.type('vendor', 'match', act);
  await on.type('cost-code', 'plan');
  await on.type('cost-code', 'apply');
  await on.addAccount('99001');
  await on.type('cost-code', 'plan');
  await on.enter(supplier);
  await on.type('vendor', 'import', 'plan');
  const ordered = cases.filter(({ of }) => of !== 'order').map(({ id }) => id);
  for (const id of ordered) await on.contracts.appear(rig, id);
  await on.poll('commitments');
  for (const id of ordered) await on.untilStage(on.contracts.idOf(id), 'posted');
  for (const { id } of inProcore.filter(isClosed)) {
    bought.set(id, await on.buy(id, '70.10', '0.05'));
    await on.poll('purchaseOrders');
    await on.untilStage(bought.get(id) ?? '', 'posted');
  }
  await on.system.control('DELETE', 'calls');
  for (const [index, round] of rounds.entries()) {
    const begunAt = Date.now();
    if (index === 0) {
      // Both are long acts: whoever typed them stops watching, and they go on.
      await fault('procore', { kind: 'commitLate', match: { path: 'vendors/sync' } });
      await fault('procore', { kind: 'commitLate', match: { path: 'standard_cost_codes/sync' } });
      acts.push(on.type('vendor', 'import', 'apply', '--accept-changes'), on.type('cost-code', 'apply'));
      await untilMet('what is written of suppliers and accounts');
    } else {
      for (const one of inProcore.filter(({ round }) => round === index)) await beginInProcore(one);
    }
    for (const one of round) {
      await begin(one);
      await untilMet(one.id);
    }
    // Else the first of them hangs no more, and the kill proves nothing.
    expect(Date.now() - begunAt).toBeLessThan(hangsMs);
    await killed();
  }
}, 400_000);
afterAll(async () => {
  await worker?.stop();
  await on.close();
});

async function orderOf(id: string): Promise<Order> {
  const all = await on.system.items<Order>('purchaseOrders');
  const [own, ...more] = all.filter(({ Description }) => Description.includes(` ${id} `));
  if (own === undefined || more.length > 0) throw new Error(`${id} has ${more.length === 0 ? 'no' : 'several'} orders`);
  return own;
}

const procore = async <T>(collection: string): Promise<T[]> => {
  const found = (await rig.control('procore', 'GET', `records/${collection}`)) as T[] | Readonly<Record<string, T[]>>;
  return Array.isArray(found) ? found : Object.values(found).flat();
};

async function contractOf(order: string): Promise<Contract | undefined> {
  return (await procore<Contract>('purchase_order_contracts')).find(({ origin_id }) => origin_id === order);
}

test.each(cases)('killed at $id, one effect stands and the sums are right', async ({ id, of }) => {
  await on.untilStage(documents.get(id) ?? '', 'posted', 'vouchered');
  const order = await orderOf(id);
  const added = of === 'change' ? ['11.5', '22.25'] : [];
  expect(order).toMatchObject({ StatusCode: 'OPEN', Revision: of === 'change' ? '1' : '0' });
  expect(order.lines.map(({ Ordered }) => Ordered)).toEqual(['90000', ...added]);
  const invoices = (await on.system.items<Invoice>('invoices')).filter(({ InvoiceNumber }) =>
    InvoiceNumber.includes(`-${id}-`),
  );
  expect(
    invoices.map(({ InvoiceAmount, ValidationStatus, invoiceLines }) => [
      ...[InvoiceAmount, ValidationStatus],
      ...invoiceLines.map(({ LineAmount }) => LineAmount),
    ]),
  ).toEqual(of === 'invoice' ? [['900', 'Validated', '1000', '-100']] : []);
});

test.each(inProcore)('killed at $id of a commitment in Procore, one commitment with its lines stands', async (one) => {
  const order = bought.get(one.id) ?? '';
  await on.untilStage(order, 'posted');
  const status = isClosed(one) ? 'Closed' : 'Approved';
  await rig.until(`${one.id} is ${status}`, async () => (await contractOf(order))?.status === status);
  const made = (await procore<Contract>('purchase_order_contracts')).filter(({ origin_id }) => origin_id === order);
  expect(made).toMatchObject([{ status, grand_total: '70.15' }]);
  expect(made[0]?.line_items.map(({ amount }) => amount)).toEqual(['70.1', '0.05']);
});

test('killed while vendors and codes are written, each stands once, and the commands that asked for them end well', async () => {
  const [vendors, codes] = await Promise.all(acts);
  expect(vendors).toMatch(/ 0 refused/);
  expect(codes).toMatch(/: 3 done, .* 0 refused/);
  expect((await procore<{ name: string }>('vendors')).filter(({ name }) => name === supplier.name)).toHaveLength(1);
  for (const collection of ['standard_cost_codes', 'cost_codes']) {
    expect((await procore<{ code: string }>(collection)).filter(({ code }) => code === '99001')).toHaveLength(1);
  }
});

test('nothing was drafted, made or begun that does not stand', async () => {
  const { counts } = (await on.system.control('GET', 'calls')) as { counts: Record<string, number> };
  const of = (kind: Case['of']) => cases.filter((one) => one.of === kind).length;
  expect(counts).toMatchObject({
    'POST draftPurchaseOrders': of('order'),
    'POST invoices': of('invoice'),
    'POST draftPurchaseOrders/lines': 2 * of('change'),
    'PATCH draftPurchaseOrders': of('change'),
  });
});
