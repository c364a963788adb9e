import { ErpCallers } from './connections/erp-callers';
import { ProcoreQuota } from './connections/procore-quota';
import { Tenants } from './connections/tenants';
import type { Database } from './database';
import { Installation } from './installation';
import type { SealedJson } from './sealed-json';
import { OutboxQueue } from './signals/outbox-queue';
import { WebhookInbox } from './signals/webhook-inbox';
import { TenantSeal } from './tenant-seal';
import { Tx, type UnitOfWork } from './unit-of-work';

/** The port to PostgreSQL: units of work for one tenant, and the few things that stand above tenants. */
export interface Store {
  readonly database: Database;
  readonly sealed: SealedJson;
  readonly tenants: Tenants;
  readonly outbox: OutboxQueue;
  readonly webhookInbox: WebhookInbox;
  readonly quota: ProcoreQuota;
  readonly erpCallers: ErpCallers;
  readonly installation: Installation;
  readonly inTenant: UnitOfWork;
  /** The same store; what is done through it, this actor did. */
  as(actor: string): Store;
}

export function createStore(database: Database, sealed: SealedJson, actor = 'system'): Store {
  const inTenant: UnitOfWork = (tenantId, work) =>
    database.inTenant(tenantId, (trx) =>
      work(new Tx({ trx, tenantId, sealed: new TenantSeal(sealed, tenantId), actor })),
    );
  return {
    database,
    sealed,
    tenants: new Tenants(database, inTenant),
    outbox: new OutboxQueue(database),
    webhookInbox: new WebhookInbox(database),
    quota: new ProcoreQuota(database),
    erpCallers: new ErpCallers(database),
    installation: new Installation(database),
    inTenant,
    as: (other) => createStore(database, sealed, other),
  };
}
