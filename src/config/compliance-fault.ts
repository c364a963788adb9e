import type { ConnectionSettings } from './connection-settings';

/** What holds a requisition must count in the first place; null: it does. */
export function complianceFault({ compliance, complianceHolds }: ConnectionSettings['posting']): string | null {
  const missing = complianceHolds.filter((one) => !compliance.includes(one));
  return missing.length === 0
    ? null
    : `posting.complianceHolds: ${missing.join(', ')} must be in posting.compliance too`;
}
