import type { Generated } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { PostingState } from '../../domain/posting/posting-state';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Effects in the ERP, and what counts as posted. */
export interface LedgerTables {
  posting: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    documentId: string;
    step: string;
    ordinal: number;
    erpKey: string;
    state: Written<PostingState>;
    planId: Written<string | null>;
    leaseNo: Written<number>;
    leaseUntil: MaybeInstant;
    body: Written<Buffer | null>;
    bodyHash: Written<string | null>;
    sends: Written<number>;
    sendBy: MaybeInstant;
    settleAt: MaybeInstant;
    reference: MaybeJson<ErpReference>;
    /** What the read-back that confirmed it said besides; null while it is not confirmed. */
    facts: MaybeJson<Record<string, string>>;
    erpStage: Written<string | null>;
    createdAt: Instant;
    confirmedAt: MaybeInstant;
  };
  postingAttempt: {
    id: Generated<string>;
    tenantId: string;
    postingId: string;
    leaseNo: number;
    runId: string;
    attempt: number;
    sentAt: Instant;
    answeredAt: MaybeInstant;
    outcome: Written<string | null>;
    reference: MaybeJson<ErpReference>;
    detail: Written<string | null>;
  };
  countedLine: {
    connectionId: string;
    documentId: string;
    itemKey: string;
    tenantId: string;
    commitmentId: string;
    number: number;
    gross: string;
    netRetainage: string;
  };
  openingBalance: {
    connectionId: string;
    commitmentId: string;
    tenantId: string;
    lastNumber: number;
    certified: string;
    importedBy: string;
    importedAt: Instant;
    confirmedBy: Written<string | null>;
    confirmedAt: MaybeInstant;
  };
  openingBalanceLine: {
    connectionId: string;
    commitmentId: string;
    itemKey: string;
    tenantId: string;
    billed: string;
    stored: string;
    withheld: string;
  };
  retainageRelease: {
    documentId: string;
    tenantId: string;
    connectionId: string;
    commitmentId: string;
    number: number;
    supplier: string;
    currency: string;
    amount: string;
    /** What stood with pay status R, and what AP had let go of, when it was noted. */
    openBefore: string;
    letGoBefore: string;
    notedAt: Instant;
    /** When JDE showed it done; null while it is a task of AP's. */
    doneAt: MaybeInstant;
  };
}
