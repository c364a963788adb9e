import type { PassEnd, StepResult } from '../../domain/posting/pass';
import { isFinalStage, isSaidBy } from '../../domain/posting/sync-stage';
import { causeKey } from '../../domain/holds/cause-key';
import { placeName } from '../../domain/documents/readable-name';
import type { ProcoreRequisition } from '../../domain/requisition/procore-documents';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { DocumentRef } from '../../workflows/messages';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { settleInFlight } from '../../ledger/settle-in-flight';
import { listedHash, seenOf, type RequisitionContent } from '../../ledger/requisition-content';
import { hintWaitingFor } from '../steps/hint-waiting';
import { whyMissing } from './why-missing';
import { atTarget, targetsOf, type Targets } from '../steps/step-context';
import { createCompleteRequisition } from './complete-requisition';
import { identifyPrevious, refreshCommitment, storeCompleted } from './beside-requisition';
import { asClientError } from '../../ledger/error-kind';
import { notVisible, unreadableRequisition } from './plan-problems';
import { standingProblems } from '../steps/standing-problems';
import { standingPostings, withdrawnProblem } from '../steps/withdrawn-problem';

const commitmentMaxAgeMs = 3_600_000;
/** Somebody pointed at the requisition: what he mended may be on its commitment. */
const commitmentMaxAgeWhenHintedMs = 60_000;
const notVisibleAgainMs = 3_600_000;
const olderVersion = { afterMs: 30_000, why: 'Procore answers with an older version of it than it did before' };

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
    const { connection, document, known, asOf, askedAt } = await store.inTenant(ref.tenantId, async (tx) => {
      const connection = await tx.connections.load(ref.connectionId);
      const asOf = await tx.versionRows.clockNow(ref);
      const seen = { passClock: asOf, ...(ref.projectId === '' ? {} : { projectId: ref.projectId }) };
      const document = await tx.documents.see(ref, { kind: 'requisition', sourceId: ref.sourceId }, seen);
      await tx.holds.close(document.id);
      const known = await tx.snapshots.load<RequisitionContent>(document);
      return { connection, document, known, asOf, askedAt: await tx.sightings.now() };
    });
    if (isSaidBy('person', document.stage)) {
      return close(document, document.stage);
    }

    const procore = await ports.procore(connection);
    const listed = known !== null && BigInt(known.hintNo) >= BigInt(document.hintNo);
    let content: RequisitionContent | null;
    if (listed) content = known.content;
    else {
      const requisition = await shown(procore, document);
      if (requisition instanceof Error) return unreadable(connection, document, asOf, requisition.message);
      const why = requisition === null ? await whyMissing(store, procore, document) : null;
      if (why === 'neverSeen') return noDocument(document);
      if (why === 'notVisible') return leaveAsItStands(connection, document, asOf);
      content = requisition === null ? null : { requisition, changeOrderLines: null };
    }
    const readAt = listed ? (document.seenAt ?? askedAt) : askedAt;
    const stored = await storeContent(connection, document, content, readAt);
    if ('next' in stored) return stored;
    if (await isCoveredByOpeningBalance(connection, stored)) return close(stored, 'takenOver');

    if (content === null) return notPayable(connection, stored, asOf, 'it is gone from Procore', 'withdrawn');
    const { requisition } = content;
    if (!isApproved(connection, requisition.status)) {
      const otherwise = stored.stage === null ? null : 'withdrawn';
      return notPayable(connection, stored, asOf, `its status in Procore is ${requisition.status}`, otherwise);
    }
    const maxAgeMs = listed ? commitmentMaxAgeMs : commitmentMaxAgeWhenHintedMs;
    const { commitment, projectNumber } = await refreshCommitment(store, procore, requisition, {
      connection,
      maxAgeMs,
    });
    const completed = await completeRequisition(procore, content, commitment);
    if (completed !== content && !(await storeCompleted(store, stored, completed)))
      return { next: 'again', why: 'changed' };
    await identifyPrevious(store, procore, document, requisition);
    const name = placeName({
      project: projectNumber,
      commitment: commitment?.number ?? null,
      number: requisition.number,
    });
    return { next: 'go', erp: connection.erp, name, sourceUpdatedAt: requisition.updatedAt };
  };

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
    if (await isCoveredByOpeningBalance(connection, document)) return close(document, 'takenOver');
    const problems = [unreadableRequisition(document.sourceId, why)];
    return endWithHold(ports, document, { problems, asOf, wakeAfterMs: unreadableForMs });
  }

  /** An event or a person named an id that Procore does not have. */
  async function noDocument(document: DocumentRow): Promise<PassEnd> {
    await store.inTenant(document.tenantId, async (tx) => {
      await tx.documents.setStage(document.id, null, false);
      await tx.sightings.forget(document);
    });
    return { next: 'close', stage: null };
  }

  /** Nothing is concluded from what the account may not see. */
  async function leaveAsItStands(connection: Connection, document: DocumentRow, asOf: string): Promise<PassEnd> {
    const { stage, projectId } = document;
    await store.inTenant(document.tenantId, (tx) => tx.feeds.noteRun(document, projectId, 'sweep', 'noAccess'));
    const isOnItsWay = stage === null ? isApproved(connection, document.sourceStatus) : !isFinalStage(stage, false);
    if (isOnItsWay) {
      const problems = [notVisible(document.sourceId)];
      return endWithHold(ports, document, {
        problems,
        asOf,
        wakeAfterMs: notVisibleAgainMs,
        ...(stage === null ? {} : { stage }),
      });
    }
    await store.inTenant(document.tenantId, (tx) => tx.documents.setStage(document.id, stage, false));
    return { next: 'close', stage };
  }

  /** Numbers up to the opening balance's last are in the books already (accounting 5). */
  async function isCoveredByOpeningBalance(connection: Connection, document: DocumentRow): Promise<boolean> {
    const { commitmentId, number } = document;
    if (commitmentId === null || number === null) return false;
    const postings = await store.inTenant(document.tenantId, async (tx) => {
      const balance = await tx.openingBalances.find(document, commitmentId);
      if (balance?.confirmedBy == null || number > balance.lastNumber) return null;
      return tx.runs.postingsOf(document.id);
    });
    return postings !== null && standingPostings(postings, await targetsFor(connection, postings)).length === 0;
  }

  /** Clients are made only where something has been posted. */
  async function targetsFor(connection: Connection, postings: readonly PostingRow[]): Promise<Targets> {
    return postings.length === 0 ? new Map() : targetsOf(ports, connection);
  }

  /** Ends the pass when the answer is not the newest. */
  async function storeContent(
    connection: Connection,
    document: DocumentRow,
    content: RequisitionContent | null,
    askedAt: Date,
  ): Promise<DocumentRow | PassEnd> {
    return store.inTenant(document.tenantId, async (tx) => {
      const answer = content === null ? 'gone' : seenOf(content.requisition);
      const noted = await tx.sightings.note(document, document, askedAt, answer);
      if (noted === 'overtaken') return { next: 'again', why: 'overtaken' };
      if (noted === 'olderVersion') {
        await tx.documents.noteWait(document.id, olderVersion);
        return { next: 'wait', ...olderVersion };
      }
      const now = noted.document;
      await tx.snapshots.store(now, {
        hintNo: now.hintNo,
        contentHash: content === null ? 'gone' : listedHash(content.requisition),
        content,
      });
      const settled = isSaidBy('posted', now.stage);
      // What is posted stays what it is while it is looked at again: later numbers of the commitment go by it. What never was
      // on its way is not on it because somebody looked.
      const isOnItsWay = now.stage !== null || (content !== null && isApproved(connection, content.requisition.status));
      await tx.documents.setStage(now.id, settled || !isOnItsWay ? now.stage : 'checking', true);
      return now;
    });
  }

  async function notPayable(
    connection: Connection,
    document: DocumentRow,
    asOf: string,
    why: string,
    /** Where it stands when nothing of it is posted. Later numbers wait for a draft, not for what was deleted. */
    otherwise: 'withdrawn' | null,
  ): Promise<PassEnd> {
    const postings = await store.inTenant(connection.tenantId, (tx) => tx.runs.postingsOf(document.id));
    const targets = await targetsFor(connection, postings);
    const { waitMs, problems: unsettled } = await settleInFlight(store, document, (one) => atTarget(targets, one));
    const now = await store.inTenant(connection.tenantId, (tx) => tx.runs.postingsOf(document.id));
    const standing = standingPostings(now, targets);
    if (standing.length + unsettled.length > 0) {
      const all = await store.inTenant(connection.tenantId, (tx) => standingProblems(tx, { document, targets }));
      // Of what nobody can tell whether it stands, a person says so, and nothing else ends this.
      const untold = all.filter(({ reason }) => reason === 'foundButDifferent');
      const withdrawn = standing.length === 0 ? [] : [withdrawnProblem(why, standing, targets)];
      const problems = [...withdrawn, ...untold, ...unsettled];
      return endWithHold(ports, document, { problems, asOf, ...(waitMs === null ? {} : { wakeAfterMs: waitMs }) });
    }
    // Somebody is about to send it still: he finds that he may not.
    if (waitMs !== null)
      return endWithWait(ports, document, { afterMs: waitMs, why: 'another attempt is at work on it' });
    return close(document, otherwise);
  }

  async function close(document: DocumentRow, stage: DocumentRow['stage']): Promise<PassEnd> {
    // Before those that wait for it are let go: what it bills is part of what they have before.
    if (stage === null || stage === 'withdrawn') {
      await store.inTenant(document.tenantId, (tx) => hintWaitingFor(tx, document));
    }
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

function isApproved({ settings }: Connection, sourceStatus: string): boolean {
  return settings.posting.approvedStatuses.some((status) => status === sourceStatus);
}
