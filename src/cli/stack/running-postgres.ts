import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { commandLineOf, processAlive } from './process-alive';

export interface PostgresAccess {
  readonly dataFolder: string;
  readonly superuserUrl: (port: number) => string;
  readonly limitMs: number;
}

/**
 * The port of a PostgreSQL that already serves this data folder, whoever started it. It counts as ours only when it lets
 * our password in and names our folder: the number in `postmaster.pid` may have been given to another process since.
 */
export async function findRunningPostgres(access: PostgresAccess): Promise<number | undefined> {
  const deadline = Date.now() + access.limitMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    const { pid, port } = readPidFile(access.dataFolder);
    if (pid === undefined || !processAlive(pid)) return undefined;
    const commandLine = commandLineOf(pid);
    if (commandLine !== undefined && !commandLine.includes('postgres')) {
      rmSync(pidFile(access.dataFolder), { force: true });
      return undefined;
    }
    if (port !== undefined) {
      try {
        if ((await dataFolderServedAt(access.superuserUrl(port))) === realpathSync(access.dataFolder)) return port;
        return undefined;
      } catch (err) {
        // 28P01 will not get better by waiting; all else is a server that is starting, recovering or stopping.
        if ((err as { code?: unknown }).code === '28P01') {
          throw new Error(
            `PostgreSQL on port ${port} refuses the password kept in the state folder beside ${access.dataFolder}.`,
            { cause: err },
          );
        }
        lastError = err;
      }
    }
    await delay(200);
  }
  throw new Error(
    `PostgreSQL for ${access.dataFolder} runs (see postmaster.pid there) but did not answer within ${access.limitMs / 1000} s.`,
    { cause: lastError },
  );
}

async function dataFolderServedAt(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // Without a listener a server that stops while we ask would end our process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    return rows[0]?.folder;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function pidFile(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}

/** Line 1 is the process, line 4 the port; a file that is just being written has fewer lines. */
function readPidFile(dataFolder: string): { readonly pid?: number; readonly port?: number } {
  if (!existsSync(pidFile(dataFolder))) return {};
  const [pid, , , port] = readFileSync(pidFile(dataFolder), 'utf8').split('\n');
  return { ...(Number(pid) > 0 && { pid: Number(pid) }), ...(Number(port) > 0 && { port: Number(port) }) };
}
