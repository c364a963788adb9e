import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256: enough for random secrets, which cannot be guessed; a password would need a slow hash. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Digests have one length, so the time taken tells neither where nor by how much a guess differs. */
export function matchesDigest(presented: string, digest: Uint8Array): boolean {
  return timingSafeEqual(secretDigest(presented), digest);
}
