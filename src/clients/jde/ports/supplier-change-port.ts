import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { searchPort } from './search-port';

/** Fields of suppliers, set to what a person confirmed: it stands when all of them show. */
export function supplierChangePort({ supplierChanges }: JdeConnection): PostingPort {
  return searchPort(supplierChanges);
}
