import { chooseConnection } from '../connections/choose-connection';
import type { Context } from '../context';

/** The tenant of the connection that is named; without a name all that the actor may see. */
export async function tenantsWanted(context: Context, connection: string | undefined): Promise<string[]> {
  if (connection !== undefined) return [(await chooseConnection(context, connection)).tenantId];
  return context.tenantId === null ? context.store.tenants.list() : [context.tenantId];
}
