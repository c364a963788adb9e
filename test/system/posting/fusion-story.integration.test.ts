import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import { scriptedCli, type ScriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import { Unavailable } from '../../../src/clients/http/client-error';
import { workflowTypes } from '../../../src/workflows/names';
import { workedProjectId } from '../support/added-contracts';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import type { Rig } from '../support/rig';

// The whole way of a new subcontractor: its supplier is entered in Fusion and becomes a vendor in Procore, its commitment is approved
// and becomes an order, a change order comes onto that, two requisitions are billed with retainage, and what was kept is let go. At
// the end all of it is read from Fusion and from Procore, not from our own rows.

const name = 'Blue Heron Fabrication';
const supplierNumber = '61999';

interface Supplier {
  readonly SupplierId: string;
  readonly SupplierNumber: string;
}

interface Order {
  readonly Supplier: string;
  readonly StatusCode: string;
  readonly OrderNumber: string;
  readonly Revision: string;
  readonly lines: readonly { readonly Ordered: string }[];
}

interface Invoice {
  readonly Supplier: string;
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderNumber: string | null }[];
}

let system: FusionRig;
let rig: Rig;
let cli: ScriptedCli;
let supplierToEnter: Readonly<Record<string, unknown>>;
const contracts = new LaterContracts('90000.00');
const ids: Record<string, string> = {};

beforeAll(async () => {
  system = await startFusionRig({
    settings: { openOrdersInDrafts: true },
    sections: {
      vendors: { externalKeyMeans: 'supplierNumber', externalKeyField: 'originCode', import: { mayChange: 100 } },
      fusion: { supplierScope: { types: ['SUPPLIER'] } },
    },
    shape: (data) => {
      supplierToEnter = newSupplier(data);
      const item = { code: '26-010.S', total: '1500.00' } as const;
      contracts.keep(data, [
        {
          number: 'STORY',
          requisitions: [
            { items: [{ ...item, total: '1000.00', withheld: '100.00' }] },
            { items: [{ ...item, totalBefore: '1000.00', withheld: '150.00', withheldBefore: '100.00' }] },
            {
              items: [{ ...item, totalBefore: '1500.00', withheld: '0.00', withheldBefore: '150.00' }],
              fields: { invoice_type: 'retainage_release' },
            },
          ],
        },
      ]);
    },
  });
  ({ rig } = system);
  cli = scriptedCli({
    ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
    DATABASE_URL: rig.test.testDatabase.appUrl,
    TEMPORAL_ADDRESS: rig.temporal.address,
    TEMPORAL_NAMESPACE: rig.temporal.namespace,
  });
  await rig.goLive(['4411']);
  await vendor('match', 'run');
  await vendor('match', 'accept-exact');
  await vendor('match', 'close');
});
afterAll(async () => {
  cli.remove();
  await system.close();
});

/** A supplier as procurement enters one: like one of the sample company's that is not there yet, under ids of its own. */
function newSupplier(data: string): Readonly<Record<string, unknown>> {
  const story = JSON.parse(readFileSync(join(data, 'fusion-story.json'), 'utf8')) as {
    stories: { kind: string; vendors: { fusion: { SupplierId: number } }[] }[];
  };
  const [like] = story.stories.find(({ kind }) => kind === 'vendorsToCreate')?.vendors ?? [];
  if (like === undefined) throw new Error('the sample company has no supplier to enter');
  const ids = new RegExp(`${String(like.fusion.SupplierId).slice(0, -1)}(\\d)`, 'g');
  const entered = JSON.parse(JSON.stringify(like.fusion).replaceAll(ids, '30000004799999$1')) as Record<
    string,
    unknown
  >;
  return { ...entered, SupplierNumber: supplierNumber, Supplier: name, TaxpayerId: '91-7700001' };
}

async function vendor(...words: readonly string[]): Promise<string> {
  const done = await cli.run(['vendor', ...words, '--connection', rig.scope.connectionId]);
  expect(done).toMatchObject({ code: 0 });
  return done.out;
}

const procore = async <T>(path: string): Promise<T[]> => {
  const found = (await rig.control('procore', 'GET', `records/${path}`)) as T[] | Readonly<Record<string, T[]>>;
  return Array.isArray(found) ? found : (found[workedProjectId] ?? []);
};
const ofProject = () => ({ ...rig.scope, projectId: workedProjectId });

