import { placeName } from '../../domain/documents/readable-name';
import { isInForce } from '../../domain/commitment/in-force';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { commitmentHash, seenOf } from '../../ledger/commitment-content';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { beginPass } from '../steps/begin-pass';
import { leaveAsItStands, noDocument, notWanted, type PassOf } from '../steps/leave-document';
import { storeContent } from '../steps/store-content';
import { commitmentNotVisible, unreadableCommitment } from './commitment-problems';
import { createCompleteLines } from './complete-lines';
import { hintItsOrder } from './hint-its-order';
import { readCommitment, type ReadCommitment } from './read-commitment';

/** How long one that cannot be read stands before it is asked for again. */
const unreadableForMs = 3_600_000;

export interface FetchedCommitment {
  /** The system whose workers plan it. */
  readonly erp: string;
  /** For the search attribute; null: not known. */
  readonly name: string | null;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/**
 * Begins a pass: closes the hold that ended, and makes sure that the stored content is not older than the newest hint. Goes on
 * only with a commitment that is in force; one that is not any more, of which something is ordered, is held.
 */
export function createFetchCommitment(ports: ActivityPorts) {
  const { store } = ports;
  const completeLines = createCompleteLines();

  return async function fetchCommitment(ref: DocumentRef): Promise<StepResult<FetchedCommitment>> {
    const begun = await beginPass<ProcoreCommitment>(store, ref, { commitmentId: ref.sourceId });
    const { connection, document, known, isCurrent, asOf, askedAt } = begun;
    const pass = { connection, document, asOf };
    const procore = await ports.procore(connection);
    // After going live each is asked for by its requisitions too: what they were shown serves its own first pass.
    const shown =
      known === null ? await store.inTenant(ref.tenantId, (tx) => tx.commitments.upToDate(ref, ref.sourceId)) : null;
    const read: ReadCommitment = isCurrent
      ? (known?.content ?? 'gone')
      : (shown?.commitment ?? (await readCommitment(store, procore, document, known !== null)));
    if (read === 'neverSeen') return noDocument(ports, document);
    if (read === 'notVisible') return notVisible(pass, known?.content ?? null);
    if (read instanceof Error) {
      const problems = [unreadableCommitment(document.sourceId, read.message)];
      return endWithHold(ports, document, { problems, asOf, wakeAfterMs: unreadableForMs });
    }
    const content = read === 'gone' ? null : await completeLines(procore, read);
    const readAt = isCurrent ? (document.seenAt ?? askedAt) : (shown?.asOf ?? askedAt);
    const stored = await storeContent(store, document, {
      answer: content === null ? 'gone' : seenOf(content),
      contentHash: content === null ? 'gone' : commitmentHash(content),
      content,
      askedAt: readAt,
      isWanted: content !== null && isInForce(content),
    });
    if ('next' in stored) return stored;
    if (!isCurrent) await hintItsOrder(store, connection, known?.content ?? null, content);
    const now = { ...pass, document: stored };
    if (content === null) return notWanted(ports, now, { why: 'it is gone from Procore', otherwise: 'withdrawn' });
    const projectNumber = await store.inTenant(ref.tenantId, async (tx) => {
      if (!isCurrent) await tx.commitments.store(connection, content.projectId, content, shown?.askedAt ?? askedAt);
      return (await tx.projects.find(connection, content.projectId))?.number ?? null;
    });
    if (!isInForce(content)) {
      const otherwise = stored.stage === null ? null : 'withdrawn';
      return notWanted(ports, now, { why: `its status in Procore is ${content.status}`, otherwise });
    }
    const name = placeName({ kind: ref.kind, project: projectNumber, commitment: content.number, number: null });
    return { next: 'go', erp: connection.erp, name, sourceUpdatedAt: content.updatedAt };
  };

  function notVisible(pass: PassOf, known: ProcoreCommitment | null): Promise<PassEnd> {
    const problem = commitmentNotVisible(pass.document.sourceId);
    return leaveAsItStands(ports, pass, { problem, wasOnItsWay: known !== null && isInForce(known) });
  }
}
