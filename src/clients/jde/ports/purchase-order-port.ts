import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readOurOrders } from '../postings/our-documents';
import { searchPort } from './search-port';

/** Purchase orders. One whose lines are all canceled is seen voided. `lists`: all under keys of ours are such. */
export function purchaseOrderPort(
  { purchaseOrders, dataService, settings }: JdeConnection,
  lists: boolean,
): PostingPort {
  return {
    ...searchPort(purchaseOrders),
    ...(lists ? { ours: (days: number) => readOurOrders(dataService, settings, days) } : {}),
  };
}
