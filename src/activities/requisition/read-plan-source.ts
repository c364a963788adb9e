import { documentKinds } from '../../domain/documents/document-kinds';
import { acceptedReasons } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import type { StepResult, PassEnd } from '../../domain/posting/stages/pass';
import { PostedEffects } from '../../domain/posting/books/posted-effects';
import { causeKey } from '../../domain/holds/cause-key';
import { isIdentifiedElsewhere, missingIdentity } from '../../domain/requisition/item-key';
import type { RequisitionWanted } from '../../domain/requisition/requisition-wanted';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { previousRequisition } from '../../ledger/previous-requisition';
import { contentHash as hashOf, type RequisitionContent } from '../../ledger/requisition-content';
import type { ActivityPorts } from '../ports';
import type { KeptPlan } from '../steps/keep-plan';
import { begunWith } from '../steps/begun-with';
import { createKnownBeside } from '../steps/known-beside';
import type { PlanSource } from '../steps/make-plan';
import { currentContent } from '../steps/current-content';
import { codedByPeople } from '../steps/posted-under-what';
import { orderedOf } from '../steps/ordered-of';
import { seriesOf } from '../../ledger/series-of';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { wakeItsOrder } from '../steps/wake-its-order';
import type { Targets } from '../steps/step-context';
import { knownInsurances } from './insurances';
import { commitmentGone, noVendor } from './plan-problems';
import { requisitionHistory } from '../../ledger/requisition-history';

type RequisitionSource = PlanSource<RequisitionWanted> | { readonly unplanned: Unplanned };

interface PlannedIn {
  readonly targets: Targets;
  /** Commitments are orders there by themselves, so what is ordered and what was chosen at go-live matters. */
  readonly ordersCommitments: boolean;
  /** What is billed on their orders is known from here alone, and the orders follow it. */
  readonly relievesOrders: boolean;
}

/**
 * Reads, in one transaction, what a requisition's plan follows from. Ends the pass where there is nothing to plan: the
 * content is stale, everything is posted already, or something more basic is wrong.
 */
export function createReadPlanSource(ports: ActivityPorts) {
  const { store } = ports;
  const knownBeside = createKnownBeside();

  return async function readPlanSource(
    ref: DocumentRef,
    { targets, ordersCommitments, relievesOrders }: PlannedIn,
  ): Promise<PlanSource<RequisitionWanted> | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(ref.tenantId, async (tx): Promise<RequisitionSource> => {
      const current = await currentContent<RequisitionContent>(tx, ref);
      if ('unplanned' in current) return current;
      const { asOf, connection, document, content } = current;
      const { requisition, changeOrderLines } = content;
      const contentHash = hashOf(requisition, changeOrderLines ?? {});
      const of = { connection, document, documentKind: documentKinds.requisition, targets };
      if (relievesOrders) await wakeItsOrder(tx, document);
      const series = await seriesOf(tx, document);
      const unplanned = await beforePlanning(tx, of, { asOf, contentHash, series });
      if (unplanned !== null) return { unplanned };
      const held = (problem: Problem) => ({ unplanned: { document, asOf, problems: [problem] } });
      const commitment = await tx.commitments.load(ref, requisition.commitmentId, Infinity);
      if (commitment === null) return held(commitmentGone(requisition.commitmentId));
      const atGoLive = ordersCommitments
        ? await tx.commitmentChoices.of(ref, commitment.id, commitment.createdAt)
        : null;
      if (atGoLive?.choice === 'leave' && (await tx.postings.of(document.id)).length === 0) {
        return { unplanned: { end: await left(tx, document) } };
      }
      const previous = await previousRequisition(tx, ref, requisition);
      // Read anew since this pass identified its items: compared by other ids, every line would look new.
      if (previous !== null && requisition.items.some(isIdentifiedElsewhere) && !isIdentified(previous)) {
        return { unplanned: { end: { next: 'again', why: 'changed' } } };
      }
      const vendorId = requisition.vendorId ?? commitment.vendorId;
      if (vendorId === null) return held(noVendor(commitment.number ?? commitment.id));
      const { history, problem } = await requisitionHistory(tx, connection, document, series);
      if (problem !== null) return held(problem);
      const effects = await tx.effects.of(document.id);
      const { known, ...beside } = await knownBeside(tx, document, { vendorId, effects, last: 'voucher' });
      // Nothing of a commitment stands before its first number, where it is no order by itself.
      const isFirst = !ordersCommitments && !series.some((one) => (one.number ?? Infinity) < requisition.number);
      const begun = isFirst
        ? { vendor: known.vendor }
        : await begunWith(tx, document, {
            ...{ vendorId, vendor: known.vendor, commitmentId: requisition.commitmentId, number: requisition.number },
            stands: !effects.mayStand().isEmpty,
          });
      if ('problem' in begun) return held(begun.problem);
      const insurances = await knownInsurances(tx, connection, vendorId);
      const wanted: RequisitionWanted = {
        ...known,
        coded: await codedByPeople(tx, effects, 'voucher'),
        vendor: begun.vendor,
        requisition,
        commitment,
        previousRequisition: previous?.requisition ?? null,
        history,
        atGoLive,
        ...(ordersCommitments ? await knownOfItsOrder(tx, document, requisition.commitmentId) : {}),
        ...(insurances === undefined ? {} : { insurances }),
        changeOrderLines: changeOrderLines ?? {},
        accepted: acceptedReasons(beside.decisions, contentHash),
      };
      return { connection, document, asOf, contentHash, wanted, ...beside };
    });
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };

  /** A person left its commitment: nothing of it is posted from here. */
  async function left(tx: Tx, document: DocumentRow): Promise<PassEnd> {
    const cause = causeKey.requisition(document.sourceId);
    await tx.mending(document, [cause], () => tx.documents.setStage(document.id, 'left', false));
    return { next: 'close', stage: 'left' };
  }

  async function knownOfItsOrder(tx: Tx, document: DocumentRow, commitmentId: string) {
    const bills = await tx.effects.ofCommitment(document, commitmentId, [documentKinds.requisition.name]);
    return {
      ordered: await orderedOf(tx, document, commitmentId),
      billedByOthers: new PostedEffects(bills.all.filter(({ documentId }) => documentId !== document.id)),
      otherWork: await tx.decisions.ofCommitment(document, commitmentId, 'otherWork'),
    };
  }
}

/** Other calls were asked for the ids of its items, where it does not give them itself. */
function isIdentified({ requisition, changeOrderLines }: RequisitionContent): boolean {
  return changeOrderLines !== null || requisition.items.every((item) => missingIdentity(item) === null);
}
