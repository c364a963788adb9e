import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { carryOutOrderChoice } from '../steps/choices/carry-out-order-choice';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { withWriteBack } from '../steps/with-write-back';
import { createReadCommitmentSource } from './read-commitment-source';

/** Makes the plan: exactly what would be ordered; or holds the document with every reason why not, at once. */
export function createPlanCommitment(ports: ActivityPorts) {
  const readCommitmentSource = createReadCommitmentSource(ports);

  return async function planCommitment(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const erp = await ports.erp(connection);
    const document = await ports.store.inTenant(ref.tenantId, (tx) => tx.documents.find(ref, ref));
    if (document?.planId != null) {
      const of = { connection, document, targets, asOf: connection.clock, choices: erp.orderChoices };
      const chosen = await carryOutOrderChoice(ports, of);
      if (chosen !== null && chosen !== 'done') return chosen.end;
    }
    const source = await readCommitmentSource(ref, { targets, relievesOrders: erp.relievesOrders === true });
    if ('end' in source) return source.end;
    const { id: commitmentId, type: commitmentType, projectId } = source.wanted.commitment;
    const record = { projectId, commitmentId, commitmentType, system: erp.system };
    return makePlan(ports, {
      source,
      erp,
      targets,
      documentKind: documentKinds.commitment,
      booking: ['order'],
      complete: (plan) => withWriteBack(plan, source.connection, erp, record),
    });
  };
}
