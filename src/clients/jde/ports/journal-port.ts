import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readVoidedJournals } from '../postings/voided-journals';
import { searchPort } from './search-port';

/**
 * Journals that net to zero, followed like vouchers until they are posted, and afterwards by what was voided. While they
 * wait in the batch tables, the voucher's port lists them among what is ours.
 */
export function journalPort({ journals, dataService }: JdeConnection): PostingPort {
  return { ...searchPort(journals), changedWithin: (days) => readVoidedJournals(dataService, days) };
}
