import { createHash } from 'node:crypto';

/** `v2:` and the sha256 of a content's canonical text, which `version` is part of. */
export function contentHashOf(version: number, text: string): string {
  return `v${version}:${createHash('sha256').update(text).digest('hex')}`;
}
