import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { equals, isDecimalText, isWholeUnits, isZero, minus, rounded, sum } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import type { ProcoreDirectCost, ProcoreDirectCostLine } from '../procore/procore-direct-costs';

/** What becomes of tax: it holds the cost, goes to an account of its own, or is cost of the line. */
export const taxWays = ['none', 'line', 'cost'] as const;
export type TaxWay = (typeof taxWays)[number];

/** A line as it is booked; amounts are exact, whatever the currency takes. */
export interface CostLine {
  readonly line: ProcoreDirectCostLine;
  /** On the account of its code. */
  readonly cost: string;
  /** On the account of its tax code. */
  readonly tax: string;
}

export interface CostAmounts {
  readonly lines: readonly CostLine[];
  readonly problems: readonly Problem[];
}

/** Each line with its cost and its tax. The lines with tax must come to the total of the direct cost, to the smallest unit. */
export function costAmounts(
  { lineItems, grandTotal }: Pick<ProcoreDirectCost, 'lineItems' | 'grandTotal'>,
  { taxWay, setting, currency }: { readonly taxWay: TaxWay; readonly setting: string; readonly currency: string },
): CostAmounts {
  const lines: CostLine[] = [];
  const problems: Problem[] = [];
  for (const line of lineItems) {
    const { amount, totalAmount } = line;
    if (amount === null || totalAmount === null || !isDecimalText(amount) || !isDecimalText(totalAmount)) {
      problems.push(noAmount(line));
      continue;
    }
    const tax = minus(totalAmount, amount);
    lines.push({ line, ...(taxWay === 'line' ? { cost: amount, tax } : { cost: totalAmount, tax: '0' }) });
    if (taxWay === 'none' && !isZero(tax)) problems.push(taxed(line, tax, setting, currency));
  }
  if (lines.length < lineItems.length) return { lines, problems };
  return { lines, problems: [...problems, ...totalProblems(lines, grandTotal, currency)] };
}

function totalProblems(lines: readonly CostLine[], grandTotal: string | null, currency: string): Problem[] {
  const total = sum(lines.flatMap(({ cost, tax }) => [cost, tax]));
  const isTotal = grandTotal !== null && isDecimalText(grandTotal);
  if (isTotal && isWholeUnits(grandTotal, currency) && equals(rounded(total, currency), grandTotal)) return [];
  const says = isTotal ? `its total is ${readableAmount(grandTotal, currency)}` : 'Procore gives no total';
  const lineCount =
    lines.length === 1 ? 'The line of the direct cost comes' : `The ${lines.length} lines of the direct cost come`;
  return [
    {
      reason: 'amountsDiffer',
      kind: 'person',
      field: 'grand_total',
      value: grandTotal ?? '',
      message: `${lineCount} to ${readableAmount(total, currency)} with tax, ${says}.`,
      remedies: [{ act: 'inProcore', text: 'Correct the direct cost in Procore' }],
    },
  ];
}

function noAmount({ id, description, amount, totalAmount }: ProcoreDirectCostLine): Problem {
  const field = amount === null || !isDecimalText(amount) ? 'amount' : 'total_amount';
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: `line_items.${field}`,
    value: (field === 'amount' ? amount : totalAmount) ?? '',
    message: `Line ${id} "${description ?? ''}" of the direct cost has no ${field}.`,
    remedies: [{ act: 'inProcore', text: 'Correct the line in Procore' }],
  };
}

function taxed({ id, description }: ProcoreDirectCostLine, tax: string, setting: string, currency: string): Problem {
  return {
    reason: 'tax',
    kind: 'person',
    field: 'line_items.total_amount',
    value: tax,
    message: `Line ${id} "${description ?? ''}" carries tax of ${readableAmount(tax, currency)}, and the connection does not say where that goes (directCostTax is none).`,
    remedies: [
      { act: 'changeSetting', path: setting, to: 'line' },
      { act: 'changeSetting', path: setting, to: 'cost', onlyIf: 'the tax is not deducted and belongs to the cost' },
      { act: 'inProcore', text: 'If the tax is wrong, take it away in Procore' },
    ],
    causeKey: causeKey.connection(),
  };
}
