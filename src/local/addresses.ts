import { join } from 'node:path';
import { ActionError } from '../application/action-error';
import { readRuntimeFile } from './runtime-file';
import { stateFolderName } from './stack/state/state-folder';

/** Where the demo keeps its state, below the folder's own: commands find a running demo where there is no `up`. */
const demoStateFolder = join('demo', '.ml-connector');

export interface Addresses {
  readonly stateFolder: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly temporalAddress: string | null;
  readonly temporalNamespace: string;
  /** Null: the key itself stands in ML_CONNECTOR_MASTER_KEY, or nowhere. */
  readonly masterKeyFile: string | null;
}

/**
 * From the environment, else from the runtime file of the state folder. The file's master key and owner belong to the
 * file's database: they are not used with another one.
 */
export function findAddresses(env: NodeJS.ProcessEnv, stateFolder: string): Addresses {
  const set = (name: string): string | null => env[name]?.trim() || null;
  const file =
    readRuntimeFile(stateFolder) ??
    readRuntimeFile(join(stateFolder, demoStateFolder)) ??
    // Somebody names the folder where "up" was started, or the demo's, as the pages call it.
    readRuntimeFile(join(stateFolder, stateFolderName)) ??
    readRuntimeFile(join(stateFolder, stateFolderName, demoStateFolder));
  const database = set('DATABASE_URL');
  const ofFile = database === null || database === file?.databaseUrl ? file : null;
  return {
    stateFolder,
    databaseUrl: database ?? file?.databaseUrl ?? null,
    databaseOwnerUrl: set('DATABASE_OWNER_URL') ?? ofFile?.databaseOwnerUrl ?? null,
    temporalAddress: set('TEMPORAL_ADDRESS') ?? file?.temporalAddress ?? null,
    temporalNamespace: set('TEMPORAL_NAMESPACE') ?? file?.temporalNamespace ?? 'ml-connector',
    masterKeyFile: set('ML_CONNECTOR_MASTER_KEY_FILE') ?? ofFile?.masterKeyFile ?? null,
  };
}

/** The address, or an error that names both ways to give it. */
export function requireAddress(
  addresses: Addresses,
  member: 'databaseUrl' | 'databaseOwnerUrl' | 'temporalAddress',
): string {
  const value = addresses[member];
  if (value !== null) return value;
  const variable = {
    databaseUrl: 'DATABASE_URL',
    databaseOwnerUrl: 'DATABASE_OWNER_URL',
    temporalAddress: 'TEMPORAL_ADDRESS',
  }[member];
  throw new ActionError(
    'badInput',
    `no ${variable}: start "ml-connector up" first (its addresses are looked for in ${addresses.stateFolder}; ` +
      `another folder: --state-folder), or set ${variable}`,
    { field: member },
  );
}
