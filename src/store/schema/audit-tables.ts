import type { Instant, Json, MaybeInstant, Written } from './column-types';

/** The audit trail. */
export interface AuditTables {
  auditHead: { tenantId: string; count: Written<string>; hash: Written<string>; loggedAt: MaybeInstant };
  auditEntry: {
    tenantId: string;
    seq: string;
    at: Instant;
    actor: string;
    connectionId: string | null;
    documentKind: string | null;
    sourceId: string | null;
    act: string;
    facts: Json<Record<string, unknown>>;
    payloadHash: string | null;
    previousHash: string;
    hash: string;
  };
}
