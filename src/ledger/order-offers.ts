import type { OrderChoices, OrderInQuestion, OrderOffer } from '../domain/commitment/order-choices';
import { approvedStatus } from '../domain/change-order/approved';
import { documentKinds } from '../domain/documents/document-kinds';
import {
  isOrderChoice,
  movesOf,
  shownMark,
  type ChoiceBinding,
  type OfferedChoice,
  type OrderChoiceKind,
} from '../domain/holds/choice';
import type { Entry } from '../domain/posting/books/entry';
import type { Reference } from '../domain/posting/look';
import type { Plan } from '../domain/posting/plan/planned-step';
import type { PostedEffects } from '../domain/posting/books/posted-effects';
import { isBeside } from '../domain/posting/plan/steps';
import { isGone, reaches } from '../domain/posting/stages/posting-stage';
import { isFinalStage } from '../domain/posting/stages/sync-stage';
import { shortHash } from '../domain/text/short-hash';
import type { DocumentRow } from '../store/documents/documents';
import type { Decision } from '../store/holds/decisions';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Tx } from '../store/unit-of-work';
import { documentStands } from './document-stands';

/** What may be chosen about the order that stands of a document, as it would be carried out now. */
export interface OrderOffers extends ChoiceBinding {
  readonly order: Reference;
  readonly offers: readonly (OrderOffer & { readonly shown: string })[];
}

interface Asked {
  /** `YYYY-MM-DD` in the books' time zone. */
  readonly today: string;
  /** The decision that is carried out; null: it is only shown. */
  readonly decision: string | null;
}

/** Null: there is no order in force, or nobody chooses about it here. Bound to what the document says, and to what stands of it. */
export async function orderOffers(
  tx: Tx,
  document: DocumentRow,
  choices: OrderChoices,
  { today, decision }: Asked,
): Promise<OrderOffers | null> {
  const { kind, commitmentId } = document;
  const isWhole = kind === documentKinds.commitment.name;
  if (commitmentId === null || !choices.about.some((one) => one === kind)) return null;
  const of = await inQuestion(tx, document, commitmentId, { today, decision });
  if (of === null) return null;
  const order = choices.orderOf(of);
  if (order === null) return null;
  const snapshot = await tx.snapshots.load<unknown>(document);
  // A change order that is approved is part of what was bought.
  const isApproved = document.sourceStatus === approvedStatus && snapshot?.content != null;
  if (!isWhole && (isApproved || of.ordered.ofDocument(document.id).standing('posted').isEmpty)) return null;
  // Whoever chooses by what another has chosen about already is refused.
  const before = (await tx.decisions.of(document.id)).find(({ id, kind }) => isOrderChoice(kind) && id !== decision);
  const stands = (await documentStands(tx, document)).hashBut(decision);
  const binding = {
    contentHash: shortHash(JSON.stringify([snapshot?.contentHash ?? '', document.sourceStatus]), 13),
    stands: shortHash(JSON.stringify([stands, before?.id ?? '']), 13),
  };
  const under = await underWay(tx, document, commitmentId, of);
  const offers = choices.offers(of).map((offer) => {
    const open =
      offer.kind === 'closeOrder' && under !== null
        ? { ...offer, says: under, does: null, moves: [], ...offer.underWay }
        : offer;
    return { ...open, shown: open.does === null ? '' : shownMark(open.kind, binding, shownEntries(open)) };
  });
  return { ...binding, order, offers };
}

/** As people are shown it. */
export function offeredOf(offer: OrderOffers['offers'][number]): OfferedChoice<OrderChoiceKind> {
  const { kind, says, shown } = offer;
  return { kind, says, shown, moves: movesOf(shownEntries(offer)), facts: {} };
}

function shownEntries({ moves, does }: OrderOffer): readonly Entry[] {
  return moves ?? does?.entries ?? [];
}

/** The newest choice about the order of the document, and the posting that carries it out; null: nobody chose. */
export async function newestOrderChoice(
  tx: Tx,
  { id }: Pick<DocumentRow, 'id'>,
): Promise<{ readonly choice: Decision; readonly posting: PostingRow | null } | null> {
  const choice = (await tx.decisions.of(id)).find(({ kind }) => isOrderChoice(kind));
  if (choice === undefined) return null;
  const posting = (await tx.postings.of(id)).findLast(
    ({ because, state }) => because === choice.id && state !== 'rejected',
  );
  return { choice, posting: posting ?? null };
}

async function inQuestion(
  tx: Tx,
  document: DocumentRow,
  commitmentId: string,
  { today, decision }: Asked,
): Promise<OrderInQuestion | null> {
  const { commitment: kind, changeOrder, requisition } = documentKinds;
  const commitment = await tx.documents.find(document, { kind: kind.name, sourceId: commitmentId });
  if (commitment === null) return null;
  const known = await tx.snapshots.load<{ readonly createdAt?: string; readonly originId?: string | null }>(commitment);
  const createdAt = known?.content?.createdAt;
  const drafts = new Map<string, unknown>();
  for (const { step, state, planId } of await tx.postings.of(commitment.id)) {
    if (state !== 'confirmed' || planId === null) continue;
    const { plan } = await tx.plans.load<Plan>(planId);
    drafts.set(step, plan.steps.find((one) => one.step === step)?.draft ?? null);
  }
  return {
    commitmentId,
    changeOrder: document.kind === changeOrder.name ? document.id : null,
    ordered: await tx.effects.ofCommitment(document, commitmentId, [kind.name, changeOrder.name]),
    bills: await tx.effects.ofCommitment(document, commitmentId, [requisition.name]),
    atGoLive: createdAt === undefined ? null : await tx.commitmentChoices.of(document, commitmentId, createdAt),
    originId: known?.content?.originId ?? null,
    draftOf: (step) => drafts.get(step) ?? null,
    today,
    decision: decision ?? '',
  };
}

/** An order is closed when all that bills it is posted, and nothing more is on its way onto it; null: so it is. */
async function underWay(
  tx: Tx,
  document: DocumentRow,
  commitmentId: string,
  { ordered, bills }: Pick<OrderInQuestion, 'ordered' | 'bills'>,
): Promise<string | null> {
  const { requisition, changeOrder } = documentKinds;
  const isPosted = (of: PostedEffects, { id }: DocumentRow): boolean =>
    of
      .ofDocument(id)
      .mayStand()
      .all.filter((effect) => !isBeside(effect))
      .every(
        ({ posting }) => posting?.state === 'confirmed' && (reaches(posting.stage, 'posted') || isGone(posting.stage)),
      );
  for (const one of await tx.documents.ofCommitment(document, requisition.name, commitmentId)) {
    if ((one.stage === null || isFinalStage(one.stage, true)) && isPosted(bills, one)) continue;
    return `It is closed once all that bills it is posted: requisition ${one.number ?? one.sourceId} is ${one.stage ?? 'not'}.`;
  }
  for (const one of await tx.documents.ofCommitment(document, changeOrder.name, commitmentId)) {
    const onOrder = ordered.ofDocument(one.id).mayStand();
    const isSettled = one.stage === null || isFinalStage(one.stage, true) || !onOrder.isEmpty;
    if (isSettled && isPosted(ordered, one)) continue;
    return `It is closed once nothing more is on its way onto it: change order ${one.label ?? one.sourceId} is ${one.stage ?? 'not in force'}.`;
  }
  return null;
}
