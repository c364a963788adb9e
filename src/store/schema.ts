import type { ColumnType, Generated } from 'kysely';
import type { DecisionKind } from '../domain/decision';

/**
 * Tables as kysely sees them. PostgreSQL's bigint, numeric and date come back as text, so that no digit and no day is
 * lost; `bytea` columns are sealed with the tenant's key before they get here.
 */
type Written<T> = ColumnType<T, T | undefined, T>;
type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Json<T> = ColumnType<T, string, string>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface Schema {
  tenant: { id: string; name: string; created_at: Instant };
  data_key: {
    tenant_id: string;
    key_id: string;
    version: number;
    master_key_id: string;
    wrapped: Buffer;
    created_at: Instant;
  };
  connection: {
    id: string;
    tenant_id: string;
    environment: 'sandbox' | 'production';
    erp: 'jde' | 'fusion';
    procore_company_id: string;
    settings: Json<unknown>;
    settings_version: Written<number>;
    secrets: Buffer;
    clock: Written<string>;
    go_live_at: MaybeInstant;
    take_over: Written<string | null>;
    paused_reason: Written<string | null>;
    rebuild_reason: Written<string | null>;
    procore_user_id: Written<string | null>;
    created_at: Instant;
  };
  version_row: { connection_id: string; tenant_id: string; key: string; version: string };
  project: {
    connection_id: string;
    id: string;
    tenant_id: string;
    number: string;
    name: string;
    time_zone: Written<string | null>;
    seen_at: Instant;
  };
  feed: {
    connection_id: string;
    project_id: string;
    name: string;
    tenant_id: string;
    cadence: Json<unknown>;
    watermark: MaybeJson<unknown>;
    watermark_no: Written<string>;
    last_run_at: MaybeInstant;
    last_error: Written<string | null>;
  };
  procore_quota: {
    key: string;
    remaining: Written<number | null>;
    reset_at: MaybeInstant;
    blocked_until: MaybeInstant;
  };
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
  temporal_cluster: { id: string; noted_at: Instant };
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
    body: Buffer;
    outcome: Written<string | null>;
    received_at: Instant;
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
  posting: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    document_id: string;
    step: string;
    ordinal: number;
    erp_key: string;
    state: Written<string>;
    plan_id: Written<string | null>;
    lease_no: Written<number>;
    lease_until: MaybeInstant;
    body: Written<Buffer | null>;
    body_hash: Written<string | null>;
    sends: Written<number>;
    send_by: MaybeInstant;
    settle_at: MaybeInstant;
    reference: MaybeJson<Record<string, string>>;
    facts: MaybeJson<Record<string, string>>;
    erp_stage: Written<string | null>;
    created_at: Instant;
    confirmed_at: MaybeInstant;
  };
  posting_attempt: {
    id: Generated<string>;
    tenant_id: string;
    posting_id: string;
    lease_no: number;
    run_id: string;
    attempt: number;
    sent_at: Instant;
    answered_at: MaybeInstant;
    outcome: Written<string | null>;
    reference: MaybeJson<Record<string, string>>;
    detail: Written<string | null>;
  };
  counted_line: {
    connection_id: string;
    document_id: string;
    item_key: string;
    tenant_id: string;
    commitment_id: string;
    number: number;
    gross: string;
    net_retainage: string;
  };
  retainage_release: {
    document_id: string;
    tenant_id: string;
    connection_id: string;
    commitment_id: string;
    number: number;
    supplier: string;
    currency: string;
    amount: string;
    open_before: string;
    let_go_before: string;
    noted_at: Instant;
    done_at: MaybeInstant;
  };
  opening_balance: {
    connection_id: string;
    commitment_id: string;
    tenant_id: string;
    last_number: number;
    certified: string;
    imported_by: string;
    imported_at: Instant;
    confirmed_by: Written<string | null>;
    confirmed_at: MaybeInstant;
  };
  opening_balance_line: {
    connection_id: string;
    commitment_id: string;
    item_key: string;
    tenant_id: string;
    billed: string;
    stored: string;
    withheld: string;
  };
  mapping_version: {
    connection_id: string;
    version: number;
    tenant_id: string;
    created_by: string;
    created_at: Instant;
  };
  mapping_row: {
    connection_id: string;
    version: number;
    line: number;
    tenant_id: string;
    project: string;
    sub_job: string;
    cost_code: string;
    cost_type: string;
    business_unit: string;
    object: string;
    subsidiary: string;
    subledger: string;
    subledger_type: string;
  };
  party: {
    id: Generated<string>;
    tenant_id: string;
    connection_id: string;
    procore_vendor_id: string;
    erp_number: Written<string | null>;
    erp_tax_digest: Written<string | null>;
    linked_by: Written<string | null>;
    linked_at: MaybeInstant;
  };
  erp_fact: {
    connection_id: string;
    kind: 'account' | 'businessUnit' | 'company' | 'supplier';
    key: string;
    tenant_id: string;
    fact: MaybeJson<unknown>;
    read_at: Instant;
  };
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
