import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runUntilStopped, type RunningSandbox } from './run-until-stopped';

class UsageError extends Error {}

export interface SandboxProgram<Port extends string, Settings> {
  /** The options that say on which ports it listens, in the order in which they are shown: `port`, `control-port`. */
  readonly ports: readonly Port[];
  readonly parseSettings: (given: unknown) => Settings;
  readonly start: (given: {
    readonly dataFolder: string;
    /** 0: any free one. */
    readonly ports: Readonly<Record<Port, number>>;
    readonly settings: Settings;
    readonly host: string | undefined;
  }) => Promise<RunningSandbox>;
  /** Whether the data folder or the settings are wrong, and not the sandbox. */
  readonly isCallers: (error: unknown) => boolean;
}

/** A sandbox as a program, until it is told to stop. Exit code 2: arguments, settings or data folder are wrong. */
export function runProgram<Port extends string, Settings>(program: SandboxProgram<Port, Settings>): void {
  run(program).catch((error: unknown) => {
    const isCallers = error instanceof UsageError || program.isCallers(error);
    process.stderr.write(
      `${error instanceof Error && isCallers ? error.message : String((error as Error).stack ?? error)}\n`,
    );
    process.exit(isCallers ? 2 : 1);
  });
}

async function run<Port extends string, Settings>(program: SandboxProgram<Port, Settings>): Promise<void> {
  const { ports, parseSettings, start } = program;
  const portWords = ports.map((name) => `[--${name} N]`).join(' ');
  const usage = `usage: main.js --data DIR ${portWords} [--host ADDRESS] [--settings FILE.json] [--end-with-stdin]`;
  const given = argumentsOf(ports, usage);
  const { data, host, settings } = given.texts;
  if (data === undefined) {
    throw new UsageError(usage);
  }
  const sandbox = await start({
    dataFolder: data,
    ports: Object.fromEntries(ports.map((name) => [name, portOf(given.texts[name], name, usage)])) as Record<
      Port,
      number
    >,
    settings: settingsOf(settings, parseSettings),
    host,
  });
  runUntilStopped(sandbox, given.endWithStdin);
}

function argumentsOf(ports: readonly string[], usage: string) {
  const names = ['data', 'host', 'settings', ...ports];
  const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ options: { ...texts, 'end-with-stdin': { type: 'boolean' } } });
    const { 'end-with-stdin': endWithStdin, ...rest } = values;
    return { texts: rest as Readonly<Record<string, string | undefined>>, endWithStdin: endWithStdin === true };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

function portOf(text: string | undefined, name: string, usage: string): number {
  const port = Number(text ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--${name} "${text ?? ''}" must be a port number from 0 (any free one) to 65535.\n${usage}`);
  }
  return port;
}

function settingsOf<Settings>(file: string | undefined, parseSettings: (given: unknown) => Settings): Settings {
  if (file === undefined) {
    return parseSettings({});
  }
  try {
    return parseSettings(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
