import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fusionSystem } from '../../../src/clients/fusion/system';
import { fusionChart, type FusionChartSettings } from '../../../src/domain/fusion/chart';
import { startFusionSandbox, type FusionSandbox } from '../../../src/sandbox/fusion/server';
import { writeSampleCompany } from '../../../src/sandbox/sample-company/write-sample-company';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts, editJson, workedProjectId, type AddedItem } from '../support/added-contracts';
import { sampleDay, startRig, type Rig } from '../support/rig';

// Requisitions of Procore's sandbox become Payables invoices in Fusion's, matched to the order that their commitment names.

const chart: FusionChartSettings = {
  id: '5237',
  separator: '.',
  segments: [
    { name: 'company', maxLength: 25 },
    { name: 'project', maxLength: 25 },
    { name: 'account', maxLength: 25 },
    { name: 'costCode', maxLength: 25, default: '000000' },
    { name: 'future1', maxLength: 25, default: '000' },
  ],
  balancing: 'company',
  naturalAccount: 'account',
};
/** That of the added contracts, and its supplier in Fusion. */
const vendor = { id: '562949953431316', supplierNumber: '60032' };
const unit = { id: '300000046987012', name: 'Northgate Builders' };
const account = '200.4411.1340.26010.000';
const billed = (total: string, before: Partial<AddedItem> = {}): AddedItem => ({
  code: '26-010.S',
  total,
  withheld: String(Number(total) / 10),
  ...before,
});
const second = { ...billed('1500.00'), totalBefore: '1000.00', withheldBefore: '100.00' };

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly ValidationStatus: string;
  readonly Description: string;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let folder: string;
let fusion: FusionSandbox;
let rig: Rig;
const orders = new Map<string, { readonly headerId: string; readonly lineId: string }>();
const linked = ['WAY', 'LOST', 'CUT', 'VOIDED'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fusion-rig-'));
  writeSampleCompany(folder, { today: sampleDay });
  fusion = await startFusionSandbox({ dataFolder: join(folder, 'fusion') });
  for (const number of linked) orders.set(number, await buyersOrder(number));
  rig = await startRig({
    erp: fusionSystem,
    chart: fusionChart(chart),
    erpSecrets: { secret: 'sandbox-secret' },
    erpSettings: settings(),
    shape: (data) => {
      writeFileSync(
        join(data, 'mapping.csv'),
        'project,sub_job,cost_code,cost_type,company,segment_project,account,segment_cost_code,future1\n' +
          '*,*,*,S,200,{project},1340,{costCodeDigits},\n',
      );
      addContracts(data, [
        { number: 'WAY', vendorId: vendor.id, requisitions: [{ items: [billed('1000.00')] }, { items: [second] }] },
        { number: 'LOST', vendorId: vendor.id, requisitions: [{ items: [billed('2000.00')] }] },
        { number: 'CUT', vendorId: vendor.id, requisitions: [{ items: [billed('3000.00')] }] },
        { number: 'VOIDED', vendorId: vendor.id, requisitions: [{ items: [billed('4000.00')] }] },
        { number: 'ALONE', vendorId: vendor.id, requisitions: [{ items: [billed('5000.00')] }] },
      ]);
      editJson(join(data, 'procore/projects', workedProjectId, 'work_order_contracts.json'), (contracts) => {
        for (const contract of contracts) {
          const order = orders.get(String(contract['number']));
          if (order === undefined) continue;
          contract['origin_id'] = order.headerId;
          const [line] = contract['line_items'] as Record<string, unknown>[];
          if (line !== undefined) line['origin_id'] = order.lineId;
        }
      });
    },
  });
  await rig.goLive(['4411']);
});
afterAll(async () => {
  await rig.close();
  await fusion.close();
  rmSync(folder, { recursive: true });
});

function settings() {
  return {
    fusion: {
      baseUrl: fusion.url,
      authentication: {
        method: 'clientCredentials',
        tokenUrl: `${fusion.identityUrl}/oauth2/v1/token`,
        clientId: 'sandbox-client',
        scope: 'urn:opc:resource:consumer::all',
      },
      chart,
      requestLimitMs: 2_000,
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
      companies: {
        '200': { retainageAccount: '200.0000.4110.000000.000', roundingAccount: '200.0000.8990.000000.000' },
      },
      payStatus: 'A',
      glDatePolicy: 'periodEnd',
    },
  };
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${fusion.controlUrl}/control/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** A buyer of the customer made it for the commitment of that number, and it is open. */
async function buyersOrder(number: string) {
  const amount = 400_000;
  const distributions = [{ DistributionNumber: 1, Amount: amount, POChargeAccount: account }];
  const where = { ShipToLocation: 'Seattle', ShipToOrganizationCode: '001', DestinationTypeCode: 'EXPENSE' };
  const schedules = [
    { ScheduleNumber: 1, Amount: amount, RequestedDeliveryDate: '2027-12-31', ...where, distributions },
  ];
  const made = (await control('POST', 'orders/create', {
    body: {
      ...{ ProcurementBUId: unit.id, BuyerId: '300000047340498', DocumentStyleId: '1', ...(await supplierOf()) },
      CurrencyCode: 'USD',
      Description: `Subcontract ${number}`,
      lines: [{ LineType: 'Fixed Price Services', Description: 'Electrical', Amount: amount, schedules }],
    },
  })) as { POHeaderId: string; lines: readonly { POLineId: string }[] };
  return { headerId: made.POHeaderId, lineId: made.lines[0]?.POLineId ?? '' };
}

async function supplierOf() {
  const [row] = (await control('GET', `items/suppliers?SupplierNumber=${vendor.supplierNumber}`)) as {
    SupplierId: string;
    sites: readonly { SupplierSiteId: string }[];
  }[];
  return { SupplierId: row?.SupplierId, SupplierSiteId: row?.sites[0]?.SupplierSiteId };
}

const poll = () => rig.activities.pollStanding(rig.scope);
const invoices = async (order: string): Promise<Invoice[]> =>
  ((await control('GET', 'items/invoices')) as Invoice[]).filter((one) => one.InvoiceNumber.includes(`-${order}-`));

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

test('without an order there is nothing to bill: it waits, and says what for', async () => {
  const document = await carried('ALONE', 1, 'waiting', 'held');
  expect(await reasonsOf(document)).toEqual(['orderNotOpen']);
  expect(await invoices('ALONE')).toEqual([]);
});
