import type { Generated } from 'kysely';
import type { Book } from '../../domain/posting/books/entry';
import type { Lookalike, Reference } from '../../domain/posting/look';
import type { Origin } from '../../domain/posting/books/posted-effects';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { Instant, MaybeInstant, MaybeJson, Written } from './column-types';

/** Effects in the ERP, and what counts as posted. */
export interface LedgerTables {
  posting: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    documentId: string;
    /** The outside system, and the kind's name in it. */
    system: string;
    kind: string;
    step: string;
    ordinal: number;
    key: string;
    state: Written<PostingState>;
    origin: Written<Origin>;
    /** The thing outside that it changes. */
    subject: Written<string>;
    /** It keeps other documents off its subject. */
    occupies: Written<boolean>;
    supplier: Written<string>;
    /** Of the invoice; `''` where it has none. */
    number: Written<string>;
    /** The decision that asked for it. */
    because: Written<string | null>;
    /** The entry of the plan that it was reserved for. */
    planStep: Written<string>;
    planId: Written<string | null>;
    leaseNo: Written<number>;
    leaseUntil: MaybeInstant;
    body: Written<Buffer | null>;
    bodyHash: Written<string | null>;
    sends: Written<number>;
    sendBy: MaybeInstant;
    settleAt: MaybeInstant;
    reference: MaybeJson<Reference>;
    /** What the read-back that confirmed it said besides; null while it is not confirmed. */
    facts: MaybeJson<Record<string, string>>;
    /** How far it has come; null while it is not confirmed. */
    stage: Written<PostingStage | null>;
    /** The system's own word for that. */
    stageWord: Written<string>;
    createdAt: Instant;
    firstSentAt: MaybeInstant;
    confirmedAt: MaybeInstant;
    /** Something else than this was seen under its key; the next pass of its document looks closely. */
    suspectedAt: MaybeInstant;
    /** Other invoices that may be the same; null while nobody has looked. */
    lookalikes: MaybeJson<readonly Lookalike[]>;
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
    reference: MaybeJson<Reference>;
    detail: Written<string | null>;
    /** The outside system's own texts, sealed; null where it said nothing. */
    said: Written<Buffer | null>;
    /** The kind that moved the posting on; null: the posting itself was sent. */
    act: Written<string | null>;
  };
  /** Things outside that are changed; a row is there to be locked. */
  subject: {
    connectionId: string;
    name: string;
    tenantId: string;
  };
  /** One document's part in one posting; without a posting: what counts although nothing is posted for it. */
  effect: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    postingId: string | null;
    documentId: string;
    step: string;
    commitmentId: string | null;
    number: number | null;
    /** Of a part in a posting of another document: its own plan and decision. Null: those of the posting. */
    planId: string | null;
    because: string | null;
    createdAt: Instant;
  };
  effectEntry: {
    effectId: string;
    line: number;
    tenantId: string;
    book: Book;
    supplier: string;
    account: string;
    orderLine: string;
    item: string;
    amount: string;
    gross: string;
    withheld: string;
    tax: string;
    period: string;
    /** `YYYY-MM-DD`; null: not kept. */
    bookedOn: string | null;
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
