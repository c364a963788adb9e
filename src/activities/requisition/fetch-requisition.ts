import type { PassEnd, StepResult } from '../../domain/posting/pass';
import { causeKey } from '../../domain/holds/cause-key';
import type { ChangeOrderLine } from '../../domain/requisition/prorate-change-order';
import type { ProcoreRequisition } from '../../domain/requisition/procore-documents';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { DocumentRef } from '../../workflows/messages';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { closeRefused } from '../../ledger/close-refused';
import { listedHash, needsChangeOrderLines, seenOf, type RequisitionContent } from '../../ledger/requisition-content';
import { targetOf, targetsOf, type Targets } from '../steps/step-context';
import { standingPostings, withdrawnProblem } from '../steps/withdrawn-problem';

const commitmentMaxAgeMs = 3_600_000;
/** Somebody pointed at the requisition: what he mended may be on its commitment. */
const commitmentMaxAgeWhenHintedMs = 60_000;

export interface FetchedRequisition {
  /** The system whose workers plan it. */
  readonly erp: string;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/**
 * Begins a pass: closes the hold that ended, and makes sure that the stored content is not older than the newest hint.
 * Goes on only with a requisition that stands in an approved status; what left those statuses after something of it was
 * posted is held.
 */
export function createFetchRequisition(ports: ActivityPorts) {
  const { store } = ports;
  return async function fetchRequisition(ref: DocumentRef): Promise<StepResult<FetchedRequisition>> {
    const { connection, document, known, asOf } = await store.inTenant(ref.tenantId, async (tx) => {
      const connection = await tx.connections.load(ref.connectionId);
      const asOf = await tx.versionRows.clockNow(ref);
      const seen = ref.projectId === '' ? {} : { projectId: ref.projectId };
      const document = await tx.documents.see(ref, { kind: 'requisition', sourceId: ref.sourceId }, seen);
      await tx.holds.close(document.id);
      const known = await tx.snapshots.load<RequisitionContent>(document);
      return { connection, document, known, asOf };
    });
    if (document.stage === 'takenOver' || document.stage === 'byHand' || document.stage === 'left') {
      return close(document, document.stage);
    }

    const procore = await ports.procore(connection);
    const listed = known !== null && BigInt(known.hintNo) >= BigInt(document.hintNo);
    let content: RequisitionContent | null;
    if (listed) content = known.content;
    else {
      const requisition = await procore.showRequisition({
        projectId: document.projectId,
        requisitionId: document.sourceId,
      });
      content = requisition === null ? null : { requisition, changeOrderLines: null };
    }
    if (content !== null && content.changeOrderLines === null) {
      content = await withChangeOrders(procore, content.requisition);
    }
    const stored = await storeContent(document, content);
    if (await isCoveredByOpeningBalance(connection, stored)) return close(stored, 'takenOver');

    if (content === null) return notPayable(connection, stored, asOf, 'it is gone from Procore', 'withdrawn');
    const { requisition } = content;
    if (!connection.settings.posting.approvedStatuses.some((status) => status === requisition.status)) {
      const otherwise = stored.stage === null ? null : 'withdrawn';
      return notPayable(connection, stored, asOf, `its status in Procore is ${requisition.status}`, otherwise);
    }
    await refreshCommitment(
      connection,
      procore,
      requisition,
      listed ? commitmentMaxAgeMs : commitmentMaxAgeWhenHintedMs,
    );
    return { next: 'go', erp: connection.erp, sourceUpdatedAt: requisition.updatedAt };
  };

  /** Numbers up to the opening balance's last are in the books already (accounting 5). */
  async function isCoveredByOpeningBalance(connection: Connection, document: DocumentRow): Promise<boolean> {
    const { commitmentId, number } = document;
    if (commitmentId === null || number === null) return false;
    const postings = await store.inTenant(document.tenantId, async (tx) => {
      const balance = await tx.openingBalances.find(document, commitmentId);
      if (balance?.confirmedBy == null || number > balance.lastNumber) return null;
      return tx.postings.of(document.id);
    });
    return postings !== null && standingPostings(postings, await targetsFor(connection, postings)).length === 0;
  }

  /** Clients are made only where something has been posted. */
  async function targetsFor(connection: Connection, postings: readonly PostingRow[]): Promise<Targets> {
    return postings.length === 0 ? new Map() : targetsOf(ports, connection);
  }

  async function storeContent(document: DocumentRow, content: RequisitionContent | null): Promise<DocumentRow> {
    return store.inTenant(document.tenantId, async (tx) => {
      const seen = content === null ? {} : seenOf(content.requisition);
      const now = await tx.documents.see(document, document, seen);
      await tx.snapshots.store(now, {
        hintNo: document.hintNo,
        contentHash: content === null ? 'gone' : listedHash(content.requisition),
        content,
      });
      const settled =
        now.stage !== null && ['ordered', 'delivered', 'vouchered', 'posted', 'recorded'].includes(now.stage);
      // What is posted stays what it is while it is looked at again: later numbers of the commitment go by it.
      await tx.documents.setStage(now.id, settled ? now.stage : 'checking', true);
      return now;
    });
  }

  /** Which change orders rows of the requisition stand for as a whole, and their lines (accounting 1). */
  async function withChangeOrders(procore: ProcorePort, requisition: ProcoreRequisition): Promise<RequisitionContent> {
    if (!needsChangeOrderLines(requisition)) return { requisition, changeOrderLines: {} };
    const { projectId } = requisition;
    const rows = await procore.changeOrderItems({ projectId, requisitionId: requisition.id });
    const packageOf = new Map(rows.map((row) => [row.id, row.changeOrderPackageId]));
    const items = requisition.items.map((item) => ({
      ...item,
      changeOrderPackageId: packageOf.get(item.id) ?? item.changeOrderPackageId,
    }));
    const lines: Record<string, readonly ChangeOrderLine[]> = {};
    for (const { id, itemType, changeOrderPackageId } of items) {
      if (itemType !== 'whole_change_order_item' || changeOrderPackageId === null) continue;
      const found = await procore.showChangeOrderPackage({ projectId, packageId: changeOrderPackageId });
      if (found !== null) lines[id] = found.lineItems;
    }
    return { requisition: { ...requisition, items }, changeOrderLines: lines };
  }

  async function refreshCommitment(
    connection: Connection,
    procore: ProcorePort,
    requisition: ProcoreRequisition,
    maxAgeMs: number,
  ): Promise<void> {
    const { commitmentId, projectId } = requisition;
    const known = await store.inTenant(connection.tenantId, (tx) =>
      tx.commitments.load(connection, commitmentId, maxAgeMs),
    );
    if (known !== null) return;
    const commitment = await procore.showCommitment({
      projectId,
      commitmentId,
      commitmentType: requisition.commitmentType,
    });
    if (commitment === null) return;
    await store.inTenant(connection.tenantId, (tx) => tx.commitments.store(connection, projectId, commitment));
  }

  async function notPayable(
    connection: Connection,
    document: DocumentRow,
    asOf: string,
    why: string,
    /** Where it stands when nothing of it is posted. Later numbers wait for a draft, not for what was deleted. */
    otherwise: 'withdrawn' | null,
  ): Promise<PassEnd> {
    const postings = await store.inTenant(connection.tenantId, (tx) => tx.postings.of(document.id));
    const targets = await targetsFor(connection, postings);
    const wakeAfterMs = await closeRefused(store, document, (one) => targetOf(targets, one), document.id);
    const now = await store.inTenant(connection.tenantId, (tx) => tx.postings.of(document.id));
    const standing = standingPostings(now, targets);
    if (standing.length > 0) {
      const problems = [withdrawnProblem(why, standing, targets)];
      return endWithHold(ports, document, { problems, asOf, ...(wakeAfterMs === null ? {} : { wakeAfterMs }) });
    }
    return close(document, otherwise);
  }

  async function close(document: DocumentRow, stage: DocumentRow['stage']): Promise<PassEnd> {
    await store.inTenant(document.tenantId, async (tx) => {
      await tx.mending(document, [causeKey.requisition(document.sourceId)], async () => {
        // What was recorded without a posting counted for later numbers; withdrawn, it counts no longer.
        if (stage === 'withdrawn') await tx.effects.record(document, []);
        await tx.documents.setStage(document.id, stage, false);
        if (stage === null || stage === 'withdrawn') await tx.retainageReleases.forget(document.id);
      });
    });
    return { next: 'close', stage };
  }
}
