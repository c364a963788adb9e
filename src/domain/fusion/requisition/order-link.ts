import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import type { Order, OrderLine } from '../order';

/** The order that a requisition bills, and which of its lines each source line is. */
export interface OrderLink {
  readonly headerId: string;
  /** By source line (`contract_item:3129856`): our number of the order line, or its POLineId. */
  readonly lines: ReadonlyMap<string, { readonly by: 'number' | 'lineId'; readonly value: string }>;
  /** How it was seen to withhold, then and since: by terms of its own (A), without (B). Empty: not known. */
  readonly ways: readonly ('A' | 'B')[];
}

/**
 * By what is posted or linked of the commitment and in force; else, for an order that was born in Fusion, by the ids that were written to
 * Procore with it. By ids alone, never by an equal code (accounting-fusion 3). Null: the commitment has no order yet.
 */
export function orderLink({ ordered, commitment, atGoLive }: RequisitionWanted): OrderLink | null {
  const standing = ordered?.standing('posted');
  const posting = standing?.newest('order')?.posting;
  const headerId = posting?.reference?.['poHeaderId'];
  if (standing !== undefined && headerId !== undefined) {
    const entries = standing.all
      .flatMap((effect) => effect.entries)
      .filter(({ book, item }) => book === 'order' && item !== '');
    return {
      headerId,
      lines: new Map(entries.map(({ item, orderLine }) => [item, { by: 'number', value: orderLine }])),
      ways: [
        ...(posting?.facts['withTerms'] === undefined ? [] : ['A' as const]),
        ...(posting?.facts['withoutTerms'] === undefined ? [] : ['B' as const]),
      ],
    };
  }
  if (atGoLive?.choice === 'link') {
    const named = Object.entries(atGoLive.lines).map(([item, value]) => [item, { by: 'number', value }] as const);
    return { headerId: atGoLive.order, lines: new Map(named), ways: [] };
  }
  if (!isOrderId(commitment.originId)) return null;
  const lines = commitment.lineItems.flatMap(({ id, originId }) =>
    isOrderId(originId) ? [[`contract_item:${id}`, { by: 'lineId', value: originId }] as const] : [],
  );
  return { headerId: commitment.originId, lines: new Map(lines), ways: [] };
}

export function lineOf(link: OrderLink, order: Order, source: string): OrderLine | null {
  const named = link.lines.get(source);
  if (named === undefined) return null;
  return order.lines.find((line) => (named.by === 'number' ? line.number : line.lineId) === named.value) ?? null;
}

export function isOrderId(text: string | null): text is string {
  return text !== null && /^\d{6,18}$/.test(text.trim());
}
