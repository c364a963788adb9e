import type { Reference } from '../../posting/look';
import type { OrderReference } from './posting-body';

/** A confirmed order's reference, as a voucher or a cancellation names it. */
export function toOrderReference(reference: Reference): OrderReference {
  return {
    orderNumber: reference['orderNumber'] ?? '',
    orderType: reference['orderType'] ?? '',
    orderCompany: reference['orderCompany'] ?? '',
    suffix: reference['suffix'] ?? '000',
  };
}
