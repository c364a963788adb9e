import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './derive-key';
import type { MasterKeyRing } from './master-key-ring';
import { SealError } from './seal-error';
import type { SealKey } from './seal-key';

/** How far a tenant's audit trail has come: the number and the hash of its last entry, and when that was so. */
export interface AuditHead {
  readonly tenantId: string;
  readonly count: string;
  readonly hash: string;
  readonly at: string;
}

/** As a log line and the last line of an export have it; the names are those that logs let pass. */
export interface SignedHead {
  readonly tenantId: string;
  readonly auditCount: string;
  readonly auditHead: string;
  readonly auditHeadAt: string;
  readonly masterKeyId: string;
  readonly auditSignature: string;
}

/**
 * Signs heads by HMAC-SHA256 under a key derived from the master key. So whoever has the database but no master key
 * cannot make a head that passes; whoever has the master key can, which is why kept heads belong elsewhere.
 */
export class AuditHeadSigner {
  readonly #masterKeys: MasterKeyRing;

  constructor(masterKeys: MasterKeyRing) {
    this.#masterKeys = masterKeys;
  }

  sign(head: AuditHead): SignedHead {
    const key = this.#masterKeys.current;
    return {
      tenantId: head.tenantId,
      auditCount: head.count,
      auditHead: head.hash,
      auditHeadAt: head.at,
      masterKeyId: key.id,
      auditSignature: signature(key, head).toString('hex'),
    };
  }

  /** What is wrong with a signed head; null when nothing is. */
  faultOf(signed: SignedHead): string | null {
    const key = this.#keyOf(signed.masterKeyId);
    if (key === null) {
      return `it is signed under master key ${signed.masterKeyId}, which is not loaded; add that key after the current one`;
    }
    const head = {
      tenantId: signed.tenantId,
      count: signed.auditCount,
      hash: signed.auditHead,
      at: signed.auditHeadAt,
    };
    const given = Buffer.from(signed.auditSignature, 'hex');
    const right = signature(key, head);
    return given.length === right.length && timingSafeEqual(given, right) ? null : 'its signature does not fit';
  }

  #keyOf(id: string): SealKey | null {
    try {
      return this.#masterKeys.byId(id);
    } catch (error) {
      if (error instanceof SealError && error.problem === 'unknownKey') return null;
      throw error;
    }
  }
}

function signature(key: SealKey, { tenantId, count, hash, at }: AuditHead): Buffer {
  return createHmac('sha256', deriveKey(key, 'ml-connector/audit-head'))
    .update(JSON.stringify([tenantId, count, hash, at]), 'utf8')
    .digest();
}
