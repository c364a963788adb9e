import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runUntilStopped } from '../run-until-stopped';
import { startFusionSandbox } from './server';
import { parseSettings, SettingsError, type FusionSandboxSettings } from './settings';
import { DataFolderError } from './folder/load-folder';

const USAGE =
  'usage: main.js --data DIR [--port N] [--identity-port N] [--control-port N] [--host ADDRESS] [--settings FILE.json] [--end-with-stdin]';

class UsageError extends Error {}

function portOf(text: string | undefined, name: string): number {
  const port = Number(text ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--${name} "${text ?? ''}" must be a port number from 0 (any free one) to 65535.\n${USAGE}`);
  }
  return port;
}

function settingsOf(file: string | undefined): FusionSandboxSettings {
  if (file === undefined) {
    return parseSettings({});
  }
  try {
    return parseSettings(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function argumentsOf(): {
  data?: string;
  port?: string;
  'identity-port'?: string;
  'control-port'?: string;
  host?: string;
  settings?: string;
  'end-with-stdin'?: boolean;
} {
  const options = {
    data: { type: 'string' },
    port: { type: 'string' },
    'identity-port': { type: 'string' },
    'control-port': { type: 'string' },
    host: { type: 'string' },
    settings: { type: 'string' },
    'end-with-stdin': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

async function main(): Promise<void> {
  const given = argumentsOf();
  if (given.data === undefined) {
    throw new UsageError(USAGE);
  }
  const sandbox = await startFusionSandbox({
    dataFolder: given.data,
    port: portOf(given.port, 'port'),
    identityPort: portOf(given['identity-port'], 'identity-port'),
    controlPort: portOf(given['control-port'], 'control-port'),
    settings: settingsOf(given.settings),
    ...(given.host === undefined ? {} : { host: given.host }),
  });
  runUntilStopped(sandbox, given['end-with-stdin'] === true);
}

main().catch((error: unknown) => {
  const isCallers = error instanceof UsageError || error instanceof DataFolderError || error instanceof SettingsError;
  process.stderr.write(
    `${error instanceof Error && isCallers ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(isCallers ? 2 : 1);
});
