import { base32 } from './base32';

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;

/** FNV-1a over the text's UTF-16 code units, as base32. Tells cut texts apart; it proves and protects nothing. */
export function shortHash(text: string, length: number): string {
  let hash = offsetBasis;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    for (const byte of [unit & 0xff, unit >> 8]) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  }
  const bytes = Uint8Array.from({ length: 8 }, (_, index) => Number((hash >> BigInt(56 - 8 * index)) & 0xffn));
  return base32(bytes).slice(0, length);
}
