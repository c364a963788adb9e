import { createHash } from 'node:crypto';
import { SealError } from './seal-error';
import { sealKey, type SealKey } from './seal-key';

/** The keys that wrap data keys: new wrappings use the first, every one of them opens old ones. */
export class MasterKeyRing {
  readonly current: SealKey;
  readonly #byId: ReadonlyMap<string, SealKey>;

  constructor(keys: readonly [SealKey, ...SealKey[]]) {
    this.current = keys[0];
    this.#byId = new Map(keys.map((key) => [key.id, key]));
    if (this.#byId.size !== keys.length) throw new RangeError('two master keys have the same id');
  }

  /**
   * Entries `base64` or `id:base64` of 32 bytes, parted by commas or line ends; the first is current. Without an id a key is named by a digest
   * of itself, so that a wrong key is reported as an unknown key rather than as tampering.
   *
   * @param source names where the text came from, for errors; these never show the text.
   */
  static parse(text: string, source: string): MasterKeyRing {
    const [first, ...others] = text
      .split(/[,\n]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry, index) => parseEntry(entry, `entry ${index + 1} of ${source}`));
    if (first === undefined) throw new RangeError(`${source} holds no master key; expected base64 of 32 random bytes`);
    return new MasterKeyRing([first, ...others]);
  }

  byId(id: string): SealKey {
    const key = this.#byId.get(id);
    if (key === undefined) {
      throw new SealError(
        'unknownKey',
        `master key ${id} is not loaded (loaded: ${[...this.#byId.keys()].join(', ')}); ` +
          'add it after the current one until every data key is wrapped anew',
      );
    }
    return key;
  }
}

function parseEntry(entry: string, place: string): SealKey {
  const colon = entry.indexOf(':');
  const encoded = entry.slice(colon + 1).replace(/=+$/, '');
  const bytes = Buffer.from(encoded, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === encoded || bytes.toString('base64url') === encoded;
  if (!isBase64) throw new RangeError(`${place} is not base64; expected base64 or id:base64 of 32 random bytes`);
  const id = colon < 0 ? ownName(bytes) : entry.slice(0, colon).trim();
  try {
    return sealKey(id, bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'not a key';
    throw new RangeError(`${place}: ${reason}`, { cause });
  }
}

function ownName(bytes: Buffer): string {
  const digest = createHash('sha256').update('ml-connector master key id').update(bytes).digest('hex');
  return `mk-${digest.slice(0, 12)}`;
}
