import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import { isSaidBy } from '../../domain/posting/stages/sync-stage';
import { placeName } from '../../domain/documents/readable-name';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { listedHash, seenOf, type RequisitionContent } from '../../ledger/requisition-content';
import { isChoice } from '../../domain/holds/choice';
import { whyMissing } from './why-missing';
import { createCompleteRequisition } from './complete-requisition';
import { refreshInsurances } from './insurances';
import { identifyPrevious, readCommitment, storeCompleted } from './beside-requisition';
import { asClientError } from '../../ledger/refusals/error-kind';
import { notVisible, unreadableRequisition } from './plan-problems';
import { closeDocument, leaveAsItStands, noDocument, notWanted, targetsFor } from '../steps/leave-document';
import { beginPass } from '../steps/begin-pass';
import { hintWaitingFor } from '../steps/hint-waiting';
import { storeContent } from '../steps/store-content';
import { standingPostings } from '../steps/standing/withdrawn-problem';

const commitmentMaxAgeMs = 3_600_000;
/** Somebody pointed at the requisition: what he mended may be on its commitment. */
const commitmentMaxAgeWhenHintedMs = 60_000;

/** How long one that cannot be read stands before it is asked for again. */
const unreadableForMs = 3_600_000;

export interface FetchedRequisition {
  /** The system whose workers plan it. */
  readonly erp: string;
  /** For the search attribute; null: not known. */
  readonly name: string | null;
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
  const completeRequisition = createCompleteRequisition();
  return async function fetchRequisition(ref: DocumentRef): Promise<StepResult<FetchedRequisition>> {
    const begun = await beginPass<RequisitionContent>(store, ref);
    const { connection, document, known, isCurrent: listed, asOf, askedAt } = begun;
    if (isSaidBy('person', document.stage) && !(await isChosen(document))) {
      return closeDocument(ports, document, document.stage);
    }

    const procore = await ports.procore(connection);
    let content: RequisitionContent | null;
    if (listed) content = known?.content ?? null;
    else {
      const requisition = await shown(procore, document);
      if (requisition instanceof Error) return unreadable(connection, document, asOf, requisition.message);
      const why = requisition === null ? await whyMissing(store, procore, document) : null;
      if (why === 'neverSeen') return noDocument(ports, document);
      if (why === 'notVisible') {
        const wasOnItsWay = isApproved(connection, document.sourceStatus);
        const problem = notVisible(document.sourceId);
        return leaveAsItStands(ports, { connection, document, asOf }, { problem, wasOnItsWay });
      }
      content = requisition === null ? null : { requisition, changeOrderLines: null };
    }
    const readAt = listed ? (document.seenAt ?? askedAt) : askedAt;
    const stored = await storeContent(store, document, {
      answer: content === null ? 'gone' : seenOf(content.requisition),
      contentHash: content === null ? 'gone' : listedHash(content.requisition),
      content,
      askedAt: readAt,
      isWanted: content !== null && isApproved(connection, content.requisition.status),
      ...(listed ? { stored: known } : {}),
    });
    if ('next' in stored) return stored;
    const isChanged =
      content !== null &&
      known !== null &&
      (known.contentHash !== listedHash(content.requisition) ||
        known.content?.requisition.status !== content.requisition.status);
    if (isChanged) {
      await store.inTenant(ref.tenantId, (tx) => hintWaitingFor(tx, stored));
    }
    const maxAgeMs = listed ? commitmentMaxAgeMs : commitmentMaxAgeWhenHintedMs;
    const { covered, over } = await store.inTenant(ref.tenantId, async (tx) => ({
      covered: await coveredPostings(tx, stored),
      over: content === null ? null : await tx.commitments.withProject(stored, content.requisition, maxAgeMs),
    }));
    if (await isTakenOver(connection, covered)) return closeDocument(ports, stored, 'takenOver');

    const pass = { connection, document: stored, asOf };
    if (content === null || over === null)
      return notWanted(ports, pass, { why: 'it is gone from Procore', otherwise: 'withdrawn' });
    const { requisition } = content;
    if (!isApproved(connection, requisition.status)) {
      const otherwise = stored.stage === null ? null : 'withdrawn';
      return notWanted(ports, pass, { why: `its status in Procore is ${requisition.status}`, otherwise });
    }
    const commitment = over.commitment ?? (await readCommitment(store, procore, { connection, requisition, askedAt }));
    const completed = await completeRequisition(procore, content, commitment);
    if (completed !== content && !(await storeCompleted(store, stored, { content, completed })))
      return { next: 'again', why: 'changed' };
    await identifyPrevious(store, procore, document, requisition);
    const vendorId = requisition.vendorId ?? commitment?.vendorId ?? null;
    if (vendorId !== null) await refreshInsurances(store, procore, connection, vendorId);
    const name = placeName({
      kind: ref.kind,
      project: over.projectNumber,
      commitment: commitment?.number ?? null,
      number: requisition.number,
    });
    return { next: 'go', erp: connection.erp, name, sourceUpdatedAt: requisition.updatedAt };
  };

  /** A choice about what is posted counts for one content: it is looked at again, like what is posted. */
  async function isChosen({ id, tenantId }: DocumentRow): Promise<boolean> {
    const decisions = await store.inTenant(tenantId, (tx) => tx.decisions.of(id));
    return decisions.some(({ kind }) => isChoice(kind) || kind === 'postedByHand');
  }

  /** The error that says what does not have the documented shape, in place of the requisition. */
  async function shown(procore: ProcorePort, document: DocumentRow): Promise<ProcoreRequisition | null | Error> {
    try {
      return await procore.showRequisition({ projectId: document.projectId, requisitionId: document.sourceId });
    } catch (error) {
      const known = asClientError(error);
      if (known?.detail['reason'] !== 'unexpectedShape') throw error;
      return known;
    }
  }

  /** It ends by itself: each poll asks for it again, and so does the pass now and then. */
  async function unreadable(
    connection: Connection,
    document: DocumentRow,
    asOf: string,
    why: string,
  ): Promise<PassEnd> {
    const covered = await store.inTenant(document.tenantId, (tx) => coveredPostings(tx, document));
    if (await isTakenOver(connection, covered)) return closeDocument(ports, document, 'takenOver');
    const problems = [unreadableRequisition(document.sourceId, why)];
    return endWithHold(ports, document, { problems, asOf, wakeAfterMs: unreadableForMs });
  }

  /** Numbers up to the opening balance's last are in the books already (accounting 5). */
  async function isTakenOver(connection: Connection, covered: readonly PostingRow[] | null): Promise<boolean> {
    return covered !== null && standingPostings(covered, await targetsFor(ports, connection, covered)).length === 0;
  }
}

/** What is posted of one that the opening balance covers; null: it does not. */
async function coveredPostings(tx: Tx, document: DocumentRow): Promise<readonly PostingRow[] | null> {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null) return null;
  const balance = await tx.openingBalances.find(document, commitmentId);
  if (balance?.confirmedBy == null || number > balance.lastNumber) return null;
  return tx.runs.postingsOf(document.id);
}

function isApproved({ settings }: Connection, sourceStatus: string): boolean {
  return settings.posting.approvedStatuses.some((status) => status === sourceStatus);
}
