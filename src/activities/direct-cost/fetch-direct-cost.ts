import { isApprovedCost } from '../../domain/direct-cost/approved';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import { directCostHash, directCostSeen } from '../../ledger/direct-cost-content';
import type { DocumentRef } from '../../workflows/messages';
import { createCompleteLines } from '../commitment/complete-lines';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { beginPass } from '../steps/begin-pass';
import { closeDocument, leaveAsItStands, noDocument, notWanted, type PassOf } from '../steps/leave-document';
import { storeContent } from '../steps/store-content';
import { directCostNotVisible, unreadableDirectCost } from './direct-cost-problems';
import { readDirectCost, type ReadDirectCost } from './read-direct-cost';
import { withdrawnStands } from './withdrawn-cost';

/** How long one that cannot be read stands before it is asked for again. */
const unreadableForMs = 3_600_000;

export interface FetchedDirectCost {
  /** The system whose workers plan it. */
  readonly erp: string;
  /** For the search attribute. */
  readonly name: string;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/**
 * Begins a pass: closes the hold that ended, and makes sure that the stored content is not older than the newest hint. Goes on
 * with a direct cost that is approved, or that is not any more while something of it is booked.
 */
export function createFetchDirectCost(ports: ActivityPorts) {
  const { store } = ports;
  const completeLines = createCompleteLines();

  return async function fetchDirectCost(ref: DocumentRef): Promise<StepResult<FetchedDirectCost>> {
    const begun = await beginPass<ProcoreDirectCost>(store, ref);
    const { connection, document, known, isCurrent, asOf, askedAt } = begun;
    const pass = { connection, document, asOf };
    const procore = await ports.procore(connection);
    const read: ReadDirectCost =
      isCurrent && known !== null
        ? (known.content ?? 'gone')
        : await readDirectCost(store, procore, document, known !== null);
    if (read === 'neverSeen') return noDocument(ports, document);
    if (read === 'notVisible') return notVisible(pass, known?.content ?? null);
    if (read instanceof Error) {
      const problems = [unreadableDirectCost(document.sourceId, read.message)];
      return endWithHold(ports, document, { problems, asOf, wakeAfterMs: unreadableForMs });
    }
    const content = read === 'gone' ? null : await completeLines(procore, read);
    const stored = await storeContent(store, document, {
      answer: content === null ? 'gone' : directCostSeen(content),
      contentHash: content === null ? 'gone' : directCostHash(content),
      content,
      askedAt: isCurrent ? (document.seenAt ?? askedAt) : askedAt,
      isWanted: content !== null && isApprovedCost(content),
    });
    if ('next' in stored) return stored;
    const now = { ...pass, document: stored };
    if (content === null || !isApprovedCost(content)) return withdrawn(now, content);
    return { next: 'go', erp: connection.erp, name: content.id, sourceUpdatedAt: content.updatedAt };
  };

  /** What is booked of it is planned away: a person has the opposite booked, or not. Else nothing of it is wanted. */
  async function withdrawn(pass: PassOf, content: ProcoreDirectCost | null): Promise<StepResult<FetchedDirectCost>> {
    const { connection, document } = pass;
    const { planners } = await ports.erp(connection);
    const stands = await store.inTenant(document.tenantId, (tx) => withdrawnStands(tx, document));
    if (stands === 'takenBack') return closeDocument(ports, document, 'withdrawn');
    if (stands === 'booked' && planners.directCost !== undefined) {
      const sourceUpdatedAt = content?.updatedAt ?? (document.sourceUpdatedAt ?? new Date()).toISOString();
      return { next: 'go', erp: connection.erp, name: document.sourceId, sourceUpdatedAt };
    }
    if (content === null) return notWanted(ports, pass, { why: 'it is gone from Procore', otherwise: 'withdrawn' });
    const otherwise = document.stage === null ? null : 'withdrawn';
    return notWanted(ports, pass, { why: `its status in Procore is ${content.status}`, otherwise });
  }

  function notVisible(pass: PassOf, known: ProcoreDirectCost | null): Promise<PassEnd> {
    const problem = directCostNotVisible(pass.document.sourceId);
    return leaveAsItStands(ports, pass, { problem, wasOnItsWay: known !== null && isApprovedCost(known) });
  }
}
