import type { ConnectionSettings } from '../../config/connection-settings';
import { fusionChart } from '../../domain/fusion/chart';
import { costCodeFaults } from '../../domain/fusion/cost-code-settings';
import type { ErpSystem } from '../erp-system';
import { createFusionAdapter } from './adapter';
import { secretsIn } from './calls/auth';
import { accountFault, journalFaults } from './journal-faults';
import { fusionSecretsSchema, fusionSettings, fusionSettingsSchema } from './settings';

/** Oracle Fusion Cloud ERP, as the product comes to know it. */
export const fusionSystem: ErpSystem = {
  system: 'fusion',
  settings: fusionSettingsSchema,
  secrets: fusionSecretsSchema,
  faults: faultsTogether,
  // A pod has no queue of its own before its REST services.
  settleFloorMs: ({ timing, erp }) =>
    timing.sendWindowMs + fusionSettingsSchema.parse(erp.settings).fusion.requestLimitMs,
  books: ({ erp }) => {
    const { fusion, posting } = fusionSettingsSchema.parse(erp.settings);
    return [`business unit ${posting.businessUnit.name} of the Fusion pod ${new URL(fusion.baseUrl).host}`];
  },
  createAdapter: ({ connectionId, settings, secrets }, dependencies) => {
    const faults = faultsTogether(settings);
    if (faults.length > 0) throw new RangeError(faults.join('; '));
    const { fusion, posting } = fusionSettingsSchema.parse(settings.erp.settings);
    const { approvedStatuses, apPosting, compliance, complianceHolds } = settings.posting;
    const { timing } = settings;
    const { secret } = fusionSecretsSchema.parse(secrets.erp);
    const { clientSecret, privateKey } = secretsIn({ secret });
    const { method } = fusion.authentication;
    if (method !== 'selfSigned' && clientSecret === '')
      throw new RangeError(`fusion.secret: ${method} needs the client secret`);
    if (method !== 'clientCredentials' && privateKey === '') {
      throw new RangeError(`fusion.secret: ${method} needs the private key, as PEM`);
    }
    const client = fusionSettings({ ...fusion, secret, connectionId, sendWithinMs: timing.sendWindowMs });
    const { chart } = fusion;
    const common = { approvedStatuses, apPosting, compliance, complianceHolds };
    return createFusionAdapter({ ...client, timing, posting: { ...posting, chart, ...common } }, dependencies);
  },
};

function faultsTogether({ posting: common, vendors, timing, erp }: ConnectionSettings): readonly string[] {
  const { fusion, posting } = fusionSettingsSchema.parse(erp.settings);
  const faults: string[] = [];
  const required = (path: string, given: string | undefined, why: string): void => {
    if (given === undefined) faults.push(`posting.${path}: required ${why}`);
  };
  if (posting.taxMethod === 'fusion') {
    required('taxOnRetainage', posting.taxOnRetainage, 'with taxMethod fusion: whenPaid or whenBilled');
    required(
      'holdNames.tax',
      posting.holdNames.tax,
      'with taxMethod fusion: the manual hold for an invoice whose tax differs',
    );
  }
  if (vendors !== undefined && fusion.supplierScope === undefined) {
    faults.push(
      'fusion.supplierScope: required with the section vendors: {"types": ["SUPPLIER", ...]}, the SupplierTypeCodes that are matched',
    );
  }
  if (fusion.costCodes !== undefined) faults.push(...costCodeFaults(fusion.costCodes, fusion.chart));
  if (fusion.purchaseOrders !== undefined && fusion.costCodes === undefined) {
    faults.push(
      'fusion.costCodes: required with fusion.purchaseOrders: by the cost codes that are published the lines of orders get theirs',
    );
  }
  if (posting.payStatus === 'H') {
    required('holdNames.payment', posting.holdNames.payment, 'with payStatus H: the manual hold of payments');
  } else if (common.compliance.some((one) => !common.complianceHolds.includes(one))) {
    required('holdNames.payment', posting.holdNames.payment, 'with compliance: the manual hold of payments');
  }
  if (common.compliance.includes('missingTaxId')) {
    faults.push(
      'posting.compliance: missingTaxId is for JD Edwards: Fusion shows tax ids to few users, so that one is missing cannot be told',
    );
  }
  const chart = fusionChart(fusion.chart);
  for (const [company, accounts] of Object.entries(posting.companies)) {
    for (const name of ['retainageAccount', 'roundingAccount'] as const) {
      const account = accounts[name];
      if (account === undefined) continue;
      const fault = accountFault((name) => chart.parse(name), account, { balancing: fusion.chart.balancing, company });
      if (fault !== null) faults.push(`posting.companies.${company}.${name}: ${fault}`);
    }
  }
  faults.push(...journalFaults(posting, fusion.chart));
  // Until a call can no longer arrive, nothing may be concluded from its being nowhere.
  if (timing.settleMs < fusion.requestLimitMs + timing.sendWindowMs) {
    faults.push(
      'timing.settleMs: must be at least fusion.requestLimitMs + timing.sendWindowMs: a call that waited for its turn may still arrive until then',
    );
  }
  return faults;
}
