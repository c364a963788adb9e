import type { Command, CommanderError } from 'commander';

const secretOption = /secret|password|passwd|pwd|token|client-?id|username|credential/i;

/**
 * What was wrong with the command line. Of an unknown option only its name is shown, never what was given with it: it
 * may be a secret that somebody tried to pass as an argument.
 */
export function usageMessage(error: CommanderError, program: Command, args: readonly string[]): string {
  const { code } = error;
  const command = commandOf(program, args);
  if (code === 'commander.help') return command.helpInformation();
  const hint = `"${fullName(command)} --help" shows how it is used`;
  if (code === 'commander.unknownOption') {
    const option = /'(-[^'=]*)/.exec(error.message)?.[1] ?? '';
    if (secretOption.test(option)) {
      return (
        `${option}: a secret is never an argument, because other users of this machine and the shell's history can see it. ` +
        'Write {"env": "NAME"} in connection.json, let the command ask for it, or use --secrets-stdin'
      );
    }
    const suggestion = /\(Did you mean ([^)]*)\)/.exec(error.message)?.[1];
    return `unknown option ${option}${suggestion === undefined ? '' : `; did you mean ${suggestion}`}. ${hint}`;
  }
  if (code === 'commander.excessArguments') {
    return `too many arguments for "${fullName(command)}" (a secret is never an argument). ${hint}`;
  }
  return `${error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()}. ${hint}`;
}

function commandOf(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const word of args) {
    const found = command.commands.find((one) => one.name() === word);
    if (found !== undefined) command = found;
  }
  return command;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
