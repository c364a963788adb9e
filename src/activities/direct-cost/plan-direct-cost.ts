import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { createReadDirectCostSource } from './read-direct-cost-source';
import { endWithHold } from '../end-with-hold';
import { takeOver } from './take-over';
import { twinBills } from './twin-bills';
import { asWithdrawn } from './withdrawn-cost';

/** Makes the plan: its part of a journal; or holds the document with every reason why not, at once. */
export function createPlanDirectCost(ports: ActivityPorts) {
  const readDirectCostSource = createReadDirectCostSource(ports);

  return async function planDirectCost(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const erp = await ports.erp(connection);
    const isTaken = erp.planners.directCost !== undefined;
    // What is booked is planned by no account or period of a later day; that its bill came since is asked all the same.
    const twins = erp.bills === undefined ? null : await twinBills(ports.store, connection, erp.bills, ref);
    if (twins !== null && twins.problems.length > 0) {
      const { document, problems } = twins;
      return endWithHold(ports, document, { problems, asOf: connection.clock });
    }
    const source = await readDirectCostSource(ref, { targets, isTaken });
    if ('end' in source) return source.end;
    if (source.document.inBooksBefore && !source.hasPostings) {
      const end = await takeOver(ports, { source, erp });
      if (end !== null) return end;
    }
    const isWithdrawn = source.wanted.directCost === null;
    return makePlan(ports, {
      ...{ source, erp, targets, documentKind: documentKinds.directCost, booking: ['cost'] },
      ...(isWithdrawn ? { asked: asWithdrawn } : {}),
    });
  };
}
