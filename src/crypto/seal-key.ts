import { createSecretKey, type KeyObject } from 'node:crypto';

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** A `KeyObject` rather than bytes: neither a log line nor an inspected object can show it. */
export interface SealKey {
  readonly id: string;
  readonly key: KeyObject;
}

export function sealKey(id: string, bytes: Uint8Array): SealKey {
  if (!KEY_ID.test(id)) throw new RangeError('a key id is 1 to 64 letters, digits, "_", "." or "-"');
  if (bytes.byteLength !== KEY_BYTES) {
    throw new RangeError(`key ${id} has ${bytes.byteLength} bytes; AES-256 takes ${KEY_BYTES}`);
  }
  return { id, key: createSecretKey(bytes) };
}
