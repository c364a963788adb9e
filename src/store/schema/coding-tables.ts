import type { Generated } from 'kysely';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Cost codes, vendors and the ERP's master data. */
export interface CodingTables {
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
}
