import type { ErpAdapter } from '../../clients/erp-adapter';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { originStep } from '../../domain/procore/erp-origin';
import { isBooking } from '../../domain/posting/posting-kind';
import type { Connection } from '../../store/connections/connections';

type Record = Parameters<typeof originStep>[0];

/** The ERP's reference is written back to Procore where the connection wants it and something is posted. */
export function withWriteBack(
  plan: Plan,
  { settings }: Pick<Connection, 'settings'>,
  { kinds }: Pick<ErpAdapter, 'kinds'>,
  record: Record,
): Plan {
  const last = plan.steps.findLast((step) => {
    const known = kinds.get(step.kind);
    return known !== undefined && isBooking(known.kind);
  });
  if (!settings.procore.writeBack || last === undefined) return plan;
  return { ...plan, steps: [...plan.steps, originStep(record, last.step)] };
}
