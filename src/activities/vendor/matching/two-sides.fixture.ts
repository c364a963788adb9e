import { createTestStore, type TestStore } from '../../../../test/stack/test-store';
import { createProcoreClient } from '../../../clients/procore/calls/client';
import { unlimitedQuota, type ProcoreQuota } from '../../../clients/procore/calls/quota';
import { procorePort } from '../../../clients/procore/procore-port';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import { jdeUnderTest, sandboxSettings } from '../../../clients/jde/jde-under-test.fixture';
import type { JdeSettingsInput } from '../../../clients/jde/settings';
import {
  startTestSandbox as startJdeTestSandbox,
  type Tables as JdeTables,
  type TestSandbox as JdeTestSandbox,
} from '../../../sandbox/jde/testing/test-sandbox';
import { meet, type Meeting } from '../../../clients/fusion/on-sandbox/meet.fixture';
import { COMPANY, openTinySandbox, type TinySandbox } from '../../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import type { CompanyRecord, Side } from '../../../domain/vendor/matching/company-record';
import type { ActivityPorts } from '../../ports';
import { createMatchCompanies } from './match-companies';
import { createSweepSuppliers } from './sweep-suppliers';
import { createSweepVendors } from './sweep-vendors';

export type TwoSides = Awaited<ReturnType<typeof openTwoSides>>;

interface Given {
  /** Tables of JD Edwards, beside those of its small company: then that is the other side. */
  readonly jde?: JdeTables;
  readonly jdeSuppliers?: Readonly<Record<string, unknown>>;
  readonly jdePosting?: Parameters<typeof jdeUnderTest>[2];
  readonly vendors?: Readonly<Record<string, unknown>>;
  readonly fusion?: Parameters<typeof meet>[0];
  readonly rows?: Parameters<typeof meet>[2];
  readonly quota?: ProcoreQuota;
}

/** One of the two; of the other nobody asks. */
interface OtherSide {
  readonly adapter: ErpAdapter;
  readonly fusion: Meeting['sandbox'];
  readonly jde: JdeTestSandbox;
  readonly close: () => Promise<void>;
}

const nobodyAsks = undefined as never;

async function meetFusion(fusion: Given['fusion'], rows: Given['rows']): Promise<OtherSide> {
  const met = await meet(fusion, { site: { supplierScope: { types: ['SUPPLIER'] } } }, rows);
  return { adapter: met.fusion.adapter, fusion: met.sandbox, jde: nobodyAsks, close: met.close };
}

async function meetJde(tables: JdeTables, suppliers: object, posting: Given['jdePosting']): Promise<OtherSide> {
  const sandbox = await startJdeTestSandbox({}, tables);
  const { adapter, close } = jdeUnderTest(
    sandboxSettings(sandbox.url, { suppliers: suppliers as JdeSettingsInput['suppliers'] }),
    {},
    posting,
  );
  return {
    ...{ adapter, fusion: nobodyAsks, jde: sandbox },
    close: async () => {
      await close();
      await sandbox.close();
    },
  };
}

/** A database, Procore's sandbox with its tiny company, and Fusion's, or JD Edwards', with its small one. */
export async function openTwoSides({
  vendors = {},
  fusion = {},
  rows = {},
  quota = unlimitedQuota,
  jde,
  jdeSuppliers = {},
  jdePosting = {},
}: Given = {}) {
  const acme: TestStore = await createTestStore({
    companyId: COMPANY,
    settings: { vendors: { externalKeyMeans: 'none', ...vendors } },
  });
  const erp =
    jde === undefined
      ? await meetFusion(fusion, rows)
      : await meetJde(
          jde,
          {
            ...{ inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [] },
            organisations: ['C'],
            ...jdeSuppliers,
          },
          jdePosting,
        );
  const sandbox: TinySandbox = await openTinySandbox();
  const client = createProcoreClient(
    {
      environment: 'developerSandbox',
      companyId: COMPANY,
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      loginBaseUrl: sandbox.url,
      apiBaseUrl: sandbox.url,
    },
    { quota },
  );
  const port = procorePort(client);
  const scope = { tenantId: acme.tenantId, connectionId: acme.connectionId };
  const ports: ActivityPorts = {
    store: acme.store,
    procore: () => Promise.resolve(port),
    erp: () => Promise.resolve(erp.adapter),
    target: () => Promise.reject(new Error('the test gives no such system')),
  };
  const request = { ...scope, acceptMissing: false };
  return {
    acme,
    scope,
    ports,
    procore: sandbox,
    fusion: erp.fusion,
    jde: erp.jde,
    sweepSuppliers: (acceptMissing = false) => createSweepSuppliers(ports)({ ...request, acceptMissing }),
    sweepVendors: (acceptMissing = false) => createSweepVendors(ports)({ ...request, acceptMissing }),
    /** Both sides are read, and matched. */
    match: async () => {
      for (const sweep of [createSweepSuppliers(ports), createSweepVendors(ports)]) {
        const { why } = await sweep(request);
        if (why !== null) throw new Error(why);
      }
      return createMatchCompanies(ports)(scope);
    },
    /** What is there by the newest whole sweep. */
    records: (side: Side): Promise<CompanyRecord[]> =>
      acme.store.inTenant(scope.tenantId, async (tx) => {
        const sweep = await tx.companySweeps.newestWhole(scope, side);
        if (sweep === null) return [];
        return (await tx.companyRecords.thereSince(scope, side, sweep.number)).map(({ record }) => record);
      }),
    addVendor: async (vendor: object): Promise<string> => {
      const { status, json } = await sandbox.call('POST', '/rest/v1.0/vendors', { company_id: COMPANY, vendor });
      if (status !== 201) throw new Error(JSON.stringify(json));
      return String(json.id);
    },
    changeVendor: async (id: string, vendor: object): Promise<void> => {
      const { status, json } = await sandbox.control('PATCH', `/vendors/${id}`, vendor);
      if (status >= 300) throw new Error(JSON.stringify(json));
    },
    changeSupplier: async (id: string, change: object): Promise<void> => {
      const { status, text } = await erp.fusion.control('PATCH', `items/suppliers/${id}`, change);
      if (status >= 300) throw new Error(text);
    },
    close: async (): Promise<void> => {
      await port.close();
      await erp.close();
      await sandbox.close();
      await acme.close();
    },
  };
}
