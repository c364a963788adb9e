import { acceptFound, moved, nameFound } from './decide-found';
import { chooseHeld, reopenLeft } from './choose-held';
import { chooseOrder } from './choose-order';
import { confirmVoided } from './confirm-voided';
import type { ErpAdapter } from '../../clients/erp-adapter';
import { postedByHand } from './posted-by-hand';
import { isChoice, isOrderChoice } from '../../domain/holds/choice';
import { endsReasons, isAcceptance, type DecisionKind } from '../../domain/holds/decision';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { HeldDocument } from '../../store/holds/holds';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';
import { readableNames } from '../documents/readable-names';

export interface DecidePorts {
  readonly store: Store;
  /** Asked only where what stands in the ERP has to be looked at. */
  readonly erp: (connection: Connection) => Promise<ErpAdapter>;
}

/** So much of a line belongs to an item, both as they were shown: the item by its number, the line by its name. */
export interface AssignedByHand {
  readonly item: string;
  readonly line: string;
  /** A decimal string. */
  readonly amount: string;
}

export interface DecidedBy {
  readonly kind: DecisionKind;
  readonly note: string;
  /** With `nameFound` and `postedByHand`: what it is called there. */
  readonly reference?: string;
  /** With `postedByHand`: what of the lines that stand is whose item's, where that is not told by the amounts. */
  readonly assign?: readonly AssignedByHand[];
  /** With a choice after posting: the mark of what was shown. */
  readonly shown?: string;
  /** What it rests on, besides the note: a mail, a file, a number. */
  readonly evidence?: string;
  /** In which role it is made. */
  readonly role?: string;
}

/**
 * Writes what a person decided about a held document, and lets the document look again. The decision counts only for what
 * the hold shows: the content that was held, the call whose outcome is not known, the postings that the ERP shows voided.
 */
export async function decideHeld(
  { store, erp }: DecidePorts,
  connection: Connection,
  document: DocumentRow,
  decision: DecidedBy,
): Promise<{ readonly subjects: readonly string[] }> {
  const { kind, note, reference } = decision;
  const name = await store.inTenant(
    document.tenantId,
    async (tx) => (await readableNames(tx, [document]))(document).name,
  );
  if (kind === 'reopen') return reopenLeft(store, document, { name, decision });
  if (isOrderChoice(kind)) return chooseOrder({ store, erp, connection, document }, { name, kind, decision });
  const held = await heldFor(store, connection, { document, name }, kind);
  if (kind === 'postedByHand') return postedByHand({ store, erp: await erp(connection), connection, held, decision });
  if (isChoice(kind)) return chooseHeld(store, held, { name, kind, decision });
  if (kind === 'acceptFound' || kind === 'nameFound') {
    const deps = { store, erp: await erp(connection), held, note };
    const subjects = kind === 'acceptFound' ? await acceptFound(deps) : await nameFound(deps, reference ?? '');
    await release(store, held);
    return { subjects };
  }
  if (kind === 'confirmVoided' || kind === 'noneStands') {
    const adapter = await erp(connection);
    const shown = shownOf(held);
    const isWithdrawn = held.hold.reasons.includes('withdrawnAfterPosting');
    const asked = { store, erp: adapter, note, kind, shown, isWithdrawn };
    const { voided, standing } = await confirmVoided(asked, document);
    const keys = (postings: typeof voided): string => postings.map((one) => `${one.step} ${one.key}`).join(', ');
    if (voided.length === 0 && kind === 'noneStands') throw moved();
    if (voided.length === 0) {
      throw new ActionError(
        'refused',
        `nothing of ${name} is voided in the ERP: ${keys(standing) || 'nothing was posted'} stands there. Void it there first; nothing was changed`,
      );
    }
    await release(store, held);
    return { subjects: voided.map((one) => one.key) };
  }
  const subjects = subjectsOf(held, kind);
  if (subjects.length === 0) {
    throw new ActionError(
      'refused',
      `the hold of ${name} does not say what it is about; "hold resume" has it looked at anew, then decide. Nothing was changed`,
    );
  }
  await store.inTenant(connection.tenantId, async (tx) => {
    for (const subject of subjects) {
      await tx.decisions.record([document], { kind, subject, note });
      await tx.audit(document, `decision.${kind}`, { subject, note });
    }
  });
  await release(store, held);
  return { subjects };
}

async function heldFor(
  store: Store,
  connection: Connection,
  { document, name }: { readonly document: DocumentRow; readonly name: string },
  kind: DecisionKind,
): Promise<HeldDocument> {
  const [held] = await store.inTenant(connection.tenantId, (tx) =>
    tx.holds.list(connection, { documentId: document.id }),
  );
  const wanted = endsReasons[kind];
  if (held?.hold.reasons.some((reason) => wanted.includes(reason))) return held;
  if (held === undefined && kind === 'postedByHand')
    throw new ActionError('refused', `${name} is not held. Nothing was changed`);
  const now = held === undefined ? 'not held' : `held for ${held.hold.reasons.join(', ')}`;
  throw new ActionError(
    'refused',
    `${name} is ${now}; this decision ends a hold for ${wanted.join(' or ')}. Nothing was changed`,
  );
}

/** Of each posting that the hold asks about, the hash of what it showed. */
function shownOf({ problems }: HeldDocument): ReadonlyMap<string, string> {
  const own = problems.filter(({ reason }) => reason === 'foundButDifferent');
  return new Map(own.map(({ value, facts }) => [value, facts?.['stands'] ?? '']));
}

/** What the problems of the hold name: a content hash, keys of postings, or another document. */
function subjectsOf(held: HeldDocument, kind: DecisionKind): readonly string[] {
  const own = held.problems.filter((problem) => endsReasons[kind].includes(problem.reason));
  const named = own.map(({ facts, value }) => {
    if (isAcceptance(kind)) return facts?.['contentHash'] ?? '';
    if (kind === 'adoptRecord') return facts?.['record'] ?? '';
    if (kind === 'otherWork') return facts?.['invoiceId'] ?? '';
    if (kind === 'notAccrued') return facts?.['accrualOf'] ?? '';
    return kind === 'notDuplicate' ? (facts?.['sameNumberAs'] ?? '') : value;
  });
  return [...new Set(named)].filter((subject) => subject !== '');
}

async function release(store: Store, held: HeldDocument): Promise<void> {
  await store.inTenant(held.document.tenantId, async (tx) => {
    // It may have changed in Procore since the hold: then the decision is not about what stands there now.
    await tx.documents.noteHint(held.document);
    await tx.holds.release(held);
  });
}
