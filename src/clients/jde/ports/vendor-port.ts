import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** Vendors, in the address book and the supplier master. */
export function vendorPort({ vendors }: JdeConnection): PostingPort {
  return searchPort(vendors);
}
