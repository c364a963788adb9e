import type { ErpReference } from '../../domain/posting/found-posting';
import type { OrderReference } from '../../domain/jde/posting-body';

/** The confirmed order's reference, as a voucher or a cancellation names it. */
export function toOrderReference(reference: ErpReference): OrderReference {
  return {
    orderNumber: reference['orderNumber'] ?? '',
    orderType: reference['orderType'] ?? '',
    orderCompany: reference['orderCompany'] ?? '',
    suffix: reference['suffix'] ?? '000',
  };
}
