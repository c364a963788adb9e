import type { Generated } from 'kysely';
import type { DecisionKind } from '../../domain/holds/decision';
import type { Instant, MaybeInstant, Written } from './column-types';

/** Documents on their way: what was seen, planned and held, and the signals that are due. */
export interface DocumentTables {
  commitment: {
    connection_id: string;
    id: string;
    tenant_id: string;
    project_id: string;
    body: Written<Buffer | null>;
    read_at: MaybeInstant;
  };
  document: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    kind: string;
    source_id: string;
    workflow_id: string;
    project_id: Written<string>;
    commitment_id: Written<string | null>;
    number: Written<number | null>;
    source_status: Written<string>;
    source_updated_at: MaybeInstant;
    billed_through: Written<string | null>;
    stage: Written<string | null>;
    open: Written<boolean>;
    hint_no: Written<string>;
    plan_id: Written<string | null>;
    gross: Written<string | null>;
    payable: Written<string | null>;
    created_at: Instant;
    changed_at: Instant;
  };
  snapshot: {
    document_id: string;
    tenant_id: string;
    hint_no: string;
    gone: Written<boolean>;
    content_hash: string;
    body: Buffer;
    fetched_at: Instant;
  };
  plan: {
    id: Generated<string>;
    tenant_id: string;
    document_id: string;
    hint_no: string;
    as_of: string;
    mapping_version: number;
    content_hash: string;
    body: Buffer;
    created_at: Instant;
  };
  hold: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    document_id: string;
    kind: 'person' | 'waiting';
    reasons: string[];
    cause_keys: string[];
    problems: Buffer;
    wake_at: MaybeInstant;
    opened_at: Instant;
    release_asked_at: MaybeInstant;
    release_asked_by: Written<string | null>;
    closed_at: MaybeInstant;
  };
  decision: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    document_id: string;
    kind: DecisionKind;
    subject: string;
    note: string;
    decided_by: string;
    decided_at: Instant;
  };
  outbox: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    workflow_type: string;
    workflow_id: string;
    document_kind: string;
    source_id: string;
    project_id: Written<string>;
    signal: 'sourceChanged' | 'resume';
    not_before: Instant;
    attempts: Written<number>;
    last_error: Written<string | null>;
    dead_at: MaybeInstant;
    created_at: Instant;
  };
  webhook_event: {
    connection_id: string;
    event_id: string;
    tenant_id: string;
    resource: string;
    resource_id: string;
    project_id: Written<string>;
    event_type: string;
    event_at: MaybeInstant;
    user_id: Written<string | null>;
    body: Buffer;
    outcome: Written<string | null>;
    received_at: Instant;
    attempts: Written<number>;
    not_before: Instant;
  };
  write_back: {
    connection_id: string;
    tenant_id: string;
    document_kind: string;
    source_id: string;
    user_id: string;
    opened_at: Instant;
    returned_updated_at: MaybeInstant;
  };
}
