import { correctInProcore } from './amounts-problem';
import type { Problem } from '../holds/hold-reason';
import type { ItemAmounts } from './item-amounts';
import { isWholeUnits, sum } from '../money/money';

/** Sums that cannot be booked without rounding. Single items may carry parts of a cent of retainage, their sum may not. */
export function checkWholeUnits(
  items: readonly ItemAmounts[],
  certificate: string | null,
  tax: string,
  currency: string,
): Problem[] {
  const amounts: [string, string, string | null][] = [
    ['summary.total_earned_less_retainage', 'the certificate', certificate],
    ['summary.tax_applicable_to_this_payment', 'the tax', tax],
    [
      'items.work_completed_retainage_retained_this_period',
      'the retainage held',
      sum(items.map((item) => item.retained)),
    ],
    [
      'items.work_completed_retainage_released_this_period',
      'the retainage released',
      sum(items.map((item) => item.released)),
    ],
  ];
  return amounts.flatMap(([field, name, amount]) =>
    amount === null || isWholeUnits(amount, currency)
      ? []
      : [
          {
            reason: 'amountsDiffer' as const,
            kind: 'person' as const,
            field,
            value: amount,
            message: `In all, ${name} is ${amount}, which has more decimals than ${currency} takes.`,
            remedies: [correctInProcore],
          },
        ],
  );
}
