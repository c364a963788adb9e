import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs are kept that are shared by all checkouts of a user. ML_CONNECTOR_CACHE names it exactly. */
export function userCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['ML_CONNECTOR_CACHE']) return env['ML_CONNECTOR_CACHE'];
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'ml-connector');
}
