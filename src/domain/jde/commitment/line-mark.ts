import { isOfChangeOrder, itemOfLine } from '../../commitment/older-lines';

/** VR01 of the order line that a line of Procore's became: `71` of the contract, `CO-77` of a change order. */
export function lineMark(item: string): string {
  const id = item.slice(item.indexOf(':') + 1);
  const ofChangeOrder = `CO-${id}`;
  return itemOfLine(ofChangeOrder) === item && isOfChangeOrder(ofChangeOrder) ? ofChangeOrder : id;
}

/** Of a line of an order that was there before and carries no mark of ours: by order and number, `5012-OP-00200#2`. */
export function linkedMark(order: string, lineNumber: string): string {
  return `${order}#${lineNumber}`;
}

/** The number of a linked line; null: the line is known by its VR01. */
export function lineNumberIn(mark: string): string | null {
  const at = mark.lastIndexOf('#');
  return at === -1 ? null : mark.slice(at + 1);
}
