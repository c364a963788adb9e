import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readOurOrders } from '../postings/our-documents';
import { searchPort } from './search-port';

/** Purchase orders. One whose lines are all canceled is seen voided. */
export function purchaseOrderPort({ purchaseOrders, dataService, settings }: JdeConnection): PostingPort {
  return {
    ...searchPort(purchaseOrders),
    ours: (days) => readOurOrders(dataService, settings, days),
  };
}
