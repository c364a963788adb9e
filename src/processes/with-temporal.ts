import { Client, Connection } from '@temporalio/client';
import { requireAddress, type Addresses } from '../local/addresses';
import { ActionError } from '../application/action-error';
import { createDataConverter } from '../crypto/data-converter';
import type { OpenedStore } from './open-store';

/** A Temporal client for `work`, closed afterwards. An address that does not answer is an error that names it. */
export async function withTemporal<T>(
  addresses: Addresses,
  opened: Pick<OpenedStore, 'keyRing' | 'tenantOf'>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const address = requireAddress(addresses, 'temporalAddress');
  let connection: Connection;
  try {
    connection = await Connection.connect({ address, connectTimeout: '5s' });
  } catch (cause) {
    throw new ActionError(
      'refused',
      `Temporal at ${address} does not answer; is "ml-connector up" running, or is TEMPORAL_ADDRESS right?`,
      { cause },
    );
  }
  try {
    const dataConverter = createDataConverter(opened);
    return await work(new Client({ connection, namespace: addresses.temporalNamespace, dataConverter }));
  } finally {
    await connection.close();
  }
}
