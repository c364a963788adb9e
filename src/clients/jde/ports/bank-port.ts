import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** The account that a supplier is paid to, set once. */
export function bankPort({ supplierBanks }: JdeConnection): PostingPort {
  return searchPort(supplierBanks);
}
