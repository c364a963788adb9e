import * as audit from './audit';
import * as auditEntries from './audit-entries';
import * as auditHeadLog from './audit-head-log';
import * as commitments from './commitments';
import * as connections from './connections';
import * as countedLines from './counted-lines';
import * as counts from './counts';
import type { Database, Trx } from './database';
import * as decisions from './decisions';
import * as documents from './documents';
import * as erpFacts from './erp-facts';
import * as feeds from './feeds';
import * as holds from './holds';
import * as lookalikes from './lookalikes';
import * as mappings from './mappings';
import * as openingBalances from './opening-balances';
import * as outbox from './outbox';
import * as parties from './parties';
import * as plans from './plans';
import * as postingAttempts from './posting-attempts';
import * as postings from './postings';
import * as projects from './projects';
import * as restores from './restores';
import * as quota from './procore-quota';
import * as retainageReleases from './retainage-releases';
import type { SealedJson } from './sealed-json';
import * as snapshots from './snapshots';
import * as suspicions from './suspicions';
import * as versionRows from './version-rows';
import * as voucherWatch from './voucher-watch';
import * as webhookEvents from './webhook-events';
import * as webhookIntake from './webhook-intake';
import * as writeBacks from './write-backs';

const repositories = {
  audit,
  auditEntries,
  auditHeadLog,
  commitments,
  connections,
  countedLines,
  counts,
  decisions,
  documents,
  erpFacts,
  feeds,
  holds,
  lookalikes,
  mappings,
  openingBalances,
  outbox,
  parties,
  plans,
  postingAttempts,
  postings,
  projects,
  quota,
  restores,
  retainageReleases,
  snapshots,
  suspicions,
  versionRows,
  voucherWatch,
  webhookEvents,
  webhookIntake,
  writeBacks,
};

/** The port through which activities and the API reach PostgreSQL: one repository per aggregate, and transactions. */
export type Store = typeof repositories & {
  readonly database: Database;
  readonly sealed: SealedJson;
  inTenant<T>(tenantId: string, work: (trx: Trx) => Promise<T>): Promise<T>;
};

export function createStore(database: Database, sealed: SealedJson): Store {
  return { ...repositories, database, sealed, inTenant: (tenantId, work) => database.inTenant(tenantId, work) };
}
