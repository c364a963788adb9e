import { idWithoutPackage } from '../../domain/change-order/without-package';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { withWriteBack } from '../steps/with-write-back';
import { createReadChangeOrderSource } from './read-change-order-source';

/** Makes the plan: exactly which lines would come onto the order; or holds the document with every reason why not, at once. */
export function createPlanChangeOrder(ports: ActivityPorts) {
  const readChangeOrderSource = createReadChangeOrderSource(ports);

  return async function planChangeOrder(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets } = begun;
    const source = await readChangeOrderSource(ref, targets);
    if ('end' in source) return source.end;
    const erp = await ports.erp(source.connection);
    const { changeOrder, commitment } = source.wanted;
    const { id: packageId, projectId } = changeOrder;
    const record = { projectId, commitmentId: commitment.id, packageId, system: erp.system };
    return makePlan(ports, {
      source,
      erp,
      targets,
      documentKind: documentKinds.changeOrder,
      booking: ['orderChange'],
      // A commitment change order has no origin fields: of one that is in no package nothing is written back.
      complete: (plan) =>
        idWithoutPackage(packageId) === null ? withWriteBack(plan, source.connection, erp, record) : plan,
    });
  };
}
