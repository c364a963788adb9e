/** A tenant's data key as it is stored: encrypted by a master key, useless without it. */
export interface WrappedDataKey {
  readonly keyId: string;
  /** Counts from 1 in each tenant; the highest is current. */
  readonly version: number;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

export interface DataKeyStore {
  /** All data keys of the tenant, in any order; empty when there is none. */
  load(tenantId: string): Promise<readonly WrappedDataKey[]>;
  /** Stores version 1 unless the tenant already has one (unique on tenant and version); answers all that now stand. */
  insertFirst(tenantId: string, first: WrappedDataKey): Promise<readonly WrappedDataKey[]>;
}

export interface DataKeyRotationStore extends DataKeyStore {
  /** Stores the next version unless it is taken (unique on tenant and version); answers all that now stand. */
  insertNext(tenantId: string, next: WrappedDataKey): Promise<readonly WrappedDataKey[]>;
  /** Replaces the wrapping of one key where `masterKeyId` is still `fromMasterKeyId`; false when it is not. */
  replaceWrapping(tenantId: string, fromMasterKeyId: string, rewrapped: WrappedDataKey): Promise<boolean>;
}
