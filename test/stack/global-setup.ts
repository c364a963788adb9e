import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStateFolder } from '../../src/local/stack/state/remove-state-folder';
import { startStack } from '../../src/local/stack/start-stack';
import { buildProduct } from './built-product';
import { createTestTemplate } from './test-database';
import { rememberTestStack } from './test-stack';

/** One PostgreSQL and one Temporal for the whole run; each test file makes a database of its own in it. */
export default async function globalSetup(): Promise<void> {
  const baseFolder = mkdtempSync(join(tmpdir(), 'ml-connector-test-'));
  const useEnvironment = process.env['ML_CONNECTOR_TEST_USE_ENVIRONMENT'] === '1';
  const lines: string[] = [];
  // Beside the stack, whose start is mostly waiting.
  const building = buildProduct(join(baseFolder, 'product'));
  building.catch(() => undefined);
  try {
    const stack = await startStack({
      baseFolder,
      ignoreEnvironment: !useEnvironment,
      free: true,
      durable: false,
      log: (line) => {
        lines.push(line);
        // A build takes minutes, so a person has to see that it goes on.
        if (line.includes('build') || line.includes('download')) process.stderr.write(`${line}\n`);
      },
    });
    process.env['TEST_TEMPORAL_ADDRESS'] = stack.temporal.address;
    process.env['TEST_TEMPORAL_NAMESPACE'] = stack.temporal.namespace;
    process.env['TEST_UI_URL'] = stack.temporal.uiUrl ?? '';
    // A server named by the environment has to let its DATABASE_OWNER_URL create databases and roles.
    const superuserUrl = stack.database.superuserUrl ?? stack.database.ownerUrl ?? stack.database.appUrl;
    process.env['TEST_DATABASE_SUPERUSER_URL'] = superuserUrl;
    process.env['TEST_STATE_FOLDER'] = stack.stateFolder;
    process.env['TEST_BUILT_PRODUCT'] = await building;
    rememberTestStack({ baseFolder, stack, dropTemplate: await createTestTemplate(superuserUrl) });
  } catch (cause) {
    await building.catch(() => undefined);
    removeStateFolder(baseFolder);
    rmSync(baseFolder, { recursive: true, force: true });
    throw new Error(`The test stack did not start:\n${lines.join('\n')}`, { cause });
  }
}
