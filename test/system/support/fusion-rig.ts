import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sections } from '../../../src/application/connections/settings-by-section';
import { changeMapping } from '../../../src/application/mapping/change-mapping';
import { fusionSystem } from '../../../src/clients/fusion/system';
import { fusionChart, type FusionChartSettings } from '../../../src/domain/fusion/chart';
import { startFusionSandbox } from '../../../src/sandbox/fusion/server';
import { writeSampleCompany } from '../../../src/sandbox/sample-company/write-sample-company';
import { mergedSections } from '../../stack/test-store';
import { sampleDay, startRig, type Rig } from './rig';

/** Subcontracts on the account of their code. */
export const fusionMapping =
  'project,sub_job,cost_code,cost_type,company,segment_project,account,segment_cost_code,future1\n' +
  '*,*,*,S,200,{project},1340,{costCodeDigits},\n';

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
export const fusionUnit = { id: '300000046987012', name: 'Northgate Builders' };
/** How orders are made. */
export const fusionOrderSettings = {
  documentStyleId: '1',
  buyerId: '300000047340498',
  requesterId: '300000047340498',
  lineType: 'Fixed Price Services',
  category: 'Concrete',
  shipToLocation: 'Seattle',
  shipToOrganizationCode: '001',
} as const;
/** A vendor of the sample company in Procore, and its supplier in Fusion. */
export const fusionVendor = { id: '562949953431316', supplierNumber: '60032' };

export type FusionControl = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** The whole system with Fusion in JD Edwards' place; see `Rig`. */
export interface FusionRig {
  readonly rig: Rig;
  readonly control: FusionControl;
  /** Of its stand-in, for the comparer. */
  readonly controlUrl: string;
  /** Rows of a resource as they stand in Fusion. */
  items<Row>(resource: string): Promise<Row[]>;
  /** Adds a row to the mapping, as `mapping import --merge` does; its account as segments by name. */
  map(codes: { costCode: string; costType: string }, target: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

export interface FusionRigOptions {
  /** Of the sandbox. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What stands in Fusion before anything is read. */
  readonly before?: (control: FusionControl) => Promise<void>;
  /** Changes the sample company's folder before the sandboxes load it. */
  readonly shape: (dataFolder: string) => void;
  readonly timing?: Readonly<Record<string, unknown>>;
  /** As of `startRig`. */
  readonly today?: string;
  /** As of `startRig`. */
  readonly plainPayloads?: boolean;
  /** Settings besides, by section of connection.json. */
  readonly sections?: Sections;
  /** As of `startRig`. */
  readonly workers?: boolean;
}

/** Subcontracts are mapped to `200.{project}.1340.{code}.000`; the connection is not live yet. */
export async function startFusionRig({
  settings = {},
  before = () => Promise.resolve(),
  shape,
  timing = {},
  plainPayloads = false,
  sections = {},
  today = sampleDay,
  workers = true,
}: FusionRigOptions): Promise<FusionRig> {
  const folder = mkdtempSync(join(tmpdir(), 'fusion-rig-'));
  writeSampleCompany(folder, { today });
  const fusion = await startFusionSandbox({ dataFolder: join(folder, 'fusion'), settings });
  const control: FusionControl = async (method, path, body) => {
    const response = await fetch(`${fusion.controlUrl}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  await before(control);
  const rig = await startRig({
    erp: fusionSystem,
    chart: fusionChart(chart),
    erpSecrets: { secret: 'sandbox-secret' },
    erpSettings: mergedSections(connectionSettings(fusion), sections),
    timing,
    today,
    plainPayloads,
    workers,
    shape: (data) => {
      writeFileSync(join(data, 'mapping.csv'), fusionMapping);
      shape(data);
    },
  });
  return {
    rig,
    control,
    controlUrl: fusion.controlUrl,
    items: async <Row>(resource: string) => (await control('GET', `items/${resource}`)) as Row[],
    map: async ({ costCode, costType }, target) => {
      const row = { line: 2, project: '*', subJob: '*', costCode, costType, target };
      const change = { rows: [row], merge: true, chart: fusionChart(chart), act: 'mapping.imported' } as const;
      await rig.test.store.as('test').inTenant(rig.scope.tenantId, (tx) => changeMapping(tx, rig.scope, change));
    },
    close: async () => {
      await rig.close();
      await fusion.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A buyer of the customer made it for the commitment of that number, and it is open; `account` is its charge account. */
export async function buyersOrder(
  control: FusionControl,
  { number, account }: { readonly number: string; readonly account: string },
): Promise<{ readonly headerId: string; readonly lineId: string }> {
  const [supplier] = (await control('GET', `items/suppliers?SupplierNumber=${fusionVendor.supplierNumber}`)) as {
    SupplierId: string;
    sites: readonly { SupplierSiteId: string }[];
  }[];
  const amount = 400_000;
  const distributions = [{ DistributionNumber: 1, Amount: amount, POChargeAccount: account }];
  const where = { ShipToLocation: 'Seattle', ShipToOrganizationCode: '001', DestinationTypeCode: 'EXPENSE' };
  const schedules = [
    { ScheduleNumber: 1, Amount: amount, RequestedDeliveryDate: '2027-12-31', ...where, distributions },
  ];
  const made = (await control('POST', 'orders/create', {
    body: {
      ...{ ProcurementBUId: fusionUnit.id, BuyerId: '300000047340498', DocumentStyleId: '1', CurrencyCode: 'USD' },
      SupplierId: supplier?.SupplierId,
      SupplierSiteId: supplier?.sites[0]?.SupplierSiteId,
      Description: `Subcontract ${number}`,
      lines: [{ LineType: 'Fixed Price Services', Description: 'Electrical', Amount: amount, schedules }],
    },
  })) as { POHeaderId: string; lines: readonly { POLineId: string }[] };
  return { headerId: made.POHeaderId, lineId: made.lines[0]?.POLineId ?? '' };
}

/** Of a connection with that stand-in, by section of connection.json; the secret is not among them. */
export function connectionSettings(fusion: { readonly url: string; readonly identityUrl: string }) {
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
      businessUnit: fusionUnit,
      procurementBusinessUnit: fusionUnit,
      ledger: { id: '300000046975971', name: 'Northgate US Ledger' },
      invoiceSource: 'PROCORE',
      order: fusionOrderSettings,
      companies: {
        '200': { retainageAccount: '200.0000.4110.000000.000', roundingAccount: '200.0000.8990.000000.000' },
      },
      payStatus: 'A',
      glDatePolicy: 'periodEnd',
    },
  };
}
