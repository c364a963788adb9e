import type { ErpAdapter, Target } from '../clients/erp-adapter';
import type { ProcorePort } from '../clients/procore/procore-port';
import type { Connection } from '../store/connections/connections';
import type { Store } from '../store/store';

/** What activities reach the world through. Clients are kept per connection and made anew when its settings change. */
export interface ActivityPorts {
  readonly store: Store;
  readonly procore: (connection: Connection) => Promise<ProcorePort>;
  readonly erp: (connection: Connection) => Promise<ErpAdapter>;
  /** The system in which a step's effect is made: the connection's ERP, or Procore. Throws a RangeError for any other. */
  readonly target: (connection: Connection, system: string) => Promise<Target>;
}
