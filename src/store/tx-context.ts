import type { Trx } from './database';
import type { TenantSeal } from './tenant-seal';

/** What a repository works with: one transaction, on behalf of one tenant, in the name of one actor. */
export interface TxContext {
  readonly trx: Trx;
  readonly tenantId: string;
  readonly sealed: TenantSeal;
  /** Who is written down as the one who did it: a person, or `system`. */
  readonly actor: string;
}
