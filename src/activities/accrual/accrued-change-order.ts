import type { Accrued, AtPeriodEnd } from '../../domain/accrual/accrual';
import type { AccruedChangeOrder } from '../../domain/accrual/accrued-change-order';
import { dayIn } from '../../domain/calendar/day-in';
import { zoneOfProject } from '../../domain/calendar/zone-of-project';
import { approvedStatus } from '../../domain/change-order/approved';
import { changeOrderLineOf } from '../../domain/change-order/memo-relief';
import { plus } from '../../domain/money/money';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import { contentHashOf } from '../../ledger/content-hash';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { createKnownOfProject } from '../steps/known-beside';
import { itemsOfOthers, orderedOf } from '../steps/ordered-of';

const kind = 'changeOrder';
const settledOtherwise: readonly DocumentRow['stage'][] = ['left', 'withdrawn', 'takenOver'];

/** Approved, and accrued at no other end: each is accrued once. */
export async function standingOfChangeOrder(tx: Tx, connection: Connection, of: Accrued): Promise<AtPeriodEnd> {
  const document = await tx.documents.find(connection, { kind, sourceId: of.sourceId });
  const isApproved = document?.sourceStatus === approvedStatus && !settledOtherwise.includes(document.stage);
  return isApproved && !(await tx.accruals.isAccruedElsewhere(connection, of)) ? 'owed' : 'gone';
}

/** As it was last read, with what is covered of it; null: it was not, or not with its commitment. */
export async function accruedChangeOrder(
  tx: Tx,
  connection: Connection,
  of: Accrued,
  knownOfProject: ReturnType<typeof createKnownOfProject>,
): Promise<{ readonly changeOrder: AccruedChangeOrder; readonly contentHash: string } | null> {
  const { sourceId, lastDay } = of;
  const { timeZone, approvedStatuses } = connection.settings.posting;
  const { document, snapshot } = await tx.snapshots.named<ProcoreChangeOrder>(connection, { kind, sourceId });
  if (document?.approvedAt == null || snapshot?.content == null) return null;
  const changeOrder = snapshot.content;
  const commitment = await tx.commitments.load(connection, changeOrder.contractId, Infinity);
  if (commitment === null) return null;
  const { known } = await knownOfProject(tx, document, {
    ...{ effects: await tx.effects.of(document.id), last: 'orderChange' },
  });
  const project = await tx.projects.find(connection, document.projectId);
  const approvedOn = dayIn(zoneOfProject(project, timeZone), document.approvedAt);
  const items = await tx.accruals.coveredItems(connection, commitment.id, lastDay);
  const covered = coveredByLine(items, changeOrder);
  const pending = await tx.accruals.pending(connection, commitment.id, lastDay, approvedStatuses);
  const ordered = await orderedOf(tx, connection, commitment.id);
  const accrued = await tx.accruals.itemsOfOthers(connection, commitment.id, of);
  const elsewhere = [...new Set([...itemsOfOthers(ordered, document.id), ...accrued])].sort();
  const from = [snapshot.contentHash, approvedOn, Object.entries(covered).sort(), pending, elsewhere];
  return {
    contentHash: contentHashOf(1, JSON.stringify(from)),
    changeOrder: {
      ...known,
      ...{ changeOrder, commitment, approvedOn, covered, pending, ordered, elsewhere },
      atGoLive: await tx.commitmentChoices.of(connection, commitment.id, commitment.createdAt),
    },
  };
}

/** Of its own lines alone. */
function coveredByLine(
  items: readonly { readonly item: string; readonly amount: string }[],
  { lineItems }: ProcoreChangeOrder,
): Readonly<Record<string, string>> {
  const own = new Set(lineItems.map(({ id }) => `change_order_item:${id}`));
  const covered: Record<string, string> = {};
  for (const { item, amount } of items) {
    const line = changeOrderLineOf(item);
    if (line !== null && own.has(line)) covered[line] = plus(covered[line] ?? '0', amount);
  }
  return covered;
}
