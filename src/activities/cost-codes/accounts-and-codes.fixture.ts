import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { createProcoreClient } from '../../clients/procore/calls/client';
import { unlimitedQuota, type ProcoreQuota } from '../../clients/procore/calls/quota';
import { procorePort } from '../../clients/procore/procore-port';
import { meet, type Meeting } from '../../clients/fusion/on-sandbox/meet.fixture';
import { fusionCostCodesSchema } from '../../domain/fusion/cost-code-settings';
import type { CodeRow } from '../../domain/coding/cost-codes/coded-account';
import {
  COMPANY,
  openTinySandbox,
  PROJECT,
  type TinySandbox,
} from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import type { KeptCodeRow } from '../../store/coding/cost-code-plans';
import type { ActivityPorts } from '../ports';
import { createApplyCostCodes, createPlanCostCodes, createReadCostCodeAccounts } from './publish-cost-codes';

export type AccountsAndCodes = Awaited<ReturnType<typeof openAccountsAndCodes>>;

const WBS = `/rest/v1.0/projects/${PROJECT}/work_breakdown_structure/wbs_codes`;

/** 60530 is live and 60531 disabled; 63000 has no name. */
export const concrete = '300000047012345';
const ofOtherCompany = '300000047012350';
const department = '10';
const valueSet = 'items/valueSets/Corporate%20Account';

/** A database, Procore's sandbox with its tiny company and an empty list of ours, and Fusion's with its small one. */
export async function openAccountsAndCodes(
  more: Readonly<Record<string, unknown>> = {},
  quota: ProcoreQuota = unlimitedQuota,
  connected: { readonly live?: boolean; readonly projectIds?: readonly string[] } = {},
) {
  const acme: TestStore = await createTestStore({ companyId: COMPANY, ...connected });
  const costCodes = fusionCostCodesSchema.parse({
    codeSegment: 'account',
    valueSet: 'Corporate Account',
    accountTypes: ['E'],
    costTypes: [{ from: '60000', to: '69999', type: 'S' }],
    projectSegments: { entity: '101', department },
    standardList: 'Fusion',
    ...more,
  });
  const erp: Meeting = await meet({}, { site: { costCodes } });
  // The other company's account of the same code would keep the code alive.
  await erp.sandbox.control('PATCH', `items/accountCombinationsLOV/${ofOtherCompany}`, { EnabledFlag: 'N' });
  const sandbox: TinySandbox = await openTinySandbox();
  await sandbox.control('POST', '/standard_cost_code_lists', { id: 5, name: 'Fusion', is_erp_list: false });
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
    erp: () => Promise.resolve(erp.fusion.adapter),
    target: () => Promise.reject(new Error('the test gives no such system')),
  };
  const request = { ...scope, erp: 'fusion', actor: 'A. Ctor' };
  const step = (plan: number) => ({ ...scope, actor: 'A. Ctor', plan });
  const rows = (plan: number): Promise<KeptCodeRow[]> =>
    acme.store.inTenant(scope.tenantId, (tx) => tx.costCodePlans.rows(scope, plan, null));
  const good = async (answer: Promise<{ readonly status: number; readonly text: string }>): Promise<void> => {
    const { status, text } = await answer;
    if (status >= 300) throw new Error(text);
  };
  return {
    acme,
    scope,
    ports,
    procore: sandbox,
    fusion: erp.sandbox,
    rows,
    plan: async () => {
      const plan = await createReadCostCodeAccounts(ports)({ ...request, plan: null });
      return createPlanCostCodes(ports)(step(plan));
    },
    apply: async (plan: number) => {
      await createReadCostCodeAccounts(ports)({ ...request, plan });
      return createApplyCostCodes(ports)(step(plan));
    },
    told: async (plan: number) =>
      (await rows(plan)).map(({ row, outcome, told }) => `${text(row)} ${outcome ?? '-'} ${told}`.trim()),
    account: (id: string, change: object) =>
      good(erp.sandbox.control('PATCH', `items/accountCombinationsLOV/${id}`, change)),
    /** The ERP's name of the one live value, or of another, which it may disable too. */
    name: async (description: string, of = '60530', more: object = {}) => {
      const { json } = await erp.sandbox.control('GET', valueSet);
      const { values } = json as { values: { ValueId: string; Value: string }[] };
      const id = values.find(({ Value }) => Value === of)?.ValueId ?? '';
      await good(erp.sandbox.control('PATCH', `${valueSet}/values/${id}`, { Description: description, ...more }));
    },
    value: (text: string, description: string) =>
      good(
        erp.sandbox.control('POST', `${valueSet}/values`, {
          ...{ ValueId: `9${text}`, Value: text, Description: description, EnabledFlag: 'Y', SummaryFlag: 'N' },
          ...{ StartDateActive: null, EndDateActive: null },
        }),
      ),
    newAccount: async (id: string, segments: object) => {
      const { json } = await erp.sandbox.control('GET', `items/accountCombinationsLOV/${concrete}`);
      const row = { ...(json as object), _CODE_COMBINATION_ID: id, ...segments };
      await good(erp.sandbox.control('POST', 'items/accountCombinationsLOV', row));
    },
    inProcore: (method: string, path: string, change: object) => good(sandbox.control(method, path, change)),
    /** Those that came from here: of the project itself, or of one sub job. */
    codes: async (subJobId?: number) => {
      const of = subJobId === undefined ? '' : `&sub_job_id=${String(subJobId)}`;
      const { json } = await sandbox.get(`/rest/v1.0/cost_codes?project_id=${PROJECT}${of}`);
      return (json as MadeCode[]).filter(({ origin_id }) => origin_id !== null);
    },
    combinations: async () => {
      const { json } = await sandbox.get(`${WBS}?per_page=100`);
      return json as MadeCombination[];
    },
    standard: async () => {
      const list = `company_id=${COMPANY}&standard_cost_code_list_id=5&view=extended`;
      const { json } = await sandbox.get(`/rest/v1.0/standard_cost_codes?${list}`);
      return json as { id: string; code: string; parent_id: string | null; name: string }[];
    },
    writes: async () => {
      const { counts } = (await sandbox.control('GET', '/calls')).json as { counts: Record<string, number> };
      return Object.entries(counts).flatMap(([name, count]) =>
        /^(PATCH|POST) \/rest/.test(name) ? [`${name} ${String(count)}`] : [],
      );
    },
    close: async (): Promise<void> => {
      await port.close();
      await erp.close();
      await sandbox.close();
      await acme.close();
    },
  };
}

interface MadeCombination {
  readonly id: string;
  readonly flat_code: string;
  readonly description: string;
  readonly status: string;
  readonly segment_items: readonly { readonly id: string; readonly path_code: string }[];
}

interface MadeCode {
  readonly id: string;
  readonly code: string;
  readonly full_code: string;
  readonly name: string;
  readonly parent: { readonly id: string } | null;
  readonly origin_id: string | null;
}

function text({ level, act, code, costType }: CodeRow): string {
  return [level, act, costType === '' ? code : `${code}.${costType}`].join(' ').trim();
}
