import type { OrderChangeBody } from '../../../domain/jde/bodies/order-change-body';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** Lines of an order of ours set to targets: it stands when every line shows its own. */
export function orderChangePort({ orderChange }: JdeConnection): PostingPort {
  return { ...searchPort(orderChange), ready: (one) => orderChange.ready(one.body as OrderChangeBody) };
}
