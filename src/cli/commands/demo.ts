import { exitCodes } from '../exit-codes';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type { Cli } from '../cli';

import { acquireUpLock } from '../../local/stack/state/up-lock';
import { removeStateFolder } from '../../local/stack/state/remove-state-folder';
import { openStateFolder } from '../../local/stack/state/state-folder';
import { addressLines } from './up';
import type { DemoErp } from '../../local/demo/demo-erp';
import { startDemoSandboxes, type DemoSandboxes } from '../../local/demo/demo-sandboxes';
import { fusionDemo } from '../../local/demo/fusion';
import { jdeDemo } from '../../local/demo/jde';
import { runDemo } from '../../local/demo/run-demo';
import { startServices, type Services } from '../../local/start-services';
import { stopLeftovers } from '../../local/stop-leftovers';
import { untilTold } from '../../processes/service/until-told';

/** Beside the state of `up`, so that trying the demo never touches real data. */
const demoFolder = join('.ml-connector', 'demo');

const erps = { jde: jdeDemo, fusion: fusionDemo };

export function register(demo: Command, cli: Cli): void {
  demo
    .addOption(
      new Option('--erp <erp>', 'the ERP that the sample company has')
        .choices(Object.keys(erps))
        .default(jdeDemo.system),
    )
    .option('--exit', 'stop by itself at the end; exit code 0 only when the comparer agrees')
    .addHelpText(
      'after',
      `
The demo begins from a clean state each time and keeps it in ${demoFolder}/. Without --exit it stays up for a look
around; Ctrl-C stops it. Commands typed meanwhile (ml-connector hold list ...) find it by themselves.`,
    )
    .action(async ({ erp, exit }: { erp: keyof typeof erps; exit?: true }, command: Command) => {
      const baseFolder = join(cli.baseFolder(command), demoFolder);
      cli.exitCode = await run(cli, erps[erp], { baseFolder, exit: exit === true });
    });
}

async function run(
  cli: Cli,
  erp: DemoErp,
  { baseFolder, exit }: { readonly baseFolder: string; readonly exit: boolean },
): Promise<number> {
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
    sandboxes = await startDemoSandboxes(stateFolder, erp, log);
    services = await startServices({ baseFolder, env: cli.terminal.env, ignoreEnvironment: true, log });
    const addresses = {
      ...services.addresses,
      'Procore sandbox': `${sandboxes.procoreUrl} (control ${sandboxes.procoreControlUrl}/control/records)`,
      [`${erp.title} sandbox`]: erp.address(sandboxes),
    };
    again.lock.publish(addresses);
    try {
      const agreed = await Promise.race([
        runDemo({ erp, services, sandboxes, log }),
        stopped.then(() => {
          throw new Error('stopped before the end');
        }),
      ]);
      if (!exit) {
        cli.say('');
        cli.say('Everything stays up for a look around (Ctrl-C stops it):');
        for (const line of addressLines(addresses)) cli.say(line);
        cli.say('');
        for (const line of tryLines(erp)) cli.say(line);
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

function tryLines({ tries }: DemoErp): string[] {
  const longest = Math.max(...tries.map(([command]) => command.length));
  return tries.map(([command, shows], index) =>
    `${index === 0 ? 'Try:' : '    '}  npm run --silent ml-connector -- ${command.padEnd(longest)}  ${shows}`.trimEnd(),
  );
}
