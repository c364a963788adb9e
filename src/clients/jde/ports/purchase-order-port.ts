import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readOurOrders } from '../postings/our-documents';
import { toOursFound } from './ours-found';
import { searchPort } from './search-port';

/** Purchase orders. One whose lines are all canceled is seen voided. */
export function purchaseOrderPort({ purchaseOrders, dataService, settings }: JdeConnection): PostingPort {
  return {
    ...searchPort(purchaseOrders),
    ours: async (days) => (await readOurOrders(dataService, settings, days)).map(toOursFound),
  };
}
