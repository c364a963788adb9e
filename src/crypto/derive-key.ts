import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { SealKey } from './seal-key';

/** A key for one use, from which neither the key it comes from nor that of another use can be told (HKDF-SHA256). */
export function deriveKey(from: SealKey, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', from.key, Buffer.alloc(0), use, 32)));
}
