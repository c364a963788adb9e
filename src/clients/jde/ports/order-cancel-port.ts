import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** Open lines of an order of ours, canceled: it stands when nothing of them is open any more. */
export function orderCancelPort({ orderCancel }: JdeConnection): PostingPort {
  return searchPort(orderCancel);
}
