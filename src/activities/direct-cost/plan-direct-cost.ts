import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { createReadDirectCostSource } from './read-direct-cost-source';
import { takeOver } from './take-over';

/** Makes the plan: its part of a journal; or holds the document with every reason why not, at once. */
export function createPlanDirectCost(ports: ActivityPorts) {
  const readDirectCostSource = createReadDirectCostSource(ports);

  return async function planDirectCost(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const erp = await ports.erp(connection);
    const isTaken = erp.planners.directCost !== undefined;
    const source = await readDirectCostSource(ref, { targets, isTaken });
    if ('end' in source) return source.end;
    if (source.document.inBooksBefore && !source.hasPostings) {
      const end = await takeOver(ports, { source, erp });
      if (end !== null) return end;
    }
    return makePlan(ports, { source, erp, targets, documentKind: documentKinds.directCost, booking: ['cost'] });
  };
}
