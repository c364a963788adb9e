import type { OrderReliefBody, RelievedLine } from '../../../../domain/jde/bodies/order-of-commitment-body';
import { lineNumberIn } from '../../../../domain/jde/commitment/line-mark';
import { openFact } from '../../../../domain/jde/kinds/order-relief';
import type { Problem } from '../../../../domain/holds/hold-reason';
import { resume } from '../../../../domain/holds/remedy';
import { equals } from '../../../../domain/money/money';
import { readableAmount } from '../../../../domain/money/readable-amount';
import type { Reference } from '../../../../domain/posting/look';
import { Rejected } from '../../../http/client-error';
import { beforeSending } from '../../ais/before-sending';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { changeLines, orderNamed, waitsForRelease } from './change-lines';
import { openOf, toOrderLine, wholeOrderLinesQuery, type WholeOrderLineRow } from './order-line-facts';
import { changeWaits } from './purchase-order-rows';

/** What is open of the lines of a commitment's order, set to targets (J6): what shows its target is done. */
export class OrderRelief implements Postings<OrderReliefBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: OrderReliefBody): Promise<SearchResult> {
    const all = await this.#lines(body);
    const left = all.filter(isLeft);
    const waiting = all.flatMap(({ line, row }) => (row !== undefined && changeWaits(row) ? [line.mark] : []));
    if (waiting.length > 0) return { found: [], strangers: [], waits: waitsIn(body, waiting.join(', ')) };
    if (left.length > 0) return { found: [], strangers: [] };
    const found = {
      ...{ reference: { ...body.order }, company: body.order.orderCompany, supplier: '', currency: '', total: '0' },
      ...{ lines: [], voided: false, missing: [] },
      facts: Object.fromEntries(body.lines.map(({ mark, target }) => [openFact(mark), target])),
    };
    return { found: [found], strangers: [] };
  }

  /** Lines that are open otherwise than our ledger knows: somebody changed, received or closed them. */
  async ready(body: OrderReliefBody): Promise<readonly Problem[]> {
    return (await this.#lines(body)).filter(isMoved).map((moved) => movedProblem(body, moved));
  }

  async send(body: OrderReliefBody): Promise<Reference | null> {
    const left = (await beforeSending('PC_CHANGE_PO', () => this.#lines(body))).filter(isLeft);
    if (left.some(isMoved)) {
      throw new Rejected('jde PC_CHANGE_PO: lines of the order are not open as they were when the relief was planned', {
        system: 'jde',
        operation: 'PC_CHANGE_PO',
        detail: { reason: 'linesMoved' },
      });
    }
    if (left.length === 0) return { ...body.order };
    return changeLines(this.#jde, body.order, {
      glDate: body.glDate,
      lines: left.map(({ line, row }) => ({
        LineNumber: row === undefined ? '' : toOrderLine(row).lineNumber,
        Action: 'C',
        Amount: line.target,
      })),
    });
  }

  async #lines(body: OrderReliefBody): Promise<readonly Shown[]> {
    const query = wholeOrderLinesQuery(body.order);
    const rows = await this.#jde.controlRow.readProven(query, body.order.orderCompany);
    return body.lines.map((line) => ({ line, foreign: body.foreign, row: rows.find(isRowOf(line)) }));
  }
}

interface Shown {
  readonly line: RelievedLine;
  readonly foreign: boolean;
  readonly row: WholeOrderLineRow | undefined;
}

function isRowOf({ mark }: RelievedLine) {
  const number = lineNumberIn(mark);
  return (row: WholeOrderLineRow): boolean =>
    number === null ? row.VR01 === mark : toOrderLine(row).lineNumber === number;
}

function isLeft({ line, row, foreign }: Shown): boolean {
  return row === undefined || !equals(openOf(row, foreign), line.target);
}

/** A line whose change waits for its release is told by the search. */
function isMoved(shown: Shown): boolean {
  const { line, row, foreign } = shown;
  if (!isLeft(shown)) return false;
  return row === undefined || toOrderLine(row).state !== 'open' || !equals(openOf(row, foreign), line.base);
}

function waitsIn({ order }: OrderReliefBody, lines: string): Problem {
  return waitsForRelease(
    lines,
    `A change of line ${lines} of ${orderNamed(order)} waits in JDE for its release (ACHG, UCHG): what is open of it is set after that.`,
  );
}

function movedProblem(body: OrderReliefBody, { line, row, foreign }: Shown): Problem {
  const { mark, base, target } = line;
  const at = `Line ${mark} of ${orderNamed(body.order)}`;
  const show = (amount: string): string => readableAmount(amount, body.currency);
  const state = row === undefined ? null : toOrderLine(row).state;
  const stands =
    row === undefined
      ? `${at} is not there any more`
      : `${at} is open with ${show(openOf(row, foreign))} in JDE${state === 'closed' ? ' and closed' : state === 'received' ? ' and was received or matched' : ''}`;
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'AOPN',
    value: mark,
    message: `${stands}; here it was left open with ${show(base)}, and after what is posted ${show(target)} is to be open.`,
    remedies: [
      {
        act: 'inErp',
        text: `See to it that ${show(target)} is open of the line in JDE, or ${show(base)}`,
        andThen: resume,
      },
    ],
    facts: { line: mark, before: base, target },
  };
}
