import type { ProcorePort } from '../../clients/procore/procore-port';
import { segmentCodes, segmentsOf } from '../../domain/coding/segment-codes';
import type { ProcoreContractLine } from '../../domain/procore/procore-commitments';
import { settler } from '../requisition/complete-requisition';
import { createProjectCodes } from '../requisition/project-codes';

/** What has lines: a commitment, a change order. */
interface WithLines {
  readonly projectId: string;
  readonly lineItems: readonly ProcoreContractLine[];
}

/** Looks up the codes that lines name only by id (procore 10.5); asks only where one does. */
export function createCompleteLines() {
  const projectCodes = createProjectCodes();

  return async function completeLines<Whole extends WithLines>(procore: ProcorePort, whole: Whole): Promise<Whole> {
    if (whole.lineItems.every((line) => segmentCodes(line) !== null)) return whole;
    const settle = settler(projectCodes(procore, whole.projectId));
    const lineItems: ProcoreContractLine[] = [];
    for (const line of whole.lineItems) {
      const found =
        segmentCodes(line) === null ? await settle.find(line, line.lineItemType ? line.lineItemType.code : '') : null;
      lineItems.push(found === null ? line : { ...line, segmentItems: segmentsOf(found) });
    }
    settle.refuseUnsettled();
    return { ...whole, lineItems };
  };
}
