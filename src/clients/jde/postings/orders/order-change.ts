import { accountName } from '../../../../domain/jde/account';
import type { ChangedOrderLine, OrderChangeBody } from '../../../../domain/jde/bodies/order-change-body';
import type { ErpOrderLine } from '../../../../domain/jde/erp-facts';
import type { Problem } from '../../../../domain/holds/hold-reason';
import { resume } from '../../../../domain/holds/remedy';
import { equals } from '../../../../domain/money/money';
import type { Reference } from '../../../../domain/posting/look';
import { Rejected } from '../../../http/client-error';
import { beforeSending } from '../../ais/before-sending';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { changeLines, orderNamed, waitsForRelease } from './change-lines';
import { toOrderLine, wholeOrderLinesQuery } from './order-line-facts';
import { lineInputs } from './purchase-order-inputs';

type Target = Pick<ChangedOrderLine, 'account' | 'amount'>;

/** Lines of an order of ours set to targets (J3): what shows its target is done, and only what shows its base is changed. */
export class OrderChange implements Postings<OrderChangeBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: OrderChangeBody): Promise<SearchResult> {
    const { left, lines } = await this.#left(body);
    const waiting = left.flatMap(({ stands }) => (stands?.state === 'waits' ? [stands.lineNumber] : []));
    if (waiting.length > 0) return { found: [], strangers: [], waits: waitsIn(body, waiting.join(', ')) };
    if (left.length > 0) return { found: [], strangers: [] };
    const own = new Set(body.lines.map(({ key }) => key));
    const found = {
      ...{ reference: { ...body.order }, company: body.order.orderCompany, supplier: '', currency: '', total: '0' },
      ...{ lines: [], voided: false, missing: [] },
      facts: { changedLines: lines.flatMap((line) => (own.has(line.key) ? [line.lineNumber] : [])).join(',') },
    };
    return { found: [found], strangers: [] };
  }

  /** Lines that came to be otherwise since it was planned: what is to be changed is thought over anew. */
  async ready(body: OrderChangeBody): Promise<readonly Problem[]> {
    const moved = (await this.#left(body)).left.filter(isMoved);
    return moved.length === 0 ? [] : [movedProblem(body, moved.map(({ line }) => line.key).join(', '))];
  }

  async send(body: OrderChangeBody): Promise<Reference | null> {
    const { left } = await beforeSending('PC_CHANGE_PO', () => this.#left(body));
    if (left.some(isMoved)) {
      throw new Rejected('jde PC_CHANGE_PO: lines of the order are not as they were when the change was planned', {
        system: 'jde',
        operation: 'PC_CHANGE_PO',
        detail: { reason: 'linesMoved' },
      });
    }
    if (left.length === 0) return { ...body.order };
    const { orderUnitOfMeasure } = this.#jde.settings;
    return changeLines(this.#jde, body.order, {
      glDate: body.glDate,
      lines: left.map(({ line, stands }) =>
        stands === undefined
          ? { Action: 'A', ...lineInputs(line, orderUnitOfMeasure) }
          : { LineNumber: stands.lineNumber, Action: 'C', ...changedInputs(line) },
      ),
    });
  }

  /** Lines that do not show their target, each as it stands. */
  async #left(body: OrderChangeBody) {
    const query = wholeOrderLinesQuery(body.order);
    const rows = await this.#jde.controlRow.readProven(query, body.order.orderCompany);
    const lines = rows.map(toOrderLine);
    const left = body.lines
      .map((line) => ({ line, foreign: body.foreign, stands: lines.find(({ key }) => key === line.key) }))
      .filter(({ line, stands }) => stands === undefined || !shows(stands, line, body.foreign));
    return { left, lines };
  }
}

interface Left {
  readonly line: ChangedOrderLine;
  readonly foreign: boolean;
  readonly stands: ErpOrderLine | undefined;
}

/** Somebody changed, received or closed it. One whose change waits is told by the search. */
function isMoved({ line: { base }, foreign, stands }: Left): boolean {
  if (stands === undefined) return base !== null;
  return base === null || stands.state !== 'open' || !shows(stands, base, foreign);
}

function shows(line: ErpOrderLine, { account, amount }: Target, foreign: boolean): boolean {
  return (
    accountName(line.account) === accountName(account) && equals(foreign ? line.foreignAmount : line.amount, amount)
  );
}

/** Only what is another: a line of which the account stays is not asked for a new one. */
function changedInputs({ account, amount, base }: ChangedOrderLine): Readonly<Record<string, string>> {
  const isRecoded = base !== null && accountName(base.account) !== accountName(account);
  return {
    ...(base !== null && equals(base.amount, amount) ? {} : { Amount: amount }),
    ...(isRecoded
      ? { BusinessUnit: account.businessUnit, Object: account.object, Subsidiary: account.subsidiary }
      : {}),
  };
}

function waitsIn({ order }: OrderChangeBody, lines: string): Problem {
  return waitsForRelease(
    lines,
    `The change of line ${lines} of ${orderNamed(order)} waits in JDE for its release (ACHG, UCHG): what is posted beside it comes after that.`,
  );
}

function movedProblem(body: OrderChangeBody, lines: string): Problem {
  return {
    reason: 'changePending',
    kind: 'waiting',
    field: 'order line',
    value: lines,
    message: `Line ${lines} of ${orderNamed(body.order)} came to be another in JDE since it was shown: nothing was changed, and the choice is shown anew.`,
    remedies: [resume, { act: 'byItself', text: 'It is looked at again within half an hour' }],
  };
}
