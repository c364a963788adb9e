import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';

/** Quantity times price, or the amount where a line is priced by amount; rounded to cents half away from zero. */
export function worth(item: Item, price: Decimal | undefined): Decimal {
  return price === undefined ? decimalOf(item.text('Amount')) : cents(decimalOf(item.text('Quantity')).times(price));
}

export function cents(value: Decimal): Decimal {
  return value.toDecimalPlaces(2);
}

/** The line type of a line, with its basis. */
export function isByQuantity(state: FusionState, line: Item): boolean {
  return lineTypeOf(state, line)?.text('PurchaseBasisCode') === 'QUANTITY';
}

export function lineTypeOf(state: FusionState, line: Item): Item | undefined {
  return state.collection('purchasingLineTypesLOV').find({ LineType: line.text('LineType') });
}

export function priceOf(state: FusionState, line: Item): Decimal | undefined {
  return isByQuantity(state, line) ? decimalOf(line.text('Price')) : undefined;
}

/** Ordered of lines and header; tax is not computed on orders, so Total is the same. */
export function totalOrder(state: FusionState, order: Item): void {
  const lines = order.list('lines').map((line) => {
    const ordered =
      line.text('StatusCode') === 'CANCELED' ? billableAfterCancel(line) : worth(line, priceOf(state, line));
    line.values['Ordered'] = ordered.toFixed();
    line.values['Total'] = ordered.toFixed();
    return ordered;
  });
  order.values['Ordered'] = sumOf(lines).toFixed();
  order.values['Total'] = order.values['Ordered'];
}

/** What a canceled line still comes to: what was billed on it before. */
function billableAfterCancel(line: Item): Decimal {
  const kept = line.text('Ordered');
  return kept === '' ? ZERO : decimalOf(kept);
}

/**
 * With the setting `amountsRoll` what was set on one level alone goes to the others, where there is one row below: a
 * schedule's amount up to its line, a line's down to its schedule and distribution.
 */
export function rollAmounts(line: Item, sent: ReadonlySet<string>): void {
  const schedules = line.list('schedules');
  for (const name of ['Amount', 'Quantity']) {
    const isSent = (item: Item, key: string): boolean => sent.has(`${item.text(key)}/${name}`);
    if (isSent(line, 'POLineId') && schedules.length === 1 && schedules[0] !== undefined) {
      const [schedule] = schedules;
      if (!isSent(schedule, 'LineLocationId')) schedule.values[name] = line.values[name] ?? null;
    }
    const touched = schedules.filter(
      (schedule) =>
        isSent(schedule, 'LineLocationId') ||
        schedule.list('distributions').some((each) => isSent(each, 'PODistributionId')),
    );
    for (const schedule of schedules) {
      const distributions = schedule.list('distributions');
      const [only] = distributions;
      const isBelow = only !== undefined && isSent(only, 'PODistributionId');
      if (distributions.length === 1 && only !== undefined && !isBelow) {
        only.values[name] = schedule.values[name] ?? null;
      }
      if (isBelow && !isSent(schedule, 'LineLocationId') && !isSent(line, 'POLineId')) {
        schedule.values[name] = sumOf(distributions.map((each) => decimalOf(each.text(name)))).toFixed();
      }
    }
    if (touched.length > 0 && !isSent(line, 'POLineId')) {
      line.values[name] = sumOf(schedules.map((each) => decimalOf(each.text(name)))).toFixed();
    }
  }
}
