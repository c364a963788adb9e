import type { DemoErp } from './demo-erp';
import { standardList } from './fusion-cost-codes';
import type { DemoStory } from './demo-sandboxes';

/** What happens in the general ledger. */
export interface LedgerActs {
  /** Accounts that clear direct costs, by their type. */
  readonly clearing: { readonly invoice: string; readonly payroll: string };
  readonly accrual: string;
  /** The first day that is booked from here, and the last day of last month. */
  readonly from: string;
  readonly through: string;
  /** Accounts payable enters it for a direct cost that is booked, coded to what clears that. */
  readonly bill: {
    readonly direct_cost: string;
    readonly supplier: string;
    readonly number: string;
    readonly amount: string;
  };
  /** Direct costs that people approve; of one a row is refused at first. */
  readonly approve: readonly {
    readonly id: string;
    readonly project_id: string;
    readonly type: string;
    readonly description: string;
    readonly refused: boolean;
  }[];
  /** A change order of last month's work, which no requisition bills. */
  readonly approveChangeOrder: Readonly<
    Record<'id' | 'project_id' | 'project' | 'name' | 'title' | 'amount' | 'reviewed_at', string>
  >;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the sample company's story says of its set-up in Fusion. */
export interface FusionStory {
  readonly ledger: Named;
  readonly chart: { readonly number: string; readonly separator: string };
  readonly businessUnits: readonly (Named & {
    readonly company: string;
    readonly combinations: { readonly retainage: string; readonly rounding: string };
  })[];
  readonly orders: {
    readonly procurementBusinessUnit: Named;
    readonly buyer: Named;
    readonly documentStyle: Named;
    readonly lineType: string;
    readonly creditLineType: string;
    readonly category: string;
    readonly shipToLocation: string;
    readonly shipToOrganizationCode: string;
  };
  readonly invoices: { readonly source: string };
  readonly ledgerActs: LedgerActs;
  readonly rejectedOrder: { readonly commitment: string; readonly reason: string };
  readonly billedByHand: { readonly commitment: string; readonly amount: string };
  readonly stories: readonly {
    readonly kind: string;
    readonly vendors?: readonly {
      readonly id: string;
      readonly name: string;
      /** Number of the supplier that it is. */
      readonly supplier: string;
      /** The supplier as it is entered in Fusion. */
      readonly fusion: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

export function fusionStory(story: DemoStory): FusionStory {
  return story as unknown as FusionStory;
}

/** What the demo's connection file says. */
export function fusionConnection({
  procoreUrl,
  erpUrl,
  identityUrl,
  companyId,
  story,
}: Parameters<DemoErp['connection']>[0]): object {
  const { ledger, chart, businessUnits, orders, invoices, ledgerActs } = fusionStory(story);
  const { clearing, accrual: accrualAccount, from } = ledgerActs;
  const named = ({ id, name }: Named): Named => ({ id, name });
  const [first] = businessUnits;
  if (first === undefined) throw new Error('the sample company has no business unit in Fusion');
  return {
    id: 'northgate-fusion',
    tenant: 'northgate',
    tenantName: 'Northgate Builders',
    environment: 'sandbox',
    erp: 'fusion',
    procore: {
      companyId,
      environment: 'sandbox',
      loginUrl: procoreUrl,
      apiUrl: procoreUrl,
      clientId: { env: 'DEMO_PROCORE_CLIENT_ID' },
      clientSecret: { env: 'DEMO_PROCORE_CLIENT_SECRET' },
    },
    fusion: {
      baseUrl: erpUrl,
      authentication: {
        method: 'clientCredentials',
        tokenUrl: `${identityUrl}/oauth2/v1/token`,
        clientId: 'sandbox-client',
        scope: 'urn:opc:resource:consumer::all',
      },
      secret: { env: 'DEMO_FUSION_SECRET' },
      chart: {
        id: chart.number,
        separator: chart.separator,
        segments: [
          { name: 'company' },
          { name: 'project' },
          { name: 'account' },
          { name: 'costCode', default: '000000' },
          { name: 'future1', default: '000' },
        ],
        balancing: 'company',
        naturalAccount: 'account',
      },
      supplierScope: { types: ['SUPPLIER'] },
      costCodes: {
        codeSegment: 'costCode',
        valueSet: 'Northgate Cost Code',
        accountTypes: ['E'],
        costTypes: [{ from: '1340', to: '1340', type: 'S' }],
        projectSegments: { company: '210', project: '{project}' },
        projects: { '4425': { company: '200', project: '4425' } },
        standardList,
      },
    },
    posting: {
      businessUnit: named(first),
      procurementBusinessUnit: orders.procurementBusinessUnit,
      ledger: named(ledger),
      invoiceSource: invoices.source,
      mixedSigns: 'taken',
      order: {
        documentStyleId: orders.documentStyle.id,
        buyerId: orders.buyer.id,
        requesterId: orders.buyer.id,
        lineType: orders.lineType,
        creditLineType: orders.creditLineType,
        category: orders.category,
        shipToLocation: orders.shipToLocation,
        shipToOrganizationCode: orders.shipToOrganizationCode,
      },
      companies: Object.fromEntries(
        businessUnits.map(({ company, combinations }) => [
          company.slice(2),
          { retainageAccount: combinations.retainage, roundingAccount: combinations.rounding },
        ]),
      ),
      payStatus: 'A',
      journals: { source: 'Procore', sourceParameter: '300000048140001', category: 'Adjustment' },
      directCosts: {
        types: {
          invoice: { clearingAccount: clearing.invoice, owner: 'here', clearedBy: 'payables', from },
          payroll: { clearingAccount: clearing.payroll, owner: 'here', clearedBy: 'payroll', from },
        },
        directCostTax: 'cost',
      },
      accrueUnbilled: { accrualAccount, owner: 'here', from },
      // Change orders of the sample company are approved when their work is done.
      changeOrderJournal: { method: 'accrual', accrualAccount, from, owner: 'here' },
      accrualReversal: 'own',
      glDatePolicy: 'periodEnd',
      // The sample company is made for the day in UTC.
      timeZone: 'UTC',
    },
    vendors: { externalKeyMeans: 'none', import: {} },
    poll: { every: '5m' },
  };
}
