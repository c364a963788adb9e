import type { PostedEffects } from '../../posting/books/posted-effects';
import { lineIdFact } from '../kinds/order-change';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import type { Order, OrderLine } from '../order';

interface NamedLine {
  readonly by: 'number' | 'lineId';
  readonly value: string;
}

/** The order that a requisition bills, and which of its lines each source line is. */
export interface OrderLink {
  readonly headerId: string;
  /** By source line (`contract_item:3129856`): our number of the order line, or its POLineId. */
  readonly lines: ReadonlyMap<string, NamedLine>;
  /** The order was there before the commitment: it was imported, or is linked by its id in Procore. */
  readonly isBornInErp: boolean;
  /** How it was seen to withhold, then and since: by terms of its own (A), without (B). Empty: not known. */
  readonly ways: readonly ('A' | 'B')[];
}

/**
 * By what is posted or linked of the commitment and in force; else, for an order that was born in Fusion, by the ids that were written to
 * Procore with it. By ids alone, never by an equal code (accounting-fusion 3). Null: the commitment has no order yet.
 */
export function orderLink({
  ordered,
  commitment,
  atGoLive,
}: Pick<RequisitionWanted, 'ordered' | 'commitment' | 'atGoLive'>): OrderLink | null {
  const standing = ordered?.standing('posted');
  const added = standing === undefined ? [] : addedLines(standing);
  const posting = standing?.newest('order')?.posting;
  const headerId = posting?.reference?.['poHeaderId'];
  if (standing !== undefined && headerId !== undefined) {
    const entries = standing
      .ofStep('order')
      .all.flatMap((effect) => effect.entries)
      .filter(({ book, item }) => book === 'order' && item !== '');
    const own = entries.map(({ item, orderLine }): [string, NamedLine] => [item, { by: 'number', value: orderLine }]);
    return {
      headerId,
      lines: new Map([...own, ...added]),
      isBornInErp: false,
      ways: [
        ...(posting?.facts['withTerms'] === undefined ? [] : ['A' as const]),
        ...(posting?.facts['withoutTerms'] === undefined ? [] : ['B' as const]),
      ],
    };
  }
  if (atGoLive?.choice === 'link') {
    const named = Object.entries(atGoLive.lines).map(([item, value]): [string, NamedLine] => [
      item,
      { by: 'number', value },
    ]);
    return { headerId: atGoLive.order, lines: new Map([...named, ...added]), isBornInErp: false, ways: [] };
  }
  if (!isOrderId(commitment.originId)) return null;
  const lines = commitment.lineItems.flatMap(({ id, originId }) =>
    isOrderId(originId) ? [[`contract_item:${id}`, { by: 'lineId', value: originId }] as const] : [],
  );
  return { headerId: commitment.originId, lines: new Map(lines), isBornInErp: true, ways: [] };
}

/** What change orders added to the order, by the ids that their lines were seen to have there. */
function addedLines(standing: PostedEffects): readonly (readonly [string, NamedLine])[] {
  return standing.ofStep('orderChange').all.flatMap(({ entries, posting }) =>
    entries.flatMap(({ item }): (readonly [string, NamedLine])[] => {
      const lineId = posting?.facts[lineIdFact(item)];
      return lineId === undefined ? [] : [[item, { by: 'lineId', value: lineId }]];
    }),
  );
}

export function lineOf(link: OrderLink, order: Order, source: string): OrderLine | null {
  const named = link.lines.get(source);
  if (named === undefined) return null;
  return order.lines.find((line) => (named.by === 'number' ? line.number : line.lineId) === named.value) ?? null;
}

export function isOrderId(text: string | null): text is string {
  return text !== null && /^\d{6,18}$/.test(text.trim());
}

/** For whom waits for an order that is in force. */
export function orderWords({ ordered }: Pick<RequisitionWanted, 'ordered'>) {
  const order = ordered?.standing().newest('order')?.posting?.reference?.['orderNumber'] ?? null;
  return { erp: 'Fusion', field: 'POHeaderId', order };
}
