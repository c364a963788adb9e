import type { Reference } from '../../../../domain/posting/look';
import type { OrderCancelBody } from '../../../../domain/jde/bodies/posting-body';
import type { Problem } from '../../../../domain/holds/hold-reason';
import { Rejected } from '../../../http/client-error';
import { beforeSending } from '../../ais/before-sending';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { changeLines, orderNamed, waitsForRelease } from './change-lines';
import { changeWaits, isOpen, lineNumber, type OrderLineRow } from './purchase-order-rows';
import { orderLinesQuery } from './purchase-orders';

/** Cancels what is still open of an order of ours, line by line; it is done when nothing is open any more. */
export class OrderCancel implements Postings<OrderCancelBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: OrderCancelBody): Promise<SearchResult> {
    const lines = await this.#lines(body);
    const waiting = lines.filter((line) => isOpen(line) && changeWaits(line));
    if (waiting.length > 0)
      return { found: [], strangers: [], waits: waitsIn(body, waiting.map(lineNumber).join(', ')) };
    if (lines.length === 0 || lines.some(isOpen)) return { found: [], strangers: [] };
    const found = {
      reference: { ...body.order },
      company: body.order.orderCompany,
      supplier: '',
      currency: '',
      total: '0',
      lines: [],
      voided: false,
      missing: [],
      facts: { closedLines: lines.map(lineNumber).join(',') },
    };
    return { found: [found], strangers: [] };
  }

  async send(body: OrderCancelBody): Promise<Reference | null> {
    const lines = await beforeSending('PC_CHANGE_PO', () => this.#lines(body));
    if (lines.length === 0) {
      throw new Rejected('jde PC_CHANGE_PO: the order has none of the lines that are to be canceled', {
        system: 'jde',
        operation: 'PC_CHANGE_PO',
        detail: { reason: 'noSuchLines' },
      });
    }
    const open = lines.filter(isOpen);
    if (open.length === 0) return { ...body.order };
    return changeLines(this.#jde, body.order, {
      lines: open.map((line) => ({ LineNumber: lineNumber(line), Action: 'X' })),
    });
  }

  async #lines(body: OrderCancelBody): Promise<readonly OrderLineRow[]> {
    const lines = await this.#jde.controlRow.readProven(orderLinesQuery(body.order), body.order.orderCompany);
    const keys = new Set(body.lineKeys);
    return keys.size === 0 ? lines : lines.filter((line) => keys.has(line.VR01));
  }
}

/** Whoever asked for the change, a line in which one waits is neither canceled nor called lost. */
function waitsIn({ order }: OrderCancelBody, lines: string): Problem {
  return waitsForRelease(
    lines,
    `A change of line ${lines} of ${orderNamed(order)} waits in JDE for its release (ACHG, UCHG): its lines are canceled after that.`,
  );
}
