import { isApproved } from '../../domain/change-order/approved';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrderHash, changeOrderSeen } from '../../ledger/change-order-content';
import type { DocumentRef } from '../../workflows/messages';
import { createCompleteLines } from '../commitment/complete-lines';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { beginPass } from '../steps/begin-pass';
import { leaveAsItStands, noDocument, notWanted, type PassOf } from '../steps/leave-document';
import { storeContent } from '../steps/store-content';
import { changeOrderNotVisible, unreadableChangeOrder } from './change-order-problems';
import type { ReadChangeOrder } from './commitment-of-change-order';
import { readChangeOrder } from './read-change-order';

/** How long one that cannot be read stands before it is asked for again. */
const unreadableForMs = 3_600_000;

export interface FetchedChangeOrder {
  /** The system whose workers plan it. */
  readonly erp: string;
  /** For the search attribute. */
  readonly name: string;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/**
 * Begins a pass: closes the hold that ended, and makes sure that the stored content is not older than the newest hint. Goes on
 * only with a change order that is approved; one that is not any more, of which something is ordered, is held.
 */
export function createFetchChangeOrder(ports: ActivityPorts) {
  const { store } = ports;
  const completeLines = createCompleteLines();

  return async function fetchChangeOrder(ref: DocumentRef): Promise<StepResult<FetchedChangeOrder>> {
    const begun = await beginPass<ProcoreChangeOrder>(store, ref);
    const { connection, document, known, isCurrent, asOf, askedAt } = begun;
    const pass = { connection, document, asOf };
    const procore = await ports.procore(connection);
    const read: ReadChangeOrder =
      isCurrent && known !== null
        ? known.content === null
          ? 'gone'
          : { changeOrder: known.content, commitment: null }
        : await readChangeOrder(store, procore, document, known !== null);
    if (read === 'neverSeen') return noDocument(ports, document);
    if (read === 'notVisible') return notVisible(pass, known?.content ?? null);
    if (read instanceof Error) {
      const problems = [unreadableChangeOrder(document.sourceId, read.message)];
      return endWithHold(ports, document, { problems, asOf, wakeAfterMs: unreadableForMs });
    }
    const content = read === 'gone' ? null : await completeLines(procore, read.changeOrder);
    const stored = await storeContent(store, document, {
      answer: content === null ? 'gone' : changeOrderSeen(content),
      contentHash: content === null ? 'gone' : changeOrderHash(content),
      content,
      askedAt: isCurrent ? (document.seenAt ?? askedAt) : askedAt,
      isWanted: content !== null && isApproved(content),
    });
    if ('next' in stored) return stored;
    const now = { ...pass, document: stored };
    if (content === null || read === 'gone') {
      return notWanted(ports, now, { why: 'it is gone from Procore', otherwise: 'withdrawn' });
    }
    const { commitment } = read;
    if (commitment !== null) {
      await store.inTenant(ref.tenantId, (tx) =>
        tx.commitments.store(connection, content.projectId, commitment, askedAt),
      );
    }
    if (!isApproved(content)) {
      const otherwise = stored.stage === null ? null : 'withdrawn';
      return notWanted(ports, now, { why: `its status in Procore is ${content.status}`, otherwise });
    }
    return { next: 'go', erp: connection.erp, name: content.id, sourceUpdatedAt: content.updatedAt };
  };

  function notVisible(pass: PassOf, known: ProcoreChangeOrder | null): Promise<PassEnd> {
    const problem = changeOrderNotVisible(pass.document.sourceId);
    return leaveAsItStands(ports, pass, { problem, wasOnItsWay: known !== null && isApproved(known) });
  }
}
