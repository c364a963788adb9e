import type { ConnectionSettings } from '../../config/connection-settings';
import { orderFaults } from '../../domain/jde/posting-settings';
import type { ErpSystem } from '../erp-system';
import { createJdeAdapter } from './adapter';
import { jdeSecretsSchema, jdeSettings, jdeSettingsSchema } from './settings';

/** JD Edwards, as the product comes to know it. */
export const jdeSystem: ErpSystem = {
  system: 'jde',
  settings: jdeSettingsSchema,
  secrets: jdeSecretsSchema,
  faults: faultsTogether,
  // Else what was ordered by one basis would be ordered by the other once more, and what one relief left open the other would not know.
  fixedOnceLive: ({ erp }) => {
    const { purchaseOrderBasis, relief } = jdeSettingsSchema.parse(erp.settings).posting;
    return {
      'posting.purchaseOrderBasis': purchaseOrderBasis,
      ...(relief === undefined ? {} : { 'posting.relief': relief }),
    };
  },
  settleFloorMs: ({ timing, erp }) => {
    const { jde } = jdeSettingsSchema.parse(erp.settings);
    return timing.sendWindowMs + jde.requestLimitMs + jde.longestQueueMs;
  },
  books: ({ erp }) => {
    const { jde, posting } = jdeSettingsSchema.parse(erp.settings);
    return Object.keys(posting.companies).map((company) => `company ${company} of JDE environment ${jde.environment}`);
  },
  createAdapter: ({ connectionId, settings, secrets }, dependencies) => {
    const faults = faultsTogether(settings);
    if (faults.length > 0) throw new RangeError(faults.join('; '));
    const { jde, posting } = jdeSettingsSchema.parse(settings.erp.settings);
    const { approvedStatuses, apPosting, compliance, complianceHolds } = settings.posting;
    const { timing } = settings;
    const client = jdeSettings({
      ...jde,
      ...jdeSecretsSchema.parse(secrets.erp),
      connectionId,
      sendWithinMs: timing.sendWindowMs,
    });
    const common = { approvedStatuses, apPosting, compliance, complianceHolds };
    const { retainageMethod = 'liabilityLine' } = posting;
    return createJdeAdapter({ ...client, timing, posting: { ...posting, ...common, retainageMethod } }, dependencies);
  },
};

function faultsTogether({ vendors, timing, erp }: ConnectionSettings): readonly string[] {
  const { jde, posting } = jdeSettingsSchema.parse(erp.settings);
  const faults: string[] = [...orderFaults(posting)];
  if (vendors !== undefined && jde.suppliers === undefined) {
    faults.push(
      'jde.suppliers: required with the section vendors: {"inactiveMeans": ..., "createSuppliers": ..., "ownVendors": [...]}: what says that a supplier is inactive, which vendors become suppliers, and which are your own company',
    );
  }
  if (
    jde.suppliers !== undefined &&
    jde.suppliers.inactiveMeans !== 'never' &&
    jde.suppliers.inactiveValues.length === 0
  ) {
    faults.push(`jde.suppliers.inactiveValues: required with inactiveMeans ${jde.suppliers.inactiveMeans}`);
  }
  if (posting.retainageMethod === 'payItem' && posting.retainageGlClass === undefined) {
    faults.push('posting.retainageGlClass: required with retainageMethod payItem: the G/L class set for retainage');
  }
  for (const [company, { taxAccount }] of Object.entries(posting.taxMethod === 'line' ? posting.companies : {})) {
    if (taxAccount === undefined) {
      faults.push(`posting.companies.${company}.taxAccount: required with taxMethod line`);
    }
  }
  // Until a call can no longer arrive, nothing may be concluded from its being nowhere.
  if (timing.settleMs < jde.requestLimitMs + timing.sendWindowMs) {
    faults.push(
      'timing.settleMs: must be at least jde.requestLimitMs + timing.sendWindowMs: a call that waited for its turn may still arrive until then',
    );
  }
  return faults;
}
