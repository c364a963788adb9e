import type { Command } from 'commander';

/** For commands that concern one connection. */
export function onConnectionOption(command: Command): Command {
  return command.option('--connection <id>', 'which connection (default: the only one there is)');
}

/** For commands that change something: the audit trail names who did it. */
export function actorOption(command: Command): Command {
  return command.option('--as <name>', 'who acts, for the audit trail (default: user@host)');
}

export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ml-connector ${line}`).join('\n')}`);
}
