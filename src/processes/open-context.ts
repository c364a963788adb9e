import type { Actor, Context } from '../application/context';
import { requireAddress, type Addresses } from '../local/addresses';
import type { Gateways } from './gateways/gateways';
import { openStore } from './open-store';

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
  let made: Promise<Gateways> | null = null;
  const gateways = (): Promise<Gateways> =>
    (made ??= import('./gateways/gateways.js').then(({ createGateways }) => createGateways({ store })));
  const context: Context = {
    actor,
    tenantId: null,
    store,
    ports: {
      procore: async (connection) => (await gateways()).procore(connection),
      erp: async (connection) => (await gateways()).erp(connection),
    },
    withTemporal: async (work) => {
      const { withTemporal } = await import('./with-temporal.js');
      return withTemporal(addresses, env, opened, work);
    },
    headSigner: opened.headSigner,
  };
  return {
    context,
    close: async () => {
      await (await made)?.close();
      await opened.close();
    },
  };
}
