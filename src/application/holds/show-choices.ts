import type { ChoiceOffer, OfferedChoice, OrderChoiceKind } from '../../domain/holds/choice';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { findDocumentNamed } from '../documents/find-document';
import { readableNames } from '../documents/readable-names';
import { standsAs } from '../documents/stands-as';
import { offerOf } from './choose-held';
import { showOrderChoices } from './choose-order';
import { heldView, type HeldView } from './held-view';

export interface ShownChoices {
  readonly name: string;
  readonly document: string;
  /** Null: it is not held. */
  readonly held: HeldView | null;
  /** What its hold asks to be chosen; null: nothing. */
  readonly offer: ChoiceOffer | null;
  /** About the order that stands of it, held or not; null: there is none. */
  readonly order: readonly OfferedChoice<OrderChoiceKind>[] | null;
}

/** What may be chosen about a document, each as it would be done. */
export async function showChoices(context: ConnectionContext, wanted: string): Promise<ShownChoices> {
  const { store, connection, ports } = context;
  const { document, names, held } = await store.inTenant(connection.tenantId, async (tx) => {
    const document = await findDocumentNamed(tx, connection, wanted);
    const [held] = await tx.holds.list(connection, { documentId: document.id });
    const project = await tx.projects.find(connection, document.projectId);
    const names = (await readableNames(tx, [document]))(document);
    return { document, names, held: held === undefined ? null : heldView(held, names, project?.number ?? null) };
  });
  const order = await showOrderChoices({ store, connection, erp: ports.erp, document });
  if (held === null && order === null) {
    throw new ActionError('notFound', `${names.name} is not held; it is ${standsAs(document)}`);
  }
  const offer = held === null ? null : offerOf(held.hold);
  // Of an order on which nothing was done that is the same.
  const isCanceled = offer?.choices.some(({ kind, shown }) => kind === 'cancelOrder' && shown !== '') === true;
  const rest = isCanceled ? order?.filter(({ kind }) => kind !== 'closeOrder') : order;
  return { name: names.name, document: names.document, held, offer, order: rest ?? null };
}
