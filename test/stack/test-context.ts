import type { Actor, ConnectionContext } from '../../src/application/context';
import { AuditHeadSigner } from '../../src/crypto/audit-head-signer';
import { MasterKeyRing } from '../../src/crypto/master-key-ring';
import type { TestStore } from './test-store';

const outOfReach = (): Promise<never> => Promise.reject(new Error('the test gives no such system'));

/** What a use case works with on the connection of the test, as it stands now; what is not given is out of reach. */
export async function testContext(
  test: TestStore,
  actor: Actor,
  given: Partial<Pick<ConnectionContext['ports'], 'procore' | 'erp'> & Pick<ConnectionContext, 'withTemporal'>> = {},
): Promise<ConnectionContext> {
  const store = test.store.as(actor.identity);
  return {
    actor,
    tenantId: test.tenantId,
    store,
    ports: { procore: given.procore ?? outOfReach, erp: given.erp ?? outOfReach },
    withTemporal: given.withTemporal ?? outOfReach,
    headSigner: new AuditHeadSigner(MasterKeyRing.parse(test.masterKey, 'the master key of the test')),
    connection: await store.inTenant(test.tenantId, (tx) => tx.connections.load(test.connectionId)),
  };
}
