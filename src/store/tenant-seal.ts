import type { DigestPurpose, SealedJson, SealPurpose } from './sealed-json';

/** What `SealedJson` does, for one tenant. */
export class TenantSeal {
  readonly #sealed: SealedJson;
  readonly #tenantId: string;

  constructor(sealed: SealedJson, tenantId: string) {
    this.#sealed = sealed;
    this.#tenantId = tenantId;
  }

  /** With the tenant's present data key. */
  seal(purpose: SealPurpose, value: unknown): Promise<Buffer> {
    return this.#sealed.seal(this.#tenantId, purpose, value);
  }

  /** The caller names the type, as with `SealedJson`. */
  open<T>(purpose: SealPurpose, sealed: Uint8Array): Promise<T> {
    return this.#sealed.open<T>(this.#tenantId, purpose, sealed);
  }

  /** For what is only ever compared, as with `SealedJson`. */
  digest(purpose: DigestPurpose, text: string): Promise<string> {
    return this.#sealed.digest(this.#tenantId, purpose, text);
  }
}
