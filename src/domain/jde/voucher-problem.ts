import { causeKey } from '../holds/cause-key';
import type { HoldReason, Problem } from '../holds/hold-reason';

/** A problem that a setting of the connection ends. */
export function voucherProblem(
  reason: HoldReason,
  field: string,
  value: string,
  message: string,
  fix: string,
): Problem {
  return { reason, kind: 'person', field, value, message, fix, causeKey: causeKey.connection() };
}

export function companyProblem(reason: HoldReason, setting: string, message: string): Problem {
  return voucherProblem(reason, setting, '', message, `Fill ${setting} of the connection.`);
}
