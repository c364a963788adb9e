import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { OrderReference, VoucherBody } from '../../../domain/jde/posting-body';
import type { Posted } from '../../erp-adapter';
import { readOrderHolds } from '../postings/order-holds';
import type { DataService } from '../tables/data-service';
import { bodyOf } from './search-port';

/**
 * Holds on the order that a voucher bills. The fact `orderHold` of the voucher is empty where the order's read-back of a
 * moment ago showed no code on its header, which then is not read again; a code that was there may be released by now, so
 * only its absence is taken over.
 */
export async function orderOnHold(dataService: DataService, one: Posted): Promise<readonly Problem[]> {
  const { order } = bodyOf<VoucherBody>(one);
  if (order === null) return [];
  const holds = await readOrderHolds(dataService, { ...order }, one.facts['orderHold'] === '' ? '' : undefined);
  return holds.length === 0 ? [] : [problem(order, holds.join(', '))];
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
