import type { Instant, Json, MaybeInstant, Written } from './column-types';

/** The audit trail. */
export interface AuditTables {
  audit_head: { tenant_id: string; count: Written<string>; hash: Written<string>; logged_at: MaybeInstant };
  audit_entry: {
    tenant_id: string;
    seq: string;
    at: Instant;
    actor: string;
    connection_id: string | null;
    document_kind: string | null;
    source_id: string | null;
    act: string;
    facts: Json<Record<string, unknown>>;
    payload_hash: string | null;
    previous_hash: string;
    hash: string;
  };
}
