import type { Side } from '../../domain/vendor/matching/company-record';
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
    changedAt: Instant;
  };
}
