import { ALLOWED_ERROR_MEMBERS, HIDDEN } from './allowed-names';
import { scrubText } from './scrub-text';
import { showsMessage } from './shows-message';

const MAX_CHAIN = 10;
const MAX_AGGREGATED = 10;
const FRAME = /^ {4}at (?:async )?(?:[\w$.<>#[\] ]{1,120} \([^()\s]{1,400}:\d+:\d+\)|[^()\s]{1,400}:\d+:\d+)$/;

export interface RedactedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: RedactedError;
  readonly errors?: readonly RedactedError[];
  readonly [member: string]: unknown;
}

/**
 * Keeps name, frames of the stack and the chain of causes; of messages and other members only those allowed, since errors quote values, and
 * requests, answers and rows hang on them. The full text of what an activity threw stands, encrypted, in the workflow's history.
 */
export function redactError(error: unknown): RedactedError {
  return redactLink(error, 0, new Set());
}

function redactLink(error: unknown, depth: number, above: ReadonlySet<unknown>): RedactedError {
  if (typeof error === 'string') return { name: 'Error', message: HIDDEN };
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
    message: showsMessage(error) ? scrubText(error.message) : HIDDEN,
    ...(typeof error.stack === 'string' && { stack: framesOf(error.stack) }),
    ...(error.cause !== undefined && error.cause !== null && { cause: redactLink(error.cause, depth + 1, path) }),
    ...(Array.isArray(aggregated) && {
      errors: aggregated.slice(0, MAX_AGGREGATED).map((item) => redactLink(item, depth + 1, path)),
    }),
  };
}

/** A stack begins with the message, which can have many lines: only lines in the shape of a frame are kept. */
function framesOf(stack: string): string {
  const frames = stack.split('\n').filter((line) => FRAME.test(line));
  return scrubText(frames.join('\n'));
}

/** By shape: the SDK's native half hands over errors as plain objects. */
function isErrorLike(value: unknown): value is { name?: unknown; message: string; stack?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
