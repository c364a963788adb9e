import { approvedAt, approvedStatus, isApprovedBefore } from '../../domain/change-order/approved';
import type { ChangeOrderWanted } from '../../domain/change-order/change-order-wanted';
import { isCarried, olderLines } from '../../domain/commitment/older-lines';
import { documentKinds } from '../../domain/documents/document-kinds';
import { newestConfirmed } from '../../domain/posting/stages/document-stage';
import type { StepResult } from '../../domain/posting/stages/pass';
import { counts } from '../../domain/posting/stages/sync-stage';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrderHash } from '../../ledger/change-order-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { commitmentWithoutVendor } from '../commitment/commitment-problems';
import type { ActivityPorts } from '../ports';
import { seriesOf } from '../../ledger/series-of';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { currentContent } from '../steps/current-content';
import type { KeptPlan } from '../steps/keep-plan';
import { createKnownBeside } from '../steps/known-beside';
import type { PlanSource } from '../steps/make-plan';
import { itemsOfOthers, orderedOf } from '../steps/ordered-of';
import { dayIn } from '../../domain/calendar/day-in';
import { zoneOfProject } from '../../domain/calendar/zone-of-project';
import type { Connection } from '../../store/connections/connections';
import type { Targets } from '../steps/step-context';
import { changeOrderNotVisible } from './change-order-problems';

type Source = PlanSource<ChangeOrderWanted>;

/**
 * Reads, in one transaction, what a change order's plan follows from. Ends the pass where there is nothing to plan: the content is
 * stale, its lines stand on the order already, or something more basic is wrong.
 */
export function createReadChangeOrderSource(ports: ActivityPorts) {
  const { store } = ports;
  const knownBeside = createKnownBeside();

  return async function readChangeOrderSource(
    ref: DocumentRef,
    targets: Targets,
  ): Promise<Source | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(ref.tenantId, async (tx): Promise<Source | { unplanned: Unplanned }> => {
      const current = await currentContent<ProcoreChangeOrder>(tx, ref);
      if ('unplanned' in current) return current;
      const { asOf, connection, document, content: changeOrder } = current;
      const contentHash = changeOrderHash(changeOrder);
      const of = { connection, document, documentKind: documentKinds.changeOrder, targets };
      const unplanned = await beforePlanning(tx, of, { asOf, contentHash, series: await seriesOf(tx, document) });
      if (unplanned !== null) return { unplanned };
      const held = (problem: ReturnType<typeof changeOrderNotVisible>) => ({
        unplanned: { document, asOf, problems: [problem] },
      });
      const commitment = await tx.commitments.load(ref, changeOrder.contractId, Infinity);
      if (commitment === null) return held(changeOrderNotVisible(changeOrder.id));
      if (commitment.vendorId === null) return held(commitmentWithoutVendor(commitment.number ?? commitment.id));
      const atGoLive = await tx.commitmentChoices.of(ref, commitment.id, commitment.createdAt);
      const effects = await tx.effects.of(document.id);
      if (effects.mayStand().isEmpty) {
        if (atGoLive?.choice === 'leave') return settled(tx, document, 'left');
        const lines = olderLines({ lineItems: [] }, [changeOrder]);
        const isWhole = lines.length > 0 && lines.every(({ item }) => isCarried(atGoLive, item));
        if (isWhole) return settled(tx, document, 'takenOver');
      }
      const { vendorId } = commitment;
      const { known, ...beside } = await knownBeside(tx, document, { vendorId, effects, last: 'orderChange' });
      const ordered = await orderedOf(tx, ref, commitment.id);
      const wanted: ChangeOrderWanted = {
        ...known,
        ...{ changeOrder, commitment, atGoLive, ordered },
        approvedOn: dayOfApproval(changeOrder, await zoneOf(tx, document, connection)),
        onOrder: itemsOfOthers(ordered, document.id),
        earlier: effects.mayStand().isEmpty ? await earlierOf(tx, document, commitment.id) : [],
      };
      return { connection, document, asOf, contentHash, wanted, ...beside };
    });
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };
}

async function zoneOf(tx: Tx, document: DocumentRow, { settings }: Connection): Promise<string> {
  return zoneOfProject(await tx.projects.find(document, document.projectId), settings.posting.timeZone);
}

function dayOfApproval(changeOrder: ProcoreChangeOrder, timeZone: string): string | null {
  const at = approvedAt(changeOrder);
  return at === null ? null : dayIn(timeZone, new Date(at));
}

/** Nothing of it is posted from here; what waits for it goes on. */
async function settled(
  tx: Tx,
  document: DocumentRow,
  stage: 'left' | 'takenOver',
): Promise<{ readonly unplanned: Unplanned }> {
  const cause = documentKinds.changeOrder.cause(document.sourceId);
  await tx.mending(document, [cause], () => tx.documents.setStage(document.id, stage, false));
  return { unplanned: { end: { next: 'close', stage } } };
}

/** Approved before it, and not on the order: neither posted nor settled otherwise. */
async function earlierOf(tx: Tx, document: DocumentRow, commitmentId: string): Promise<ChangeOrderWanted['earlier']> {
  const all = await tx.documents.ofCommitment(document, documentKinds.changeOrder.name, commitmentId);
  const before = all.filter(
    (one) =>
      one.id !== document.id &&
      one.sourceStatus === approvedStatus &&
      one.stage !== 'withdrawn' &&
      !counts(one.stage) &&
      isApprovedBefore(one, document),
  );
  const earlier: { readonly sourceId: string }[] = [];
  for (const one of before) {
    const stands = newestConfirmed(await tx.postings.of(one.id), 'orderChange') !== undefined;
    if (!stands) earlier.push({ sourceId: one.sourceId });
  }
  return earlier;
}
