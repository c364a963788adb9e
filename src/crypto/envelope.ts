import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealError } from './seal-error';
import type { SealKey } from './seal-key';

const FORMAT_VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_KEY_ID_BYTES = 64;

/** What a sealed value is bound to: opened under another tenant or purpose it counts as tampered. */
export interface SealBinding {
  readonly tenantId: string;
  readonly purpose: string;
}

/** Format 1: version (1 byte), length of the key id (1 byte), key id, IV (12), GCM tag (16), ciphertext. */
export function sealEnvelope(key: SealKey, binding: SealBinding, plaintext: Uint8Array): Buffer {
  const keyId = Buffer.from(key.id, 'utf8');
  const header = Buffer.concat([Buffer.from([FORMAT_VERSION, keyId.length]), keyId]);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(header, binding));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
}

export function openEnvelope(key: SealKey, binding: SealBinding, sealed: Uint8Array): Buffer {
  const { keyId, header, iv, tag, body } = split(sealed);
  if (keyId !== key.id) throw new SealError('unknownKey', `sealed with key ${keyId}, but key ${key.id} was given`);
  const decipher = createDecipheriv('aes-256-gcm', key.key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(header, binding));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw new SealError(
      'tampered',
      `a value sealed with key ${keyId} does not open for tenant ${binding.tenantId}, purpose ${binding.purpose}: ` +
        'its bytes were changed, or it was sealed for another tenant or purpose, or another key goes by this id',
      { cause },
    );
  }
}

export function envelopeKeyId(sealed: Uint8Array): string {
  return split(sealed).keyId;
}

export function envelopeToText(sealed: Uint8Array): string {
  return Buffer.from(sealed).toString('base64url');
}

export function envelopeFromText(text: string): Buffer {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new SealError('malformed', 'a sealed text is base64url without padding');
  return Buffer.from(text, 'base64url');
}

interface EnvelopeParts {
  readonly keyId: string;
  readonly header: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
}

function split(sealed: Uint8Array): EnvelopeParts {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const version = bytes[0];
  const keyIdLength = bytes[1];
  if (version === undefined || keyIdLength === undefined) {
    throw new SealError('malformed', `a sealed value of ${bytes.length} bytes is too short`);
  }
  if (version !== FORMAT_VERSION) {
    throw new SealError('malformed', `sealed format ${version} is not known; this program reads ${FORMAT_VERSION}`);
  }
  const ivStart = 2 + keyIdLength;
  const bodyStart = ivStart + IV_BYTES + TAG_BYTES;
  if (keyIdLength === 0 || keyIdLength > MAX_KEY_ID_BYTES || bytes.length < bodyStart) {
    throw new SealError('malformed', `a sealed value of ${bytes.length} bytes is cut or has no key id`);
  }
  return {
    keyId: bytes.toString('utf8', 2, ivStart),
    header: bytes.subarray(0, ivStart),
    iv: bytes.subarray(ivStart, ivStart + IV_BYTES),
    tag: bytes.subarray(ivStart + IV_BYTES, bodyStart),
    body: bytes.subarray(bodyStart),
  };
}

/** Each part carries its length, else tenant "a" with purpose "bc" would equal tenant "ab" with purpose "c". */
function associatedData(header: Buffer, binding: SealBinding): Buffer {
  return Buffer.concat(
    [header, Buffer.from(binding.tenantId, 'utf8'), Buffer.from(binding.purpose, 'utf8')].flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}
