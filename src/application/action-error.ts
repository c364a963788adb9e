/** What whoever asked can do about it: say it otherwise, name something else, wait for another, or mend what speaks against it. */
export type ActionErrorKind = 'badInput' | 'notFound' | 'conflict' | 'refused';

export interface ActionErrorOptions extends ErrorOptions {
  /** The input that is at fault, where it is one. */
  readonly field?: string;
}

/** An end of a use case that whoever asked can do something about. The message says what would be right. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly kind: ActionErrorKind;
  readonly field: string | null;

  constructor(kind: ActionErrorKind, message: string, options: ActionErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
    this.field = options.field ?? null;
  }
}

/** Every fault of an input at once, each with its place; nothing was changed. */
export function badInput(what: string, faults: readonly string[]): ActionError {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const text = faults.map((fault) => `  ${fault}`).join('\n');
  return new ActionError('badInput', `${what}: ${count}, nothing was changed\n${text}`);
}
