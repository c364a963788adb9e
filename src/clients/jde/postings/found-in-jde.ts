import type { FoundPosting } from '../../../domain/posting/found-posting';
import type { SearchResult } from '../../erp-gateway';

export interface FoundInJde extends FoundPosting {
  /** JDE's own word for where it stands, e.g. `POST D`; absent where there is none. */
  readonly stageWord?: string;
}

export interface SearchResultInJde extends SearchResult {
  readonly found: readonly FoundInJde[];
}
