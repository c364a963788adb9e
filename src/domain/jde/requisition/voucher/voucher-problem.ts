import { causeKey } from '../../../holds/cause-key';
import type { HoldReason, Problem } from '../../../holds/hold-reason';
import type { Remedies } from '../../../holds/remedy';

/** A problem that a setting of the connection ends. */
export function voucherProblem(
  reason: HoldReason,
  field: string,
  value: string,
  message: string,
  remedies: Remedies,
): Problem {
  return { reason, kind: 'person', field, value, message, remedies, causeKey: causeKey.connection() };
}

export function companyProblem(reason: HoldReason, setting: string, message: string): Problem {
  return voucherProblem(reason, setting, '', message, [{ act: 'changeSetting', path: `posting.${setting}` }]);
}
