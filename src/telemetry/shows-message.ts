/**
 * Errors whose messages hold no value of a document: our own, written under that rule, and the SDK's about its own work.
 * Any other message may quote what its author was given, so that a name or an amount would stand in a log.
 */
const SAFE_NAMES: ReadonlySet<string> = new Set([
  ...['Rejected', 'Throttled', 'Unavailable', 'Unauthorised', 'NotSent', 'OutcomeUnknown', 'SealError', 'ApiError'],
  ...['ActivityFailure', 'TimeoutFailure', 'CancelledFailure', 'ServiceError', 'WorkflowNotFoundError'],
  ...['WorkflowExecutionAlreadyStartedError', 'ScheduleNotFoundError', 'DeterminismViolationError', 'TransportError'],
  ...['ShutdownError', 'GracefulShutdownPeriodExpiredError', 'UnexpectedError', 'UnregisteredNameError'],
]);

/** Failures that the activities' table makes, with a message of ours. */
const SAFE_FAILURE_TYPES: ReadonlySet<string> = new Set([
  ...['Rejected', 'Throttled', 'Unavailable', 'Unauthorised', 'NotSent', 'OutcomeUnknown', 'DatabaseAway'],
]);

/** Of the operating system, undici and TLS: they name addresses, files and certificates. */
const SYSTEM_CODE = /^(?:E[A-Z0-9]+|EAI_[A-Z]+|UND_ERR_[A-Z_]+|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z0-9_]+|[A-Z_]*CERT[A-Z_]*)$/;

/** SQLSTATE classes that name tables, constraints and roles; class 22 quotes values, P0 whatever somebody raised. */
const SAFE_SQL_CLASSES: ReadonlySet<string> = new Set([
  ...['08', '23', '25', '28', '3D', '40', '42', '53', '55', '57', '58', 'XX'],
]);

interface ErrorLike {
  readonly name?: unknown;
  readonly message: string;
}

export function showsMessage(error: ErrorLike): boolean {
  if (typeof error.name === 'string' && SAFE_NAMES.has(error.name)) return true;
  if (error.name === 'ApplicationFailure') return SAFE_FAILURE_TYPES.has(String(Reflect.get(error, 'type')));
  const code: unknown = Reflect.get(error, 'code');
  // gRPC: what the Temporal server says of ids, namespaces and connections.
  if (typeof code === 'number') return new RegExp(`^${code} [A-Z_]+: `).test(error.message);
  if (typeof code !== 'string') return false;
  const isOfDatabase = typeof Reflect.get(error, 'severity') === 'string';
  return isOfDatabase ? SAFE_SQL_CLASSES.has(code.slice(0, 2)) : SYSTEM_CODE.test(code);
}
