import { causeKey } from '../../holds/cause-key';
import type { JdeLine } from './coded-line';
import { cutText } from '../../text/cut-text';
import { lengthOf } from '../columns';
import type { Problem } from '../../holds/hold-reason';
import { isNegative, isZero, sum, toAmount } from '../../money/money';
import { orderLineKeys } from '../bodies/order-line-key';
import type { PurchaseOrderBody } from '../bodies/posting-body';
import type { PostingSettings } from '../posting-settings';
import { readableAmount } from '../../money/readable-amount';
import type { PlanDates } from './requisition-plan';

/** It goes on in a second column. */
export const descriptionLength = lengthOf('F4311.DSC1') + lengthOf('F4311.DSC2');

/** Line numbers have three digits before the point (LNID); JDE numbers the lines 1.000, 2.000 (reference 21, F4311). */
const mostLines = 999;

export interface OrderFacts {
  readonly lines: readonly JdeLine[];
  readonly settings: PostingSettings;
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly foreign: boolean;
  readonly dates: PlanDates;
  readonly remark: string;
}

/** The order of a requisition: one line per coded line with gross. Null when there is none. */
export function planOrder(facts: OrderFacts): Omit<PurchaseOrderBody, 'erpKey'> | null {
  const lines = facts.lines.filter((line) => !isZero(line.gross));
  const [first] = lines;
  if (!first) return null;
  const keys = orderLineKeys(lines.map((line) => line.itemKey));
  const { branchPlant } = facts.settings;
  return {
    kind: 'purchaseOrder',
    company: facts.company,
    supplier: facts.supplier,
    orderType: facts.settings.orderType,
    branchPlant: branchPlant.rule === 'fixed' ? branchPlant.value : first.account.businessUnit,
    orderDate: facts.dates.invoiceDate,
    glDate: facts.dates.glDate,
    currency: facts.currency,
    foreign: facts.foreign,
    remark: facts.remark,
    lines: lines.map((line, index) => ({
      key: keys[index] ?? line.itemKey,
      account: line.account,
      amount: line.gross,
      description: cutText(line.description, descriptionLength),
    })),
    total: toAmount(sum(lines.map((line) => line.gross)), facts.currency),
  };
}

/** Negative lines go only where the connection allows them; known before anything is sent. */
export function negativeLines(lines: readonly JdeLine[], settings: PostingSettings, currency: string): Problem[] {
  if (settings.negativeOrderLines) return [];
  return lines
    .filter((line) => isNegative(line.gross))
    .map((line) => ({
      reason: 'negativeNotAllowed',
      kind: 'person',
      field: 'AEXP',
      value: line.gross,
      message: `"${line.description}" would be an order line of ${readableAmount(line.gross, currency)}, but the connection allows no negative order lines.`,
      remedies: [
        {
          act: 'changeSetting',
          path: 'posting.negativeOrderLines',
          to: 'true',
          onlyIf: 'JDE takes negative lines on this order type',
        },
        { act: 'inProcore', text: 'Correct the requisition in Procore' },
      ],
      causeKey: causeKey.connection(),
      facts: { itemKey: line.itemKey },
    }));
}

/** More lines than JDE numbers: known before anything is sent. */
export function tooManyLines(lines: readonly JdeLine[]): Problem[] {
  return tooManyOrderLines(lines.filter((line) => !isZero(line.gross)).length, 'with one requisition');
}

export function tooManyOrderLines(count: number, billed = 'on one commitment'): Problem[] {
  if (count <= mostLines) return [];
  return [
    {
      reason: 'doesNotFit',
      kind: 'person',
      field: 'F4311.LNID',
      value: String(count),
      message: `The order would have ${count} lines; JDE numbers at most ${mostLines} lines of an order.`,
      remedies: [{ act: 'inProcore', text: `Bill at most ${mostLines} lines ${billed}` }],
    },
  ];
}
