import type { CommitmentOrderBody } from '../../../../domain/jde/bodies/order-of-commitment-body';
import { closedFromHere } from '../../../../domain/commitment/order-choices';
import { accountName } from '../../../../domain/jde/account';
import type { ShownCommitmentOrder } from '../../../../domain/jde/kinds/commitment-order';
import type { Found, Reference } from '../../../../domain/posting/look';
import type { Posted } from '../../../erp-adapter';
import { amountText } from '../../tables/decimal-text';
import type { JdeCalls } from '../jde-calls';
import { readOrderStanding } from './order-holds';
import { toFoundOrder, type OrderLineRow, type OrderRow } from './purchase-order-rows';
import { createOrder, ordersUnderKey } from './purchase-orders';

/** Orders of commitments by P4310's orchestration, found again by our key in VR01, their lines by Procore's (reference 12.1). */
export class CommitmentOrders {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /** All that stand under the key, canceled ones too; one that was closed from here is none of those. `known`: facts that are kept of it. */
  async search(body: CommitmentOrderBody, known: Posted['facts'] = {}): Promise<readonly Found[]> {
    const own = new Set(body.lines.map(({ key }) => key));
    const found: Found[] = [];
    for (const { order, lines } of await ordersUnderKey(this.#jde, body)) {
      const { reference, voided, facts = {} } = toFoundOrder(order, lines, this.#jde.settings.canceledLine);
      const { DOCO: orderNumber, DCTO: orderType, KCOO: orderCompany, SFXO: suffix } = order;
      const standing = await readOrderStanding(
        this.#jde.controlRow,
        { orderNumber, orderType, orderCompany, suffix },
        order.HOLD,
      );
      found.push({
        reference,
        stage: voided && known[closedFromHere] !== 'yes' ? 'voided' : standing.stage,
        stageWord: standing.stageWord,
        missing: [],
        shown: shownOf(order, lines.filter(isOf(own))),
        facts,
      });
    }
    return found;
  }

  send(body: CommitmentOrderBody): Promise<Reference | null> {
    return createOrder(this.#jde, body);
  }
}

/** Lines of change orders came onto it later, and are those'; so did lines for what came back on closed ones (`71/2`). */
function isOf(own: ReadonlySet<string>) {
  return ({ VR01 }: OrderLineRow): boolean => own.has(VR01) || !/^CO-|\/\d+$/.test(VR01);
}

function shownOf(order: OrderRow, lines: readonly OrderLineRow[]): ShownCommitmentOrder {
  return {
    company: order.KCOO,
    supplier: order.AN8,
    currency: order.CRCD,
    lines: lines.map((line) => ({
      mark: line.VR01,
      account: accountName({ businessUnit: line.OMCU, object: line.OBJ, subsidiary: line.SUB }),
      amount: amountText(order.CRRM === 'F' ? line.FEA : line.AEXP),
    })),
  };
}
