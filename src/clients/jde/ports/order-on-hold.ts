import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { OrderReference, VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted } from '../../erp-adapter';
import { readOrderHolds } from '../postings/orders/order-holds';
import type { DataService } from '../tables/data-service';

/** Longer ago than this, what the order's read-back said about a hold is no longer taken for the present. */
const headerHoldMaxAgeMs = 30_000;

/**
 * Holds on the order that a voucher bills. Where the order's read-back of a moment ago showed no code on its header, that is
 * not read again; a code that was there may be released by now, so only its absence is taken over.
 */
export async function orderOnHold(dataService: DataService, one: Posted): Promise<readonly Problem[]> {
  const { order } = one.body as VoucherBody;
  if (order === null) return [];
  const holds = await readOrderHolds(dataService, order, headerHold(one));
  return holds.length === 0 ? [] : [problem(order, holds.join(', '))];
}

function headerHold({ earlier }: Posted): '' | undefined {
  const order = earlier?.get('order');
  const isRecent = order?.readBackAgoMs != null && order.readBackAgoMs < headerHoldMaxAgeMs;
  return isRecent && order.facts['hold'] === '' ? '' : undefined;
}

function problem({ orderNumber, orderType, orderCompany }: OrderReference, codes: string): Problem {
  return {
    reason: 'orderOnHold',
    kind: 'waiting',
    field: 'HOLD',
    value: codes,
    message: `Purchase order ${orderNumber} ${orderType} ${orderCompany} is on hold in JDE (${codes}): the voucher waits for its release.`,
    remedies: [
      { act: 'inErp', text: 'Release or approve the order in JDE; it then goes on by itself within half an hour' },
      resume,
    ],
  };
}
