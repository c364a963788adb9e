import type { ActionErrorKind } from '../application/action-error';

/** What a command's exit code says; documented in the help of the program. */
export const exitCodes = {
  ok: 0,
  /** What was asked for was tried and did not come out well: a check failed, the audit trail has faults. */
  failed: 1,
  badInput: 2,
  /** Another one is at it, e.g. another `up` holds the state folder. */
  held: 3,
  notFound: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeOf: Readonly<Record<ActionErrorKind, ExitCode>> = {
  badInput: exitCodes.badInput,
  notFound: exitCodes.notFound,
  conflict: exitCodes.held,
  refused: exitCodes.failed,
};
