import { types } from 'node:util';

/** Also true for errors of another realm (the workflow sandbox, Jest), where `instanceof` fails. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}
