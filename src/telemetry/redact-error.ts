import { ALLOWED_ERROR_MEMBERS, HIDDEN } from './allowed-names';
import { scrubText } from './scrub-text';

const MAX_CHAIN = 10;
const MAX_AGGREGATED = 10;

export interface RedactedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: RedactedError;
  readonly errors?: readonly RedactedError[];
  readonly [member: string]: unknown;
}

/** Keeps name, message, stack and the chain of causes, and of other members only those allowed: requests, answers and rows hang on errors. */
export function redactError(error: unknown): RedactedError {
  return redactLink(error, 0, new Set());
}

function redactLink(error: unknown, depth: number, above: ReadonlySet<unknown>): RedactedError {
  if (typeof error === 'string') return { name: 'Error', message: scrubText(error) };
  if (!isErrorLike(error)) return { name: 'NonError', message: HIDDEN };
  if (depth >= MAX_CHAIN || above.has(error)) return { name: 'Error', message: 'further causes are left out' };
  const path = new Set([...above, error]);
  const shown: Record<string, unknown> = {};
  for (const name of ALLOWED_ERROR_MEMBERS) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string') shown[name] = scrubText(value);
    else if (typeof value === 'number' || typeof value === 'boolean') shown[name] = value;
  }
  // Other libraries keep data, not errors, under this name.
  const aggregated: unknown = error.name === 'AggregateError' ? Reflect.get(error, 'errors') : undefined;
  return {
    ...shown,
    name: typeof error.name === 'string' ? scrubText(error.name) : 'Error',
    message: scrubText(error.message),
    ...(typeof error.stack === 'string' && { stack: scrubText(error.stack) }),
    ...(error.cause !== undefined && error.cause !== null && { cause: redactLink(error.cause, depth + 1, path) }),
    ...(Array.isArray(aggregated) && {
      errors: aggregated.slice(0, MAX_AGGREGATED).map((item) => redactLink(item, depth + 1, path)),
    }),
  };
}

/** By shape: the SDK's native half hands over errors as plain objects. */
function isErrorLike(value: unknown): value is { name?: unknown; message: string; stack?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
