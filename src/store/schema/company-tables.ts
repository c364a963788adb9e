import type { Side } from '../../domain/vendor/matching/company-record';
import type { FindingKind, MatchedBy } from '../../domain/vendor/matching/finding';
import type { MatchDecision } from '../../domain/vendor/matching/match-decision';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Companies of both sides, as they were read to be matched. */
export interface CompanyTables {
  companySweep: {
    connectionId: string;
    side: Side;
    number: number;
    tenantId: string;
    state: Written<'reading' | 'whole' | 'void'>;
    reached: MaybeJson<unknown>;
    seen: Written<number>;
    changed: Written<number>;
    missing: Written<number>;
    why: Written<string | null>;
    begunAt: Instant;
    endedAt: MaybeInstant;
  };
  companyRecord: {
    connectionId: string;
    side: Side;
    id: string;
    tenantId: string;
    /** Sealed: the record. */
    body: Buffer;
    /** Digests of what counts of it, and of what people know it by. */
    hash: string;
    identity: string;
    /** Of their form. */
    version: number;
    seenIn: number;
    /** Before the call that read the body. */
    readAt: MaybeInstant;
    changedAt: Instant;
  };
  matchRun: {
    connectionId: string;
    tenantId: string;
    ranAt: Instant;
    closedBy: Written<string | null>;
    closedAt: MaybeInstant;
  };
  matchFinding: {
    connectionId: string;
    /** In the order in which they are shown. */
    number: number;
    tenantId: string;
    kind: FindingKind;
    vendors: string[];
    suppliers: string[];
    score: number | null;
    matchedBy: MatchedBy[];
  };
  matchDecision: {
    connectionId: string;
    vendor: string;
    supplier: string;
    tenantId: string;
    decision: MatchDecision;
    vendorIdentity: string;
    supplierIdentity: string;
    decidedBy: string;
    decidedAt: Instant;
  };
}
