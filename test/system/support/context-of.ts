import type { Actor, ConnectionContext } from '../../../src/application/context';
import { AuditHeadSigner } from '../../../src/crypto/audit-head-signer';
import { MasterKeyRing } from '../../../src/crypto/master-key-ring';
import type { Rig } from './rig';

/** What a use case works with on the rig, its connection as it stands now. Procore is out of reach. */
export async function contextOf({ test, scope, erp, client }: Rig, actor: Actor): Promise<ConnectionContext> {
  const store = test.store.as(actor.identity);
  return {
    actor,
    tenantId: scope.tenantId,
    store,
    ports: { erp, procore: () => Promise.reject(new Error('no use case of the test needs Procore')) },
    withTemporal: (work) => work(client),
    headSigner: new AuditHeadSigner(MasterKeyRing.parse(test.masterKey, 'the master key of the test')),
    connection: await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId)),
  };
}
