import { documentName, type Difference, type DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
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

/** Stages in which a posting may have arrived before our ledger could confirm it. */
const UNDER_WAY: readonly (string | null)[] = ['checking', 'waiting', 'ordered'];
const IN_FUSION: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];

interface Standing<Found> {
  readonly found: readonly Found[];
  readonly differences: readonly Difference[];
}

export function invoicesOf(
  document: ListedDocument,
  { invoices }: FusionBooks,
): { readonly invoices: readonly Invoice[]; readonly differences: readonly Difference[] } {
  const { found, differences } = standing(document, 'voucher', invoices, [
    'invoice',
    'missingInvoice',
    'duplicateInvoice',
  ]);
  return { invoices: found, differences };
}

export function ordersOf(document: ListedDocument, { orders }: FusionBooks): Standing<Order> {
  return standing(document, 'order', orders, ['order', 'missingOrder', 'duplicateOrder']);
}

/** Exactly one for each posting of ours that is confirmed, and none for any other. */
function standing<Found extends { readonly erpKey: string; readonly name: string }>(
  document: ListedDocument,
  step: string,
  all: readonly Found[],
  [what, missing, duplicate]: readonly [string, DifferenceKind, DifferenceKind],
): Standing<Found> {
  const differences: Difference[] = [];
  const report = (kind: DifferenceKind, message: string): void => {
    differences.push({ kind, projectId: document.projectId, documents: [documentName(document)], message });
  };
  const found = document.postings
    .filter((posting) => posting.step === step)
    .flatMap(({ key, state }) => {
      const under = all.filter((one) => one.erpKey === key);
      const isConfirmed = state === 'confirmed';
      if (under.length > 1) {
        report(duplicate, `${under.length} times ${what} under key ${key}: ${under.map((one) => one.name).join(', ')}`);
      }
      if (under.length === 0 && isConfirmed && IN_FUSION.includes(document.stage)) {
        report(missing, `there is no ${what} under key ${key} in Fusion, although it counts as posted`);
      }
      if (under.length > 0 && !isConfirmed && !UNDER_WAY.includes(document.stage)) {
        report('notConfirmed', `${under[0]?.name ?? ''} stands in Fusion, but its posting is ${state}`);
      }
      return under;
    });
  return { found, differences };
}
