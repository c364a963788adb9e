import { closedFromHere } from '../../../../domain/commitment/order-choices';
import { accountName } from '../../../../domain/jde/account';
import type { AddedLinesBody } from '../../../../domain/jde/bodies/order-of-commitment-body';
import type { ShownLines } from '../../../../domain/jde/kinds/commitment-order';
import type { Found, Reference } from '../../../../domain/posting/look';
import type { Posted } from '../../../erp-adapter';
import { amountText } from '../../tables/decimal-text';
import { beforeSending } from '../../ais/before-sending';
import type { JdeCalls } from '../jde-calls';
import { changeLines } from './change-lines';
import { readOrderStanding } from './order-holds';
import { lineInputs } from './purchase-order-inputs';
import { isCanceled, lineNumber, type OrderLineRow } from './purchase-order-rows';
import { orderKey, orderLinesQuery } from './purchase-orders';

type Added = Omit<AddedLinesBody, 'kind'>;

/** Lines of change orders on the order of their commitment (J3), found again by what their VR01 says; those that come back on closed ones likewise. */
export class AddedLines {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /** `known`: facts that are kept of them. */
  async search(body: Added, known: Posted['facts'] = {}): Promise<readonly Found[]> {
    const lines = await this.#own(body);
    if (lines.length === 0) return [];
    const { canceledLine } = this.#jde.settings;
    const standing = await readOrderStanding(this.#jde.controlRow, body.order, await this.#headerHold(body));
    const isVoided = known[closedFromHere] !== 'yes' && lines.every((line) => isCanceled(line, canceledLine));
    const there = new Set(lines.map(({ VR01 }) => VR01));
    return [
      {
        reference: { ...body.order },
        stage: isVoided ? 'voided' : standing.stage,
        stageWord: standing.stageWord,
        missing: body.lines.flatMap(({ key }) => (there.has(key) ? [] : [key])),
        shown: shownOf(lines, body.foreign),
        facts: Object.fromEntries(lines.map((line) => [`lineNumber.${line.VR01}`, lineNumber(line)])),
      },
    ];
  }

  async send(body: Added, missing?: readonly string[]): Promise<Reference | null> {
    const there = new Set((await beforeSending('PC_CHANGE_PO', () => this.#own(body))).map(({ VR01 }) => VR01));
    const left = body.lines.filter(({ key }) => !there.has(key) && (missing === undefined || missing.includes(key)));
    if (left.length === 0) return { ...body.order };
    return changeLines(this.#jde, body.order, {
      glDate: body.glDate,
      lines: left.map((line) => ({ Action: 'A', ...lineInputs(line, this.#jde.settings.orderUnitOfMeasure) })),
    });
  }

  async #own({ order, lines }: Added): Promise<readonly OrderLineRow[]> {
    const keys = new Set(lines.map(({ key }) => key));
    const all = await this.#jde.controlRow.readProven(orderLinesQuery(order), order.orderCompany);
    return all.filter(({ VR01 }) => keys.has(VR01));
  }

  async #headerHold({ order }: Added): Promise<string> {
    const { rows } = await this.#jde.dataService.browse({
      purpose: 'hold code of the order',
      table: 'F4301',
      columns: ['HOLD'],
      conditions: orderKey(order),
    });
    return rows[0]?.HOLD ?? '';
  }
}

function shownOf(lines: readonly OrderLineRow[], foreign: boolean): ShownLines {
  return {
    lines: lines.map((line) => ({
      mark: line.VR01,
      account: accountName({ businessUnit: line.OMCU, object: line.OBJ, subsidiary: line.SUB }),
      amount: amountText(foreign ? line.FEA : line.AEXP),
    })),
  };
}
