import { seriesSubject } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import type { ChoiceKind, ChoiceOffer } from '../../domain/holds/choice';
import { documentStands } from '../../ledger/document-stands';
import type { DocumentRow } from '../../store/documents/documents';
import type { HeldDocument } from '../../store/holds/holds';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { DecidedBy } from './decide-held';

/** What may be chosen about a held document; null: its hold asks for no choice. */
export function offerOf({ problems }: Pick<HeldDocument, 'problems'>): ChoiceOffer | null {
  return problems.find(({ offer }) => offer !== undefined)?.offer ?? null;
}

/**
 * Writes down what a person chose of what the hold offers, as it was shown. Refused when the document was heard of since, when
 * something else stands by now, or when somebody was faster. Carried out by the pass that begins with it.
 */
export async function chooseHeld(
  store: Store,
  held: HeldDocument,
  { name, kind, decision }: { readonly name: string; readonly kind: ChoiceKind; readonly decision: DecidedBy },
): Promise<{ readonly subjects: readonly string[] }> {
  const offer = offerOf(held);
  const offered = offer?.choices.find((one) => one.kind === kind);
  if (offer === null || offered === undefined) {
    throw refused(`the hold of ${name} does not offer this; "hold choices" shows what it offers`);
  }
  if (offered.shown === '') throw refused(offered.says.replace(/\.$/, ''));
  if (offered.shown !== decision.shown) throw moved();
  const { contentHash, stands, hintNo } = offer;
  const { note, evidence = '', role = '' } = decision;
  const { document: then } = held;
  await store.inTenant(then.tenantId, async (tx) => {
    if (then.commitmentId !== null) await tx.subjects.lock(then, [seriesSubject(then.commitmentId)]);
    await tx.versionRows.touch(then, [causeKey.requisition(then.sourceId)]);
    const document = await tx.documents.lock(then.id);
    const [now] = await tx.holds.standing(then, { documentId: then.id });
    if (now?.hold.id !== held.hold.id || now.hold.releaseAskedAt !== null || document.hintNo !== hintNo) throw moved();
    if ((await documentStands(tx, document)).hashBut(null) !== stands) throw moved();
    await tx.decisions.record([document], {
      kind,
      subject: contentHash,
      note,
      stands,
      shown: offered.shown,
      role,
      evidence,
    });
    // It may have changed in Procore unheard: then the choice is not about what stands there now.
    await tx.documents.noteHint(document);
    await tx.holds.release(held);
    const { moves, facts } = offered;
    await tx.audit(document, `decision.${kind}`, {
      contentHash,
      stands,
      shown: offered.shown,
      moves,
      facts,
      note,
      evidence,
      role,
    });
  });
  return { subjects: [contentHash] };
}

/** What was left is chosen about anew, while no higher number was posted by it. */
export async function reopenLeft(
  store: Store,
  then: DocumentRow,
  { name, decision }: { readonly name: string; readonly decision: DecidedBy },
): Promise<{ readonly subjects: readonly string[] }> {
  await store.inTenant(then.tenantId, async (tx) => {
    if (then.commitmentId !== null) await tx.subjects.lock(then, [seriesSubject(then.commitmentId)]);
    // What waits for it goes on too: a lower number that cannot be adjusted under what is left, say.
    await tx.mending(then, [causeKey.requisition(then.sourceId)], () => reopen(tx, then, { name, decision }));
  });
  return { subjects: ['what was left'] };
}

async function reopen(
  tx: Tx,
  then: DocumentRow,
  { name, decision }: { readonly name: string; readonly decision: DecidedBy },
): Promise<void> {
  const { note, evidence = '', role = '' } = decision;
  const document = await tx.documents.lock(then.id);
  const { commitmentId, number } = document;
  const chosen = (await tx.decisions.of(document.id)).find(({ kind }) => kind === 'leave' || kind === 'reopen');
  if (document.stage !== 'left' || chosen?.kind !== 'leave') {
    throw refused(`${name} is not left by a choice about what is posted`);
  }
  const above =
    commitmentId === null || number === null ? null : await tx.effects.nearestAbove(document, commitmentId, number);
  if (above !== null) throw refused(`number ${above.number} of the commitment was posted on what was left of ${name}`);
  await tx.decisions.record([document], { kind: 'reopen', subject: chosen.subject, note, role, evidence });
  await tx.documents.hint(document);
  await tx.audit(document, 'decision.reopen', { note, evidence, role });
}

function moved(): ActionError {
  return refused(
    'what was shown is not how it is now: it was changed, something else stands, or somebody chose already; "hold choices" shows it anew',
  );
}

function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
