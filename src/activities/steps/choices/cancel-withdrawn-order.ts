import { isChoice } from '../../../domain/holds/choice';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { documentStands } from '../../../ledger/document-stands';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Decision } from '../../../store/holds/decisions';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import type { ActivityPorts } from '../../ports';
import type { StepContext } from '../step-context';
import { cancelableOrder } from './cancelable-order';
import { setByChoice } from './set-by-choice';

interface Withdrawn extends Pick<StepContext, 'connection' | 'document' | 'targets'> {
  readonly asOf: string;
  /** What stands, or may stand, of a document that is not to be paid any more. */
  readonly standing: readonly PostingRow[];
}

/**
 * A requisition that was withdrawn after its order and before its voucher, or a commitment on whose order nothing was done: where a
 * person chose so, the order's open lines are canceled and read back, and nothing of it stands any more (accounting 4). Null: nobody chose so, or more stands. `done`: it is
 * done.
 */
export async function cancelWithdrawnOrder(
  ports: ActivityPorts,
  of: Withdrawn,
): Promise<{ readonly end: PassEnd } | 'done' | null> {
  const { connection, document, targets, asOf } = of;
  // While the connection posts nothing, it stays held as it is, and the choice with it.
  if (!connection.mayPost) return null;
  const kept = await ports.store.inTenant(document.tenantId, async (tx) => {
    const locked = await tx.documents.lock(document.id);
    const order = await cancelableOrder(tx, locked, of.standing, targets);
    if (order === null || locked.hintNo !== document.hintNo || locked.planId === null) return null;
    const { mappingVersion, plan } = await tx.plans.load<Plan>(locked.planId);
    const decision = await chosenFor(tx, locked, plan);
    if (decision === null) return null;
    const contentHash = await tx.plans.contentHashOf(locked.planId);
    const step = cancelStep(order, decision);
    const body: Plan = { ...plan, steps: [step], recorded: [], leftToPeople: null };
    const planId = await tx.plans.store(locked, { hintNo: locked.hintNo, asOf, mappingVersion, contentHash, body });
    return { decision, step, plan: { id: planId, hintNo: locked.hintNo, plan: body } };
  });
  if (kept === null) return null;
  const { decision, step, plan } = kept;
  return setByChoice(ports, {
    ...{ connection, document, targets, asOf, plan, step, waits, beside: [] },
    mayGo: async (tx) =>
      (await tx.connections.load(connection.connectionId)).mayPost &&
      (await cancelableOrder(tx, document, of.standing, targets)) !== null &&
      (await newestChoice(tx, document))?.id === decision.id,
  });
}

const waits = 'the lines of its order are being canceled; the ERP is searched again when no call can arrive any more';

function cancelStep({ system, subject }: PostingRow, { id }: Decision): PlannedStep {
  return {
    ...{ id: 'orderCancel', step: 'orderCancel', kind: 'orderCancel', system, subject },
    ...{ draft: {}, entries: [], because: id, asks: ['live'] },
  };
}

/** It counts for what stood, and for the plan that it was made under: approved in between, the question is another one. */
async function chosenFor(tx: Tx, document: DocumentRow, { steps }: Plan): Promise<Decision | null> {
  const choice = await newestChoice(tx, document);
  if (choice === null || (await documentStands(tx, document)).hashBut(choice.id) !== choice.stands) return null;
  const isUnderWay = steps.some(({ because }) => because === choice.id);
  return isUnderWay || choice.subject === document.planId ? choice : null;
}

async function newestChoice(tx: Tx, { id }: DocumentRow): Promise<Decision | null> {
  const newest = (await tx.decisions.of(id)).find(({ kind }) => isChoice(kind) || kind === 'reopen');
  return newest?.kind === 'cancelOrder' ? newest : null;
}
