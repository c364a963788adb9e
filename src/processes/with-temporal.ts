import { Client, Connection } from '@temporalio/client';
import { requireAddress, type Addresses } from '../local/addresses';
import { temporalConnection } from '../local/temporal-connection';
import { ActionError } from '../application/action-error';
import { createDataConverter } from '../crypto/data-converter';
import { isError } from '../telemetry/is-error';
import type { OpenedStore } from './open-store';

/** A Temporal client for `work`, closed afterwards. An address that does not answer is an error that names it. */
export async function withTemporal<T>(
  addresses: Addresses,
  env: NodeJS.ProcessEnv,
  { payloads }: Pick<OpenedStore, 'payloads'>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const address = requireAddress(addresses, 'temporalAddress');
  const server = temporalConnection(address, env);
  let connection: Connection;
  try {
    connection = await Connection.connect({ ...server, connectTimeout: '5s' });
  } catch (cause) {
    throw new ActionError(
      'refused',
      `Temporal at ${address} does not answer, or does not let us in (${whyOf(cause)}); is "ml-connector up" running, or ` +
        'are TEMPORAL_ADDRESS and what it takes to get in (TEMPORAL_TLS_..., TEMPORAL_API_KEY) right?',
      { cause },
    );
  }
  try {
    const dataConverter = createDataConverter(payloads);
    return await work(new Client({ connection, namespace: addresses.temporalNamespace, dataConverter }));
  } finally {
    await connection.close();
  }
}

function whyOf(cause: unknown): string {
  return isError(cause) && cause.message !== '' ? cause.message : 'no reason was given';
}
