import type { BankChangeState } from '../../domain/vendor/bank/bank-change';
import type { Role } from '../../domain/persons/person';
import type { Instant, MaybeInstant, Written } from './column-types';

/** Changes of bank details, and the keys of the persons who act on them. */
export interface BankChangeTables {
  apiKey: {
    id: Written<string>;
    tenantId: string;
    number: number;
    person: string;
    role: Role;
    digest: Buffer;
    issuedBy: string;
    issuedAt: Instant;
    revokedBy: Written<string | null>;
    revokedAt: MaybeInstant;
  };
  bankChange: {
    id: string;
    tenantId: string;
    connectionId: string;
    number: number;
    partyId: string;
    vendor: string;
    supplier: string;
    recordType: string;
    masked: string;
    state: BankChangeState;
    /** Sealed. */
    body: Buffer;
    requestedBy: string;
    requestedAt: Instant;
    decideBy: Instant;
    /** Sealed. */
    callBack: Written<Buffer | null>;
    calledBy: Written<string | null>;
    callEnteredAt: MaybeInstant;
    /** Sealed. */
    decision: Written<Buffer | null>;
    decidedBy: Written<string | null>;
    decidedAt: MaybeInstant;
    applyAt: MaybeInstant;
    endedBy: Written<string | null>;
    endedAt: MaybeInstant;
    /** Sealed. */
    endedWhy: Written<Buffer | null>;
  };
}
