import type { ProcorePort } from '../../clients/procore/procore-port';
import { segmentCodes, segmentsOf } from '../../domain/coding/segment-codes';
import type { ProcoreCommitment, ProcoreContractLine } from '../../domain/procore/procore-commitments';
import { settler } from '../requisition/complete-requisition';
import { createProjectCodes } from '../requisition/project-codes';

/** Looks up the codes that lines of a commitment name only by id (procore 10.5); asks only where one does. */
export function createCompleteCommitment() {
  const projectCodes = createProjectCodes();

  return async function completeCommitment(
    procore: ProcorePort,
    commitment: ProcoreCommitment,
  ): Promise<ProcoreCommitment> {
    if (commitment.lineItems.every((line) => segmentCodes(line) !== null)) return commitment;
    const settle = settler(projectCodes(procore, commitment.projectId));
    const lineItems: ProcoreContractLine[] = [];
    for (const line of commitment.lineItems) {
      const found =
        segmentCodes(line) === null ? await settle.find(line, line.lineItemType ? line.lineItemType.code : '') : null;
      lineItems.push(found === null ? line : { ...line, segmentItems: segmentsOf(found) });
    }
    settle.refuseUnsettled();
    return { ...commitment, lineItems };
  };
}
