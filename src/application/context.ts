import type { Client } from '@temporalio/client';
import type { ErpAdapter } from '../clients/erp-adapter';
import type { ProcorePort } from '../clients/procore/procore-port';
import type { AuditHeadSigner } from '../crypto/audit-head-signer';
import type { Connection } from '../store/connections/connections';
import type { Role } from '../domain/persons/person';
import type { Store } from '../store/store';

export interface Actor {
  /** As the audit trail names it. */
  readonly identity: string;
  /** What somebody is there for. Only acts that need an API key ask for it, of the key's holder. */
  readonly role: Role;
}

/** The outside systems; a client is made when it is first asked for. */
interface Ports {
  readonly procore: (connection: Connection) => Promise<ProcorePort>;
  readonly erp: (connection: Connection) => Promise<ErpAdapter>;
}

/** What every use case works with. */
export interface Context {
  readonly actor: Actor;
  /** Whose data the actor may see; null: of every tenant. */
  readonly tenantId: string | null;
  /** What is done through it, the actor did. */
  readonly store: Store;
  readonly ports: Ports;
  /** A Temporal client for as long as `work` takes; connected only when it is asked for. */
  readonly withTemporal: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  readonly headSigner: AuditHeadSigner;
}

/** For use cases that concern one connection, which says the tenant. */
export interface ConnectionContext extends Context {
  readonly connection: Connection;
}
