import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { withWriteBack } from '../steps/with-write-back';
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
    const relievesOrders = erp.relievesOrders === true;
    const source = await readPlanSource(ref, { targets, ordersCommitments, relievesOrders });
    if ('end' in source) return source.end;
    return makePlan(ports, {
      source,
      erp,
      targets,
      documentKind: documentKinds.requisition,
      booking: ['order', 'voucher'],
      complete: (plan) => {
        const { commitmentId, projectId, sourceId: requisitionId } = source.document;
        if (commitmentId === null) return plan;
        const record = { projectId, commitmentId, requisitionId, system: erp.system };
        return withWriteBack(plan, source.connection, erp, record);
      },
    });
  };
}
