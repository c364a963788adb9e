import { dayIn } from '../../domain/calendar/day-in';
import { seriesSubject } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import { shownMark, type OfferedChoice, type OrderChoiceKind } from '../../domain/holds/choice';
import type { OrderChoices } from '../../domain/commitment/order-choices';
import type { ErpAdapter } from '../../clients/erp-adapter';
import { newestOrderChoice, offeredOf, orderOffers, type OrderOffers } from '../../ledger/order-offers';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { DecidedBy } from './decide-held';

interface Of {
  readonly store: Store;
  readonly erp: (connection: Connection) => Promise<ErpAdapter>;
  readonly connection: Connection;
  readonly document: DocumentRow;
}

/** What may be chosen about the order that stands of a commitment or a change order, held or not; null: there is none, or nothing. */
export async function showOrderChoices(of: Of): Promise<readonly OfferedChoice<OrderChoiceKind>[] | null> {
  const { orderChoices, words } = await of.erp(of.connection);
  if (orderChoices === undefined) return null;
  const now = await of.store.inTenant(of.document.tenantId, (tx) => offersNow(tx, of, orderChoices, of.document));
  if (now === null) return null;
  const { offers } = now;
  const order = words.reference(offers.order);
  return [
    ...offers.offers.map((offer) => ({ ...offeredOf(offer), facts: { order } })),
    ...(now.isOpen ? [keeping(offers)] : []),
  ];
}

/**
 * Writes down what a person chose about an order, as it was shown. Refused when the commitment was heard of since, or when
 * something else stands or is billed by now; how the ERP shows the order is looked at by the pass that begins with it and carries it out.
 */
export async function chooseOrder(
  of: Of,
  { name, kind, decision }: { readonly name: string; readonly kind: OrderChoiceKind; readonly decision: DecidedBy },
): Promise<{ readonly subjects: readonly string[] }> {
  const choices = await showOrderChoices(of);
  const offered = choices?.find((one) => one.kind === kind);
  if (offered === undefined) throw refused(`this is not offered of ${name}; "hold choices" shows what is`);
  if (offered.shown === '') throw refused(offered.says.replace(/\.$/, ''));
  if (offered.shown !== decision.shown) throw moved();
  const { orderChoices } = await of.erp(of.connection);
  if (orderChoices === undefined) throw moved();
  const { note, evidence = '', role = '' } = decision;
  const { document: then, store } = of;
  return store.inTenant(then.tenantId, async (tx) => {
    if (then.commitmentId !== null) await tx.subjects.lock(then, [seriesSubject(then.commitmentId)]);
    await tx.versionRows.touch(then, [causeKey.requisition(then.sourceId)]);
    const document = await tx.documents.lock(then.id);
    const now = await offersNow(tx, of, orderChoices, document);
    const same = now?.offers.offers.find((one) => one.kind === kind);
    const mark = kind === 'keepOrder' && now?.isOpen === true ? keeping(now.offers).shown : same?.shown;
    if (now === null || document.hintNo !== then.hintNo || mark !== decision.shown) throw moved();
    const { contentHash: subject, stands } = now.offers;
    await tx.decisions.record([document], { kind, subject, stands, shown: mark, note, role, evidence });
    await tx.documents.hint(document);
    const [held] = await tx.holds.standing(then, { documentId: then.id });
    if (held !== undefined) await tx.holds.release(held);
    const { moves, facts } = offered;
    await tx.audit(document, `decision.${kind}`, { subject, stands, shown: mark, moves, facts, note, evidence, role });
    return { subjects: [facts['order'] ?? subject] };
  });
}

async function offersNow(
  tx: Tx,
  { connection }: Of,
  choices: OrderChoices,
  document: DocumentRow,
): Promise<{ readonly offers: OrderOffers; readonly isOpen: boolean } | null> {
  const today = dayIn(connection.settings.posting.timeZone);
  const offers = await orderOffers(tx, document, choices, { today, decision: null });
  if (offers === null) return null;
  const newest = await newestOrderChoice(tx, document);
  const isDone = newest?.posting != null && ['confirmed', 'voided'].includes(newest.posting.state);
  return { offers, isOpen: newest !== null && newest.choice.kind !== 'keepOrder' && !isDone };
}

/** Of a choice that could not be carried out. */
function keeping(offers: OrderOffers): OfferedChoice<OrderChoiceKind> {
  return {
    kind: 'keepOrder',
    says: 'What was chosen about the order is dropped, and it stays as it is.',
    shown: shownMark('keepOrder', offers, []),
    moves: [],
    facts: {},
  };
}

function moved(): ActionError {
  return refused(
    'what was shown is not how it is now: it was changed, something else stands or is billed, or somebody chose already; "hold choices" shows it anew',
  );
}

function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
