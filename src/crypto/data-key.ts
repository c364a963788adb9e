import { randomBytes } from 'node:crypto';
import type { WrappedDataKey } from './data-key-store';
import { openEnvelope, sealEnvelope, type SealBinding } from './envelope';
import type { MasterKeyRing } from './master-key-ring';
import { sealKey, type SealKey } from './seal-key';

export function newDataKey(masterKeys: MasterKeyRing, tenantId: string, version: number): WrappedDataKey {
  const keyId = `dk-${randomBytes(8).toString('hex')}`;
  return wrapDataKey(masterKeys, tenantId, { keyId, version }, randomBytes(32));
}

export function unwrapDataKey(masterKeys: MasterKeyRing, tenantId: string, stored: WrappedDataKey): SealKey {
  const bytes = openEnvelope(masterKeys.byId(stored.masterKeyId), binding(tenantId, stored.keyId), stored.wrapped);
  return sealKey(stored.keyId, bytes);
}

export function rewrapDataKey(masterKeys: MasterKeyRing, tenantId: string, stored: WrappedDataKey): WrappedDataKey {
  const bytes = unwrapDataKey(masterKeys, tenantId, stored).key.export();
  return wrapDataKey(masterKeys, tenantId, stored, bytes);
}

function wrapDataKey(
  masterKeys: MasterKeyRing,
  tenantId: string,
  named: Pick<WrappedDataKey, 'keyId' | 'version'>,
  bytes: Uint8Array,
): WrappedDataKey {
  const master = masterKeys.current;
  return {
    keyId: named.keyId,
    version: named.version,
    masterKeyId: master.id,
    wrapped: sealEnvelope(master, binding(tenantId, named.keyId), bytes),
  };
}

function binding(tenantId: string, keyId: string): SealBinding {
  return { tenantId, purpose: `data-key/${keyId}` };
}
