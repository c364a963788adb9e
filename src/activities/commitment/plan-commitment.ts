import { documentKinds } from '../../domain/documents/document-kinds';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { heldBySuspicion } from '../steps/standing/recheck-suspected';
import { targetsOf } from '../steps/step-context';
import { createReadCommitmentSource } from './read-commitment-source';

/** Makes the plan: exactly what would be ordered; or holds the document with every reason why not, at once. */
export function createPlanCommitment(ports: ActivityPorts) {
  const readCommitmentSource = createReadCommitmentSource(ports);

  return async function planCommitment(ref: DocumentRef): Promise<MadePlan> {
    const connection = await ports.store.inTenant(ref.tenantId, (tx) => tx.connections.load(ref.connectionId));
    const targets = await targetsOf(ports, connection);
    const held = await heldBySuspicion(ports, ref, targets);
    if (held !== null) return held;
    const source = await readCommitmentSource(ref, targets);
    if ('end' in source) return source.end;
    const erp = await ports.erp(source.connection);
    return makePlan(ports, { source, erp, targets, documentKind: documentKinds.commitment, booking: ['order'] });
  };
}
