import type { CodedAccount, CodeRow } from '../../domain/coding/cost-codes/coded-account';
import type { Instant, Json, MaybeInstant, MaybeJson, Written } from './column-types';

/** Accounts of the ERP as cost codes in Procore. A scope is a project's id, or `''` for the company's list. */
export interface CostCodeTables {
  costCodePlan: {
    connectionId: string;
    number: number;
    tenantId: string;
    state: Written<'planning' | 'planned'>;
    accounts: MaybeJson<readonly CodedAccount[]>;
    scopes: Json<Readonly<Record<string, number>>>;
    madeBy: string;
    madeAt: Instant;
    appliedBy: Written<string | null>;
    appliedAt: MaybeInstant;
  };
  costCodeRow: {
    connectionId: string;
    plan: number;
    scope: string;
    position: number;
    tenantId: string;
    row: Json<CodeRow>;
    outcome: Written<'done' | 'moved' | 'refused' | null>;
    told: Written<string>;
  };
  costCodeLink: {
    connectionId: string;
    scope: string;
    level: string;
    code: string;
    costType: string;
    tenantId: string;
    procoreId: string;
    name: Written<string | null>;
    account: Written<string>;
    inactivated: Written<boolean>;
    linkedAt: Instant;
  };
  costCodeAccepted: {
    connectionId: string;
    scope: string;
    level: string;
    code: string;
    costType: string;
    tenantId: string;
    erp: Written<string>;
    procore: Written<string>;
    acceptedBy: Written<string>;
    acceptedAt: Instant;
  };
}
