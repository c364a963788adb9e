import { decimalOf, sumOf } from '../../decimal';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import { SCHEDULE_MEMBERS } from './draft-lines';
import { isByQuantity, lineTypeOf } from './amounts';

export interface OrderMessage {
  readonly type: 'ERROR' | 'WARNING';
  readonly text: string;
}

/** What `validateDocument` and a submit that validates find; an empty list is clean. */
export function validateOrder(state: FusionState, order: Item): OrderMessage[] {
  const lines = order.list('lines').filter((line) => !line.is('CancelFlag'));
  return [
    ...supplierMessages(state, order),
    ...(lines.length === 0 ? [error('The order has no lines.')] : []),
    ...lines.flatMap((line) => lineMessages(state, line)),
  ];
}

const error = (text: string): OrderMessage => ({ type: 'ERROR', text });
const isOver = (state: FusionState, item: Item): boolean =>
  item.text('InactiveDate') !== '' && item.text('InactiveDate') <= state.today();

function supplierMessages(state: FusionState, order: Item): OrderMessage[] {
  const supplier = state.collection('suppliers').get(order.text('SupplierId'));
  const site = supplier?.list('sites').find((each) => each.text('SupplierSiteId') === order.text('SupplierSiteId'));
  if (supplier === undefined || site === undefined) {
    return [error('You must provide a supplier and a supplier site.')];
  }
  const assignment = site
    .list('assignments')
    .find((each) => each.text('ClientBUId') === order.text('RequisitioningBUId') && !isOver(state, each));
  const checks: [boolean, string][] = [
    [supplier.text('BusinessRelationshipCode') !== 'SPEND_AUTHORIZED', 'The supplier is not authorized for spend.'],
    [isOver(state, supplier), 'The supplier is inactive.'],
    [isOver(state, site), 'The supplier site is inactive.'],
    [
      site.is('SitePurposeSourcingOnlyFlag') || !site.is('SitePurposePurchasingFlag'),
      'The site is not a purchasing site.',
    ],
    [
      site.text('ProcurementBUId') !== order.text('ProcurementBUId'),
      'The supplier site is not one of the procurement business unit.',
    ],
    [site.is('HoldAllNewPurchasingDocumentsFlag'), 'The supplier site is on hold for new purchasing documents.'],
    [assignment === undefined, 'The supplier site is not assigned to the requisitioning business unit.'],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, text]) => error(text));
}

function lineMessages(state: FusionState, line: Item): OrderMessage[] {
  const name = `Line ${line.text('LineNumber')}: `;
  const measure = isByQuantity(state, line) ? 'Quantity' : 'Amount';
  const schedules = line.list('schedules').filter((schedule) => !schedule.is('CancelFlag'));
  const own = decimalOf(line.text(measure));
  const sum = (items: readonly Item[]) => sumOf(items.map((item) => decimalOf(item.text(measure))));
  const isCredit = lineTypeOf(state, line)?.is('CreditFlag') === true;
  const found: OrderMessage[] = [];
  if (own.isNegative() !== isCredit || (isCredit && state.settings.creditLines === 'refused')) {
    found.push(error(`${name}the sign of the ${measure.toLowerCase()} is not valid for the line type.`));
  }
  if (schedules.length === 0) {
    found.push(error(`${name}you must provide a schedule.`));
  } else if (!sum(schedules).equals(own)) {
    found.push(error(`${name}the sum of the schedules must equal the line.`));
  }
  for (const schedule of schedules) {
    const distributions = schedule.list('distributions');
    if (distributions.length === 0) {
      found.push(error(`${name}you must provide a distribution.`));
    } else if (!sum(distributions).equals(decimalOf(schedule.text(measure)))) {
      found.push(error(`${name}the sum of the distributions must equal the schedule.`));
    }
    for (const names of SCHEDULE_MEMBERS.filter((each) => each.every((key) => schedule.values[key] === null))) {
      found.push(error(`${name}you must provide a value for ${names[0] ?? ''}.`));
    }
    const isExpense = schedule.text('DestinationTypeCode') !== 'INVENTORY';
    if (isExpense && distributions.some((each) => each.values['POChargeAccountId'] === null)) {
      found.push(error(`${name}you must provide a charge account.`));
    }
    if (schedule.text('RequestedDeliveryDate') < state.today()) {
      found.push({ type: 'WARNING', text: `${name}the requested delivery date is in the past.` });
    }
  }
  return found;
}
