/** What a command's exit code says; documented in the help of the program. */
export const exitCodes = {
  ok: 0,
  /** What was asked for was tried and did not come out well: a check failed, the audit trail has faults. */
  failed: 1,
  badInput: 2,
  /** Another `up` holds the state folder. */
  held: 3,
  notFound: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An end that the person who typed the command can do something about. The message says what would be right. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Every fault of an input at once, each with its place; nothing was changed. */
export function badInput(what: string, faults: readonly string[]): CommandError {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const text = faults.map((fault) => `  ${fault}`).join('\n');
  return new CommandError(`${what}: ${count}, nothing was changed\n${text}`, exitCodes.badInput);
}
