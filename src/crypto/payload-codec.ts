import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec, type SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { envelopeKeyId } from './envelope';
import { SYSTEM_TENANT_ID, type KeyRing } from './key-ring';
import { SealError } from './seal-error';
import type { TenantOf } from './tenant-directory';

const ENCRYPTED_ENCODING = 'binary/encrypted';
const KEY_ID = 'key-id';
const TENANT_ID = 'tenant-id';
const PURPOSE = 'temporal-payload';
/** It comes from outside and is asked of a database, which takes no NUL. */
const tenantForm = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

export interface EncryptingCodecOptions {
  readonly keyRing: KeyRing;
  readonly tenantOf: TenantOf;
}

/**
 * Encrypts whole payloads, metadata included. The workflow in the serialization context chooses the tenant's key; tenant and key id stand in the
 * clear metadata, so that decoding needs no context (UI, replay of a history under another id). Changing them there only makes it fail: both are
 * bound into the envelope.
 */
export class EncryptingPayloadCodec implements PayloadCodec {
  readonly #keyRing: KeyRing;
  readonly #tenantOf: TenantOf;

  constructor(options: EncryptingCodecOptions) {
    this.#keyRing = options.keyRing;
    this.#tenantOf = options.tenantOf;
  }

  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    if (payloads.length === 0) return [];
    const tenantId = context?.workflowId ? await this.#tenantOf(context.workflowId) : SYSTEM_TENANT_ID;
    await this.#keyRing.ready(tenantId);
    return payloads.map((payload) => {
      const plaintext = temporal.api.common.v1.Payload.encode(payload).finish();
      const data = this.#keyRing.sealSync(tenantId, PURPOSE, plaintext);
      return {
        metadata: {
          [METADATA_ENCODING_KEY]: utf8(ENCRYPTED_ENCODING),
          [KEY_ID]: utf8(envelopeKeyId(data)),
          [TENANT_ID]: utf8(tenantId),
        },
        data,
      };
    });
  }

  async decode(payloads: Payload[], _context?: SerializationContext): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decodeOne(payload)));
  }

  async #decodeOne(payload: Payload): Promise<Payload> {
    if (text(payload, METADATA_ENCODING_KEY) !== ENCRYPTED_ENCODING) return payload;
    const tenantId = text(payload, TENANT_ID);
    if (tenantId === undefined || !tenantForm.test(tenantId) || !payload.data) {
      throw new SealError(
        'malformed',
        `an encrypted payload lacks its ${TENANT_ID} metadata, as we write it, or its data`,
      );
    }
    const plaintext = await this.#keyRing.open(tenantId, PURPOSE, payload.data);
    return temporal.api.common.v1.Payload.decode(plaintext);
  }
}

function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function text(payload: Payload, name: string): string | undefined {
  const value = payload.metadata?.[name];
  return value ? new TextDecoder().decode(value) : undefined;
}