async function untilStage(sourceId: string, ...stages: string[]): Promise<void> {
  await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
    await rig.activities.pollStanding(rig.scope).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
    });
    const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
    return stages.includes(now?.stage ?? '');
  });
}

test('a supplier that is entered in Fusion is a vendor in Procore after one plan and one apply', async () => {
  await system.control('POST', 'items/suppliers', supplierToEnter);
  await vendor('import', 'plan');
  await vendor('import', 'apply', '--accept-changes');
  const [made, ...others] = (
    await procore<{ id: string; name: string; origin_id: string; origin_code: string }>('vendors')
  ).filter((one) => one.name === name);
  const supplier = (await system.items<Supplier>('suppliers')).find((one) => one.SupplierNumber === supplierNumber);
  expect(others).toEqual([]);
  expect(made).toMatchObject({ origin_id: supplier?.SupplierId, origin_code: supplierNumber });
  ids['vendor'] = made?.id ?? '';
});

test('its commitment becomes an order, and a change order lines of that', async () => {
  const of = { id: new LosslessNumber(ids['vendor'] ?? ''), company: name };
  const commitment = await contracts.appear(rig, 'STORY', { vendor: of });
  await rig.activities.pollCommitments(ofProject());
  await untilStage(commitment, 'posted');
  const { id } = await contracts.changeOrder(rig, 'STORY', ['2500.50']);
  await rig.activities.pollChangeOrders(ofProject());
  await untilStage(id, 'posted');
});

test('two requisitions with retainage and its release are invoices on that order', async () => {
  const vendor_id = new LosslessNumber(ids['vendor'] ?? '');
  for (const number of [1, 2, 3]) {
    ids[`bill ${number}`] = await contracts.bill(rig, 'STORY', number, undefined, { vendor_id, vendor_name: name });
    await rig.poll('4411');
    await untilStage(ids[`bill ${number}`] ?? '', 'posted', 'vouchered');
  }
});

test('read back from both systems, each amount stands once and to the cent', async () => {
  const orders = (await system.items<Order>('purchaseOrders')).filter(({ Supplier }) => Supplier === name);
  expect(orders).toMatchObject([
    { StatusCode: 'OPEN', Revision: '1', lines: [{ Ordered: '90000' }, { Ordered: '2500.5' }] },
  ]);
  const invoices = (await system.items<Invoice>('invoices')).filter(({ Supplier }) => Supplier === name);
  const shown = invoices.map(({ InvoiceNumber, InvoiceAmount, ValidationStatus, invoiceLines }) => [
    InvoiceNumber,
    invoiceLines
      .map((line) => `${line.LineAmount}${line.PurchaseOrderNumber === null ? '' : ' on the order'}`)
      .join(', '),
    InvoiceAmount,
    ValidationStatus,
  ]);
  expect(shown).toEqual([
    ['INV-STORY-1', '1000 on the order, -100', '900', 'Validated'],
    ['INV-STORY-2', '500 on the order, -50', '450', 'Validated'],
    ['INV-STORY-3', '150', '150', 'Validated'],
  ]);
  const bills = (await procore<{ id: string; status: string }>('requisitions')).filter(({ id }) =>
    [1, 2, 3].some((number) => ids[`bill ${number}`] === id),
  );
  expect(bills.map(({ status }) => status)).toEqual(['approved', 'approved', 'approved']);
  expect((await procore<{ name: string }>('vendors')).filter((one) => one.name === name)).toHaveLength(1);
});

test('once both sides have settled, another reading of everything writes nothing on either', async () => {
  const state = async () => ({
    fusion: [await system.items('purchaseOrders'), await system.items('invoices'), await system.items('suppliers')],
    procore: [await procore('vendors'), await procore('work_order_contracts'), await procore('requisitions')],
  });
  const before = await state();
  await rig.activities.pollCommitments({ ...ofProject() });
  await rig.activities.pollChangeOrders({ ...ofProject() });
  await rig.poll('4411');
  await rig.activities.pollStanding(rig.scope);
  expect(await vendor('import', 'plan')).toMatch(/: 0 to do/);
  expect(await state()).toEqual(before);
});

test('a clean requisition takes at most forty events', async () => {
  const handle = rig.client.workflow.getHandle(
    `${workflowTypes.requisition}/${rig.scope.connectionId}/${ids['bill 2'] ?? ''}`,
  );
  const { events } = await handle.fetchHistory();
  expect(events?.length ?? 0).toBeGreaterThan(0);
  expect(events?.length ?? 0).toBeLessThanOrEqual(40);
});
