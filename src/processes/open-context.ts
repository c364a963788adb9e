import type { Actor, Context } from '../application/context';
import { requireAddress, type Addresses } from '../local/addresses';
import { createGateways } from './gateways';
import { openStore } from './open-store';
import { withTemporal } from './with-temporal';

export interface OpenedContext {
  readonly context: Context;
  close(): Promise<void>;
}

/**
 * What use cases work with, for whoever holds the addresses and the master key: that is no user of one tenant, so every
 * tenant is seen. Only the database is opened; the outside systems and Temporal once they are asked for.
 */
export async function openContext(addresses: Addresses, env: NodeJS.ProcessEnv, actor: Actor): Promise<OpenedContext> {
  const opened = await openStore({
    databaseUrl: requireAddress(addresses, 'databaseUrl'),
    masterKeyFile: addresses.masterKeyFile ?? undefined,
    env,
  });
  const store = opened.store.as(actor.identity);
  const gateways = createGateways({ store });
  const context: Context = {
    actor,
    tenantId: null,
    store,
    ports: { procore: gateways.procore, erp: gateways.erp },
    withTemporal: (work) => withTemporal(addresses, opened.dataConverter, work),
    headSigner: opened.headSigner,
  };
  return {
    context,
    close: async () => {
      await gateways.close();
      await opened.close();
    },
  };
}
