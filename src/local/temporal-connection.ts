import { existsSync } from 'node:fs';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { ActionError } from '../application/action-error';

/** What clients and workers connect with: address, TLS, API key, further headers. */
export type TemporalConnection = Pick<
  ClientConnectConfig['connectionOptions'],
  'address' | 'tls' | 'apiKey' | 'metadata'
>;

const files = ['SERVER_CA_CERT', 'CLIENT_CERT', 'CLIENT_KEY'].map((name) => `TEMPORAL_TLS_${name}_PATH`);

/**
 * How the server at this address is reached: as the variables say that the Temporal command line reads too (TEMPORAL_TLS,
 * TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH, TEMPORAL_TLS_SERVER_NAME,
 * TEMPORAL_API_KEY). They belong to TEMPORAL_ADDRESS: a server at another address, as `up` starts one, is reached without.
 */
export function temporalConnection(address: string, env: NodeJS.ProcessEnv): TemporalConnection {
  const given = set(env);
  if (given['TEMPORAL_ADDRESS'] !== address) return { address };
  for (const name of files) {
    const path = given[name];
    if (path !== undefined && !existsSync(path))
      throw new ActionError('badInput', `${name}: there is no file ${path}`, { field: name });
  }
  const [hasCert, hasKey] = ['CERT', 'KEY'].map((part) =>
    ['PATH', 'DATA'].some((how) => given[`TEMPORAL_TLS_CLIENT_${part}_${how}`] !== undefined),
  );
  if (hasCert !== hasKey) {
    throw new ActionError(
      'badInput',
      'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both, or neither',
    );
  }
  const { connectionOptions } = loadClientConnectConfig({ disableFile: true, overrideEnvVars: given });
  const { tls, apiKey, metadata } = connectionOptions;
  return {
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** Without what is empty, as compose gives what nobody set. */
function set(env: NodeJS.ProcessEnv): Record<string, string> {
  const filled = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(filled.filter(([name, value]) => name.startsWith('TEMPORAL_') && value !== ''));
}
