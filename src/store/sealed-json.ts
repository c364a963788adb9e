import type { KeyRing } from '../crypto/key-ring';

/**
 * What a stored body is for; a body sealed for one purpose does not open under another. Secrets name their connection too,
 * and bank details the request that they belong to, so that those of one are never another's.
 */
export type SealPurpose =
  | `secrets/${string}`
  | `bankChange/${string}`
  | 'snapshot'
  | 'plan'
  | 'posting'
  | 'answer'
  | 'problems'
  | 'secrets'
  | 'webhook'
  | 'commitment'
  | 'company'
  | 'vendorImport';

export type DigestPurpose = 'taxId' | 'company';

/** Bodies in the database: JSON, sealed with the tenant's data key. */
export class SealedJson {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /** Makes the tenant's first key where there is none, in a transaction of its own: to be called outside of any other. */
  ready(tenantId: string): Promise<void> {
    return this.#keys.ready(tenantId);
  }

  seal(tenantId: string, purpose: SealPurpose, value: unknown): Promise<Buffer> {
    return this.#keys.seal(tenantId, purpose, Buffer.from(JSON.stringify(value), 'utf8'));
  }

  /** For what is only ever compared: equal texts give equal digests, and without the tenant's key none can be tried. */
  digest(tenantId: string, purpose: DigestPurpose, text: string): Promise<string> {
    return this.#keys.digest(tenantId, purpose, text);
  }

  /** The caller names the type: what is opened here was written by this code, under authenticated encryption. */
  async open<T>(tenantId: string, purpose: SealPurpose, sealed: Uint8Array): Promise<T> {
    const text = await this.#keys.open(tenantId, purpose, sealed);
    return JSON.parse(text.toString('utf8')) as T;
  }
}
