import { exitCodes } from '../exit-codes';
import type { Command } from 'commander';
import type { Cli } from '../cli';

import { acquireUpLock } from '../../local/stack/state/up-lock';
import { openStateFolder } from '../../local/stack/state/state-folder';
import { startServices, type Services } from '../../local/start-services';
import { untilTold } from '../../processes/service/until-told';

export function register(up: Command, cli: Cli): void {
  up.addHelpText(
    'after',
    `
What is set in the environment is used instead of started: DATABASE_URL (the application's role; DATABASE_OWNER_URL for
the role that migrates) and TEMPORAL_ADDRESS. State is kept in .ml-connector/ of this folder, or of the one that --state-folder names; one
"up" a folder.`,
  ).action(async (_options: object, command: Command) => {
    cli.exitCode = await run(cli, cli.baseFolder(command));
  });
}

async function run(cli: Cli, baseFolder: string): Promise<number> {
  const lock = await acquireUpLock(openStateFolder(baseFolder));
  if (!lock.held) {
    cli.say(`Already running here (process ${lock.holder.pid}, since ${lock.holder.startedAt}):`);
    for (const line of addressLines(lock.holder.addresses)) cli.say(line);
    return exitCodes.held;
  }
  let services: Services | null = null;
  try {
    services = await startServices({ baseFolder, env: cli.terminal.env, log: (line) => cli.say(line) });
    lock.lock.publish(services.addresses);
    cli.say('');
    cli.say('ml-connector is up.');
    for (const line of addressLines(services.addresses)) cli.say(line);
    cli.say('');
    cli.say('Next: ml-connector connection add --file connection.json   (Ctrl-C here stops everything)');
    await untilTold();
    cli.say('Stopping: api, worker, Temporal, PostgreSQL ...');
    return 0;
  } finally {
    await services?.stop();
    await lock.lock.release();
  }
}

export function addressLines(addresses: Readonly<Record<string, string>>): string[] {
  const width = Math.max(0, ...Object.keys(addresses).map((name) => name.length));
  return Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(width)}  ${address}`);
}
