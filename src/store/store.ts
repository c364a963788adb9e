import * as audit from './audit/audit';
import * as auditEntries from './audit/audit-entries';
import * as auditHeadLog from './audit/audit-head-log';
import * as commitments from './documents/commitments';
import * as connections from './connections/connections';
import * as countedLines from './ledger/counted-lines';
import * as counts from './counts';
import type { Database, Trx } from './database';
import * as decisions from './holds/decisions';
import * as documentList from './documents/document-list';
import * as documents from './documents/documents';
import * as hintWithCurrentSnapshot from './documents/hint-with-current-snapshot';
import * as erpFacts from './coding/erp-facts';
import * as feeds from './connections/feeds';
import * as holds from './holds/holds';
import * as lookalikes from './ledger/lookalikes';
import * as mappings from './coding/mappings';
import * as openingBalances from './ledger/opening-balances';
import * as outbox from './signals/outbox';
import * as parties from './coding/parties';
import * as plans from './documents/plans';
import * as postingAttempts from './ledger/posting-attempts';
import * as postings from './ledger/postings';
import * as projects from './connections/projects';
import * as restores from './ledger/restores';
import * as quota from './connections/procore-quota';
import * as retainageReleases from './ledger/retainage-releases';
import type { SealedJson } from './sealed-json';
import * as snapshots from './documents/snapshots';
import * as suspicions from './documents/suspicions';
import * as versionRows from './documents/version-rows';
import * as voucherWatch from './ledger/voucher-watch';
import * as webhookEvents from './signals/webhook-events';
import * as webhookIntake from './signals/webhook-intake';
import * as writeBacks from './signals/write-backs';

const repositories = {
  audit,
  auditEntries,
  auditHeadLog,
  commitments,
  connections,
  countedLines,
  counts,
  decisions,
  documentList,
  documents,
  erpFacts,
  feeds,
  hintWithCurrentSnapshot,
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
