import type { Command } from 'commander';
import type { Cli } from './cli';

export interface LateCommand {
  readonly name: string;
  readonly description: string;
  /** What it takes and does; loaded when it is asked for, so that nobody waits for what they do not use. */
  readonly load: () => Promise<{ readonly register: (command: Command, cli: Cli) => void }>;
}

const loaders = new WeakMap<Command, () => Promise<void>>();

/** Commands of which only the names and descriptions are there until one is parsed. */
export function lateCommands(parent: Command, cli: Cli, members: readonly LateCommand[]): void {
  for (const { name, description, load } of members) {
    const command = parent.command(name).description(description);
    loaders.set(command, async () => {
      loaders.delete(command);
      (await load()).register(command, cli);
    });
  }
  parent.hook('preSubcommand', (_parent, command) => loaders.get(command)?.());
}

/** For whoever wants to know all of them. */
export async function loadAll(parent: Command): Promise<void> {
  for (const command of parent.commands) {
    await loaders.get(command)?.();
    await loadAll(command);
  }
}
