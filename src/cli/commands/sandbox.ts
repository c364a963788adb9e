import { resolve } from 'node:path';
import type { Command } from 'commander';
import { startFusion, startJde, startProcore, type RunningSandbox, type SandboxPlace } from '../../local/start-sandbox';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples } from '../options/common-options';
import { untilAsked } from '../until-asked';

interface SandboxOptions {
  readonly data: string;
  readonly port: string;
  readonly controlPort: string;
  readonly host: string;
  readonly quota?: string;
  readonly identityPort?: string;
}

export function register(sandbox: Command, cli: Cli): void {
  const procore = add('procore', "Procore's API and login, with a folder of JSON files as its company").option(
    '--quota <windows>',
    'real (25 calls in 10 s, 600 an hour) or wide',
    'real',
  );
  const jde = add('jde', 'an AIS server with a folder of JSON tables as its database');
  const fusion = add(
    'fusion',
    "a Fusion pod and its identity domain, with a folder of JSON files as the pod's data",
  ).option('--identity-port <port>', 'where the identity domain gives tokens (0: any free port)', '0');

  procore.action(async (options: SandboxOptions) => {
    const { quota } = options;
    if (quota !== 'real' && quota !== 'wide') {
      throw new ActionError('badInput', `--quota "${quota ?? ''}": real or wide`);
    }
    await serve(procore, options, (place) => startProcore(place, quota, options.data));
  });
  jde.action((options: SandboxOptions) => serve(jde, options, (place) => startJde(place, options.data)));
  fusion.action((options: SandboxOptions) => {
    const identityPort = port('--identity-port', options.identityPort ?? '0');
    return serve(fusion, options, (place) => startFusion(place, identityPort, options.data));
  });

  function add(name: string, description: string): Command {
    const command = sandbox
      .command(name)
      .description(description)
      .requiredOption('--data <folder>', 'the folder of JSON files')
      .option('--port <port>', 'where it listens (0: any free port)', '0')
      .option('--control-port <port>', 'where faults are set and its state is read (0: any free port)', '0')
      .option('--host <address>', 'on which address', '127.0.0.1');
    return examples(command, `sandbox ${name} --data company/${name} --port 4100 --control-port 4101`);
  }

  async function serve(
    command: Command,
    options: SandboxOptions,
    start: (place: SandboxPlace) => Promise<RunningSandbox>,
  ): Promise<void> {
    const running = await start({
      dataFolder: resolve(cli.terminal.folder, options.data),
      port: port('--port', options.port),
      controlPort: port('--control-port', options.controlPort),
      host: options.host,
    });
    const { url, controlUrl, identityUrl } = running;
    const tokens = identityUrl === undefined ? '' : `tokens from ${identityUrl}, `;
    cli.give(command, {
      text: `listening on ${url}, ${tokens}control on ${controlUrl}\n`,
      json: { ready: true, url, ...(identityUrl === undefined ? {} : { identityUrl }), controlUrl },
    });
    await untilAsked();
    await running.close();
  }
}

function port(option: string, text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new ActionError('badInput', `${option} "${text}": a port number from 0 (any free one) to 65535`);
}
