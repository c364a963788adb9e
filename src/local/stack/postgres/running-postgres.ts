import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { commandLineOf, processAlive, worksIn } from '../programs/process-alive';

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
    if (pid === undefined) return undefined;
    if (!processAlive(pid) || commandLineOf(pid)?.includes('postgres') === false) {
      await releaseDataFolder(access.dataFolder, deadline);
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

/** Whether the server that `postmaster.pid` names lives. */
export function postgresAlive(dataFolder: string): boolean {
  const { pid } = readPidFile(dataFolder);
  return pid !== undefined && processAlive(pid);
}

/**
 * The server named in `postmaster.pid` is dead, but PostgreSQL would refuse to start while that number is in use, be it by
 * a stranger or by the dead server that nobody has collected. Removing the file is safe only when none of the server's
 * children still works in the folder; they end by themselves.
 */
async function releaseDataFolder(dataFolder: string, deadline: number): Promise<void> {
  const folder = realpathSync(dataFolder);
  while (worksIn(folder)) {
    if (Date.now() > deadline)
      throw new Error(`Processes of a PostgreSQL that was killed still work in ${dataFolder}: end them.`);
    await delay(100);
  }
  rmSync(pidFile(dataFolder), { force: true });
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
