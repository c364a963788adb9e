import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/local/stack/postgres/embedded-postgres';
import { freePorts } from '../src/local/stack/state/ports';
import { removeStateFolder } from '../src/local/stack/state/remove-state-folder';
import { openStateFolder } from '../src/local/stack/state/state-folder';

/** Measures on a PostgreSQL of its own, that syncs to disk; test stores are made on it. It is ended and its folder removed. */
export async function withPostgres(measure: () => Promise<void>): Promise<void> {
  const baseFolder = mkdtempSync(join(tmpdir(), 'ml-connector-bench-'));
  const stateFolder = openStateFolder(baseFolder);
  const { postgres: port } = await freePorts(['postgres']);
  try {
    const server = await startEmbeddedPostgres({ stateFolder, port, log: () => undefined });
    try {
      process.env['TEST_DATABASE_SUPERUSER_URL'] = server.superuserUrl;
      await measure();
    } finally {
      await server.stop();
    }
  } finally {
    removeStateFolder(baseFolder);
    rmSync(baseFolder, { recursive: true, force: true });
  }
}
