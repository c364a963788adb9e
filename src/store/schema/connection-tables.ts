import type { Instant, Json, MaybeInstant, MaybeJson, Written } from './column-types';

/** Who is connected with what, when it is polled, and the keys of its data. */
export interface ConnectionTables {
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
  temporal_cluster: { id: string; noted_at: Instant };
}
