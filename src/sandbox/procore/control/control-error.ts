import type { DataFolderProblem } from '../folder/data-folder-error';

/** A control call that cannot be carried out; the message says what would be right. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Throws a 400 that names them all, a line each. */
export function refuseProblems(problems: readonly DataFolderProblem[]): void {
  if (problems.length > 0) {
    throw new ControlError(400, problems.map(({ place, expected }) => `${place}: ${expected}`).join('\n'));
  }
}
