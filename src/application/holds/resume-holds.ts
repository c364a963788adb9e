import type { HoldReason } from '../../domain/holds/hold-reason';
import { isSaidBy } from '../../domain/posting/stages/sync-stage';
import type { DocumentRow } from '../../store/documents/documents';
import type { StandingHold } from '../../store/holds/holds';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { findDocumentNamed } from '../documents/find-document';
import { standsAs } from '../documents/stands-as';
import { readableNames } from '../documents/readable-names';

/** One that a person names, all that are held for a reason, or all. */
export type ToResume = { readonly document: string } | { readonly reason: HoldReason } | 'all';

export interface Resumed {
  /** As people call it. */
  readonly name: string;
  /** `requisition/58820`. */
  readonly document: string;
}

/** Lets held documents look again, and what approvers sent back be submitted once more; what is still wrong holds them again. */
export async function resumeHolds(
  { store, connection }: ConnectionContext,
  wanted: ToResume,
): Promise<readonly Resumed[]> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const named = wanted !== 'all' && 'document' in wanted ? wanted.document : null;
    const document = named === null ? null : await findDocumentNamed(tx, connection, named);
    const held = await tx.holds.standing(connection, {
      ...(document === null ? {} : { documentId: document.id }),
      ...(wanted !== 'all' && 'reason' in wanted ? { reason: wanted.reason } : {}),
    });
    // Somebody may have mended it in Procore, or in the ERP: what was read before is not enough.
    for (const one of held) await tx.documents.noteHint(one.document);
    await tx.erpFacts.outdate(connection, [...new Set(held.flatMap(({ causeKeys }) => causeKeys))]);
    // Whoever names what was sent back lets it be handed on once more; all that is held only looks again.
    const sentBack = wanted === 'all' ? [] : held.filter(({ hold }) => hold.reasons.includes('erpRejected'));
    await tx.standings.askAgain(sentBack.map((one) => one.document.id));
    await tx.holds.releaseAll(held);
    if (document !== null && held.length === 0) await resumeWithoutHold(tx, document);
    const resumed = document === null ? held.map((one) => one.document) : [document];
    for (const one of resumed) await tx.audit(one, 'hold.resumed', { reasons: reasonsOf(held, one) });
    const namesOf = await readableNames(tx, resumed);
    return resumed.map((one) => {
      const { name, document } = namesOf(one);
      return { name, document };
    });
  });
}

/**
 * While a pass is under way a document is open without a hold. What a person asked for in that moment counts as if the pass
 * had not begun: he saw the hold that it closed.
 */
async function resumeWithoutHold(tx: Tx, document: DocumentRow): Promise<void> {
  if (!document.open) {
    const { name } = (await readableNames(tx, [document]))(document);
    throw new ActionError('notFound', `${name} is not held; it is ${standsAs(document)}`);
  }
  await tx.documents.noteHint(document);
  // A pass that has read the document shows it as checking by then.
  const reasons = isSaidBy('pass', document.stage) ? await tx.holds.lastReasons(document) : [];
  if (reasons.includes('erpRejected')) await tx.standings.askAgain([document.id]);
  await tx.outbox.signal(document, 'resume');
}

function reasonsOf(held: readonly StandingHold[], document: DocumentRow): readonly HoldReason[] {
  return held.find((other) => other.document.id === document.id)?.hold.reasons ?? [];
}
