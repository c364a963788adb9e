import { exitCodes } from '../exit-codes';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Cli } from '../cli';

import { acquireUpLock } from '../../local/stack/state/up-lock';
import { removeStateFolder } from '../../local/stack/state/remove-state-folder';
import { openStateFolder } from '../../local/stack/state/state-folder';
import { addressLines } from './up';
import { startDemoSandboxes, type DemoSandboxes } from '../../local/demo/demo-sandboxes';
import { runDemo } from '../../local/demo/run-demo';
import { startServices, type Services } from '../../local/start-services';
import { stopLeftovers } from '../../local/stop-leftovers';
import { untilTold } from '../../processes/service/until-told';

/** Beside the state of `up`, so that trying the demo never touches real data. */
const demoFolder = join('.ml-connector', 'demo');

export function register(demo: Command, cli: Cli): void {
  demo
    .option('--exit', 'stop by itself at the end; exit code 0 only when the comparer agrees')
    .addHelpText(
      'after',
      `
The demo begins from a clean state each time and keeps it in ${demoFolder}/. Without --exit it stays up for a look
around; Ctrl-C stops it. Commands typed meanwhile (ml-connector hold list ...) find it by themselves.`,
    )
    .action(async (options: { exit?: boolean }, command: Command) => {
      cli.exitCode = await run(cli, join(cli.baseFolder(command), demoFolder), options.exit === true);
    });
}

async function run(cli: Cli, baseFolder: string, exit: boolean): Promise<number> {
  const lock = await acquireUpLock(openStateFolder(baseFolder));
  if (!lock.held) {
    cli.say(`The demo is already running here (process ${lock.holder.pid}):`);
    for (const line of addressLines(lock.holder.addresses)) cli.say(line);
    return exitCodes.held;
  }
  const log = (line: string): void => cli.say(line);
  let sandboxes: DemoSandboxes | null = null;
  let services: Services | null = null;
  const end = { told: false };
  const stopped = untilTold().then(() => {
    end.told = true;
  });
  try {
    await stopLeftovers(baseFolder, log);
    await lock.lock.release();
    removeStateFolder(baseFolder);
    const again = await acquireUpLock(openStateFolder(baseFolder));
    if (!again.held) throw new Error('another demo began at the same moment; try again');
    const stateFolder = openStateFolder(baseFolder);
    sandboxes = await startDemoSandboxes(stateFolder, log);
    services = await startServices({ baseFolder, env: cli.terminal.env, ignoreEnvironment: true, log });
    const addresses = {
      ...services.addresses,
      'Procore sandbox': `${sandboxes.procoreUrl} (control ${sandboxes.procoreControlUrl}/control/records)`,
      'JDE sandbox': `${sandboxes.jdeUrl}/jderest (control ${sandboxes.jdeControlUrl}/control/tables)`,
    };
    again.lock.publish(addresses);
    try {
      const agreed = await Promise.race([
        runDemo({ services, sandboxes, log }),
        stopped.then(() => {
          throw new Error('stopped before the end');
        }),
      ]);
      if (!exit) {
        cli.say('');
        cli.say('Everything stays up for a look around (Ctrl-C stops it):');
        for (const line of addressLines(addresses)) cli.say(line);
        cli.say('');
        cli.say('Try:  npm run --silent ml-connector -- hold list');
        cli.say(
          '      npm run --silent ml-connector -- hold show 4440/PO-4440-002/8        what is wrong, and what ends it',
        );
        cli.say('      npm run --silent ml-connector -- document show 4411/SC-4411-001/2    all that is known of one');
        await stopped;
      }
      return agreed ? exitCodes.ok : exitCodes.failed;
    } finally {
      await again.lock.release();
    }
  } catch (error) {
    if (!end.told) throw error;
    return exitCodes.failed;
  } finally {
    cli.say('Stopping ...');
    await services?.stop();
    await sandboxes?.stop();
  }
}
