import type { Generated } from 'kysely';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Effects in the ERP, and what counts as posted. */
export interface LedgerTables {
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
}
