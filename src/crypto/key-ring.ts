import { createHmac } from 'node:crypto';
import { newDataKey, unwrapDataKey } from './data-key';
import type { DataKeyStore, WrappedDataKey } from './data-key-store';
import { deriveKey } from './derive-key';
import { envelopeKeyId, openEnvelope, sealEnvelope } from './envelope';
import type { MasterKeyRing } from './master-key-ring';
import { SealError } from './seal-error';
import type { SealKey } from './seal-key';

/** Owns what belongs to no customer: payloads of workflows that serve all tenants. Never the id of a customer. */
export const SYSTEM_TENANT_ID = 'system';

export interface KeyRingOptions {
  readonly store: DataKeyStore;
  readonly masterKeys: MasterKeyRing;
  /** After this a tenant's keys are read again before sealing, so that every process follows a rotation. Default 5 minutes. */
  readonly refreshAfterMs?: number;
}

interface TenantKeys {
  readonly current: SealKey;
  readonly wrapped: ReadonlyMap<string, WrappedDataKey>;
  /** Filled on demand: an old key whose master key is gone must not stop work with the newer ones. */
  readonly unwrapped: Map<string, SealKey>;
  readonly loadedAtMs: number;
}

/** Each tenant's data keys, unwrapped and cached. Sealing makes a tenant's first key; opening never makes one. */
export class KeyRing {
  readonly #store: DataKeyStore;
  readonly #masterKeys: MasterKeyRing;
  readonly #refreshAfterMs: number;
  readonly #tenants = new Map<string, TenantKeys>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(options: KeyRingOptions) {
    this.#store = options.store;
    this.#masterKeys = options.masterKeys;
    this.#refreshAfterMs = options.refreshAfterMs ?? 300_000;
  }

  /** Afterwards the synchronous variants work for this tenant. */
  async ready(tenantId: string): Promise<void> {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined && performance.now() - known.loadedAtMs < this.#refreshAfterMs) return;
    await this.refresh(tenantId);
    if (this.#tenants.has(tenantId)) return;
    const first = newDataKey(this.#masterKeys, tenantId, 1);
    this.#keep(tenantId, await this.#store.insertFirst(tenantId, first));
  }

  /** Reads the tenant's keys again; many callers at once make one read. */
  async refresh(tenantId: string): Promise<void> {
    const underWay = this.#loading.get(tenantId);
    if (underWay !== undefined) return underWay;
    const loading = this.#store
      .load(tenantId)
      .then((stored) => this.#keep(tenantId, stored))
      .finally(() => this.#loading.delete(tenantId));
    this.#loading.set(tenantId, loading);
    return loading;
  }

  async seal(tenantId: string, purpose: string, plaintext: Uint8Array): Promise<Buffer> {
    await this.ready(tenantId);
    return this.sealSync(tenantId, purpose, plaintext);
  }

  async open(tenantId: string, purpose: string, sealed: Uint8Array): Promise<Buffer> {
    if (this.#tenants.get(tenantId)?.wrapped.has(envelopeKeyId(sealed)) !== true) await this.refresh(tenantId);
    return this.openSync(tenantId, purpose, sealed);
  }

  /**
   * A keyed hash (HMAC-SHA256, hex) under a key of its own, derived from the tenant's first data key. That one is never
   * thrown away, so digests that are stored stay comparable when keys are rotated.
   */
  async digest(tenantId: string, purpose: string, text: string): Promise<string> {
    await this.ready(tenantId);
    const stored = [...(this.#tenants.get(tenantId)?.wrapped.values() ?? [])].sort((a, b) => a.version - b.version);
    const key = deriveKey(this.#keyById(tenantId, stored[0]?.keyId ?? ''), `ml-connector/digest/${purpose}`);
    return createHmac('sha256', key).update(text, 'utf8').digest('hex');
  }

  sealSync(tenantId: string, purpose: string, plaintext: Uint8Array): Buffer {
    const keys = this.#tenants.get(tenantId);
    if (keys === undefined) throw new SealError('unknownKey', `no data key of tenant ${tenantId} is loaded`);
    return sealEnvelope(keys.current, { tenantId, purpose }, plaintext);
  }

  openSync(tenantId: string, purpose: string, sealed: Uint8Array): Buffer {
    return openEnvelope(this.#keyById(tenantId, envelopeKeyId(sealed)), { tenantId, purpose }, sealed);
  }

  #keyById(tenantId: string, keyId: string): SealKey {
    const keys = this.#tenants.get(tenantId);
    const stored = keys?.wrapped.get(keyId);
    if (keys === undefined || stored === undefined) {
      throw new SealError('unknownKey', `data key ${keyId} is none of tenant ${tenantId}'s`);
    }
    const key = keys.unwrapped.get(keyId) ?? unwrapDataKey(this.#masterKeys, tenantId, stored);
    keys.unwrapped.set(keyId, key);
    return key;
  }

  #keep(tenantId: string, stored: readonly WrappedDataKey[]): void {
    const newest = [...stored].sort((a, b) => b.version - a.version)[0];
    if (newest === undefined) return;
    const current = unwrapDataKey(this.#masterKeys, tenantId, newest);
    this.#tenants.set(tenantId, {
      current,
      wrapped: new Map(stored.map((key) => [key.keyId, key])),
      unwrapped: new Map([[current.id, current]]),
      loadedAtMs: performance.now(),
    });
  }
}
