import type { OrderCloseBody } from '../../../../domain/jde/bodies/order-of-commitment-body';
import { lineNumberIn } from '../../../../domain/jde/commitment/line-mark';
import type { Reference } from '../../../../domain/posting/look';
import { beforeSending } from '../../ais/before-sending';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { changeLines, orderNamed, waitsForRelease } from './change-lines';
import { changeWaits, isOpen, lineNumber, type OrderLineRow } from './purchase-order-rows';
import { orderLinesQuery } from './purchase-orders';

/** What is open of lines of a commitment's order, canceled (J5); it is done when nothing of them is open any more. */
export class OrderClose implements Postings<OrderCloseBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: OrderCloseBody): Promise<SearchResult> {
    const open = (await this.#lines(body)).filter(isOpen);
    const waiting = open.filter(changeWaits).map(lineNumber).join(', ');
    if (waiting !== '') {
      const message = `A change of line ${waiting} of ${orderNamed(body.order)} waits in JDE for its release (ACHG, UCHG): the order is closed after that.`;
      return { found: [], strangers: [], waits: waitsForRelease(waiting, message) };
    }
    if (open.length > 0) return { found: [], strangers: [] };
    const found = {
      ...{ reference: { ...body.order }, company: body.order.orderCompany, supplier: '', currency: '', total: '0' },
      ...{ lines: [], voided: false, missing: [], stage: 'posted' as const },
    };
    return { found: [found], strangers: [] };
  }

  async send(body: OrderCloseBody): Promise<Reference | null> {
    const open = (await beforeSending('PC_CHANGE_PO', () => this.#lines(body))).filter(isOpen);
    if (open.length === 0) return { ...body.order };
    return changeLines(this.#jde, body.order, {
      lines: open.map((line) => ({ LineNumber: lineNumber(line), Action: 'X' })),
    });
  }

  async #lines({ order, lines }: OrderCloseBody): Promise<readonly OrderLineRow[]> {
    const rows = await this.#jde.controlRow.readProven(orderLinesQuery(order), order.orderCompany);
    const marks = new Set(lines.map(({ mark }) => mark));
    const numbers = new Set(lines.flatMap(({ mark }) => lineNumberIn(mark) ?? []));
    return rows.filter((row) => marks.has(row.VR01) || numbers.has(lineNumber(row)));
  }
}
