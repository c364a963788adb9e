import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** Journals that net to zero. While they wait in the batch tables, the voucher's port lists them among what is ours. */
export function journalPort({ journals }: JdeConnection): PostingPort {
  return searchPort(journals);
}
