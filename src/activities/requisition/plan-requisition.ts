import type { ErpAdapter } from '../../clients/erp-adapter';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { originStep } from '../../domain/procore/requisition-origin';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { createReadPlanSource } from './read-plan-source';

/** Makes the plan: exactly what would be posted; or holds the document with every reason why not, at once. */
export function createPlanRequisition(ports: ActivityPorts) {
  const readPlanSource = createReadPlanSource(ports);

  return async function planRequisition(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const erp = await ports.erp(connection);
    const ordersCommitments = erp.planners.commitment !== undefined;
    const source = await readPlanSource(ref, { targets, ordersCommitments });
    if ('end' in source) return source.end;
    return makePlan(ports, {
      source,
      erp,
      targets,
      documentKind: documentKinds.requisition,
      booking: ['order', 'voucher'],
      complete: (plan) => withWriteBack(plan, source.connection, source.document, erp),
    });
  };
}

/** The ERP's reference is written back to Procore where the connection wants it and something is posted. */
function withWriteBack(
  plan: Plan,
  { settings }: Connection,
  document: DocumentRow,
  { kinds, system }: ErpAdapter,
): Plan {
  const last = plan.steps.findLast((step) => kinds.get(step.kind)?.kind.nature === 'adds');
  const { commitmentId, projectId, sourceId: requisitionId } = document;
  if (!settings.procore.writeBack || last === undefined || commitmentId === null) return plan;
  const step = originStep({ projectId, commitmentId, requisitionId, system }, last.step);
  return { ...plan, steps: [...plan.steps, step] };
}
