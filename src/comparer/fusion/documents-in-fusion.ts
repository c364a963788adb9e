import type { ListedDocument } from '../read-documents';
import { standingFor, type Sought, type Standing } from '../standing';
import type { FusionBooks, Invoice, Order } from './fusion-books';

/** Orders that stand for a commitment of ours, by their number. */
export interface KnownOrders {
  readonly commitmentOf: ReadonlyMap<string, string>;
  readonly supplierOf: ReadonlyMap<string, string>;
}

export function knownOrders(documents: readonly ListedDocument[], { orders }: FusionBooks): KnownOrders {
  const commitments = documents.filter(({ kind }) => kind === 'commitment');
  const byKey = new Map(commitments.flatMap((one) => one.postings.map(({ key }) => [key, one.procoreId] as const)));
  const ours = orders.flatMap((order) => {
    const commitment = byKey.get(order.erpKey);
    return commitment === undefined ? [] : [{ order, commitment }];
  });
  return {
    commitmentOf: new Map(ours.map(({ order, commitment }) => [order.number, commitment])),
    supplierOf: new Map(ours.map(({ order }) => [order.number, order.supplier])),
  };
}

export function invoicesOf(document: ListedDocument, { invoices }: FusionBooks): Standing<Invoice> {
  return standingIn(document, 'voucher', invoices, {
    what: 'invoice',
    missing: 'missingInvoice',
    duplicate: 'duplicateInvoice',
  });
}

export function ordersOf(document: ListedDocument, { orders }: FusionBooks): Standing<Order> {
  return standingIn(document, 'order', orders, {
    what: 'order',
    missing: 'missingOrder',
    duplicate: 'duplicateOrder',
  });
}

function standingIn<Found extends Order | Invoice>(
  document: ListedDocument,
  step: string,
  all: readonly Found[],
  sought: Pick<Sought, 'what' | 'missing' | 'duplicate'>,
): Standing<Found> {
  const postings = document.postings.filter((posting) => posting.step === step);
  const isUnder = (key: string, found: string): boolean => key === found;
  return standingFor(document, postings, all, { erp: 'Fusion', isUnder, besides: '', ...sought });
}
