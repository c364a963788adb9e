import { accountName } from '../../../../domain/jde/account';
import { isZero, sum } from '../../../../domain/money/money';
import { amountText, decimalText } from '../../tables/decimal-text';
import type { TableRow } from '../../ais/schemas';
import type { JdeSettings } from '../../settings';
import { fromTableDate } from '../../tables/table-dates';
import type { FoundInJde } from '../found-in-jde';

export const orderColumns = ['DOCO', 'DCTO', 'KCOO', 'SFXO', 'AN8', 'VR01', 'HOLD', 'CRRM', 'CRCD', 'TRDJ'] as const;
export const orderLineColumns = [
  'DOCO',
  'LNID',
  'VR01',
  'OMCU',
  'OBJ',
  'SUB',
  'AEXP',
  'FEA',
  'AOPN',
  'UOPN',
  'ACHG',
  'UCHG',
  'LTTR',
  'NXTR',
  'DGL',
] as const;
export type OrderRow = TableRow<(typeof orderColumns)[number]>;
export type OrderLineRow = TableRow<(typeof orderLineColumns)[number]>;

/** An F4301 row with its F4311 lines. In currency mode F the amounts are the foreign ones. */
export function toFoundOrder(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  canceledLine: JdeSettings['canceledLine'],
): FoundInJde {
  const amounts = lines.map((line) => amountText(order.CRRM === 'F' ? line.FEA : line.AEXP));
  const canceled = lines.filter((line) => isCanceled(line, canceledLine));
  return {
    reference: {
      orderNumber: order.DOCO,
      orderType: order.DCTO,
      orderCompany: order.KCOO,
      suffix: order.SFXO,
    },
    company: order.KCOO,
    supplier: order.AN8,
    currency: order.CRCD,
    total: sum(amounts),
    lines: lines.map((line, index) => ({
      account: accountName({ businessUnit: line.OMCU, object: line.OBJ, subsidiary: line.SUB }),
      amount: amounts[index] ?? '0',
    })),
    voided: lines.length > 0 && canceled.length === lines.length,
    missing: [],
    facts: {
      hold: order.HOLD,
      orderDate: fromTableDate(order.TRDJ),
      glDate: fromTableDate(lines[0]?.DGL ?? ''),
      canceledLines: canceled.map((line) => lineNumber(line)).join(','),
      changesWaiting: lines.filter(changeWaits).map(lineNumber).join(','),
      ...Object.fromEntries(lines.map((line) => [`lineNumber.${line.VR01}`, lineNumber(line)])),
    },
  };
}

/** `1.000` and `1` are the same line. */
export function lineNumber(line: Pick<OrderLineRow, 'LNID'>): string {
  return decimalText(line.LNID);
}

export function isOpen(line: OrderLineRow): boolean {
  return !isZero(amountText(line.AOPN)) || !isZero(amountText(line.UOPN));
}

/** A change beyond the budget waits in the line for its release; until then the line shows the old values (reference 12.1). */
export function changeWaits(line: OrderLineRow): boolean {
  return !isZero(amountText(line.ACHG)) || !isZero(amountText(line.UCHG));
}

// A line that was received in full has no open amount either; only the statuses tell the two apart.
export function isCanceled(line: OrderLineRow, { lttr, nxtr }: JdeSettings['canceledLine']): boolean {
  return !isOpen(line) && line.LTTR === lttr && line.NXTR === nxtr;
}
