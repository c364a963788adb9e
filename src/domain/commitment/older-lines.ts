import type { ProcoreChangeOrder } from '../procore/procore-change-orders';
import type { ProcoreCommitment, ProcoreContractLine } from '../procore/procore-commitments';
import { lineAmount } from '../requisition/prorate-change-order';
import type { AtGoLive } from './at-go-live';

/** A line of a commitment that is older than going live, or of a change order that was approved until somebody chose. */
export interface OlderLine {
  /** As the file of choices calls it: the line's id, `CO-` before that of a change order's line. */
  readonly lineId: string;
  /** Names it for ever: `contract_item:71`, `change_order_item:77`. */
  readonly item: string;
  readonly line: ProcoreContractLine;
  readonly amount: string | null;
}

const ofChangeOrder = 'CO-';

export function olderLines(
  { lineItems }: Pick<ProcoreCommitment, 'lineItems'>,
  changeOrders: readonly Pick<ProcoreChangeOrder, 'lineItems'>[],
): readonly OlderLine[] {
  return [
    ...lineItems.map((line) => ({ lineId: line.id, item: itemOfLine(line.id), line, amount: line.amount })),
    ...changeOrders.flatMap((changeOrder) => changeOrder.lineItems).map(changeOrderLine),
  ];
}

/** `contract_item:71` of `71`, `change_order_item:77` of `CO-77`. */
export function itemOfLine(lineId: string): string {
  return isOfChangeOrder(lineId)
    ? `change_order_item:${lineId.slice(ofChangeOrder.length)}`
    : `contract_item:${lineId}`;
}

export function isOfChangeOrder(lineId: string): boolean {
  return lineId.startsWith(ofChangeOrder);
}

/** Whether what a person chose carries a line already: it stands on the order that exists, or is part of the balance. */
export function isCarried(atGoLive: AtGoLive | null, item: string): boolean {
  if (atGoLive?.choice === 'link') return atGoLive.lines[item] !== undefined;
  return atGoLive?.choice === 'balance' && atGoLive.left[item] !== undefined;
}

function changeOrderLine(line: ProcoreContractLine): OlderLine {
  const lineId = `${ofChangeOrder}${line.id}`;
  return { lineId, item: itemOfLine(lineId), line, amount: lineAmount(line) };
}
