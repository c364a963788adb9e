import type { Generated } from 'kysely';
import type { GoLiveChoice } from '../../domain/commitment/at-go-live';
import type { DecisionKind } from '../../domain/holds/decision';
import type { HoldReason } from '../../domain/holds/hold-reason';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Instant, MaybeInstant, Written, Json } from './column-types';

/** Documents on their way: what was seen, planned and held, and the signals that are due. */
export interface DocumentTables {
  commitment: {
    connectionId: string;
    id: string;
    tenantId: string;
    projectId: string;
    /** Null: not read yet, or it has none. */
    number: Written<string | null>;
    /** `WorkOrderContract` or `PurchaseOrderContract`. Null: not read since it is noted. */
    type: Written<string | null>;
    body: Written<Buffer | null>;
    readAt: MaybeInstant;
    /** When Procore was asked for the body, by the database's clock; null: not known. */
    askedAt: MaybeInstant;
    /** It was known when its connection went live. */
    beforeGoLive: Written<boolean>;
  };
  /** What persons chose for commitments older than going live. */
  commitmentChoice: {
    connectionId: string;
    commitmentId: string;
    tenantId: string;
    choice: Json<GoLiveChoice>;
    chosenBy: string;
    chosenAt: Instant;
  };
  document: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    kind: string;
    sourceId: string;
    workflowId: string;
    projectId: Written<string>;
    commitmentId: Written<string | null>;
    number: Written<number | null>;
    /** Of a change order what it is called beside requisitions, `CO-003`; null: not known, or it is none. */
    label: Written<string | null>;
    sourceStatus: Written<string>;
    sourceUpdatedAt: MaybeInstant;
    /** When what is known of it was asked for, by the database's clock. */
    seenAt: MaybeInstant;
    /** When it was last heard to have changed: an answer asked for before may not know of it. */
    newsAt: MaybeInstant;
    /** The last day of what it bills, `YYYY-MM-DD`. */
    billedThrough: Written<string | null>;
    /** Of a direct cost, which bill of which vendor it is of; null: it has none, or is none. */
    bill: Written<string | null>;
    /** When its source says that it was approved; null: not, or not known. */
    approvedAt: MaybeInstant;
    /** It was approved when its connection went live: it is in the books by other means. */
    inBooksBefore: Written<boolean>;
    stage: Written<SyncStage | null>;
    open: Written<boolean>;
    hintNo: Written<string>;
    planId: Written<string | null>;
    /** The runs that the newest plan waits for; null: none, or a pass is under way. */
    runs: Written<string[] | null>;
    /** Sealed: for what its part in the posting of a run was refused, until a hold says so. */
    runRefusal: Written<Buffer | null>;
    /** The connection's count when its newest pass began; null: none did since this is written down. */
    passClock: Written<string | null>;
    gross: Written<string | null>;
    payable: Written<string | null>;
    /** Of both amounts; '' while it is not known. */
    currency: Written<string>;
    /** What its source says that it comes to, before any plan, and in which currency ('': not told). Null: not known. */
    claimed: Written<string | null>;
    claimedCurrency: Written<string>;
    /** Its newest hold; null once it came to an end after that. */
    holdId: Written<string | null>;
    /** What it waits for, and until when, when nothing is wrong with it. */
    waitsFor: Written<string | null>;
    waitsUntil: MaybeInstant;
    createdAt: Instant;
    changedAt: Instant;
  };
  snapshot: {
    documentId: string;
    tenantId: string;
    hintNo: string;
    gone: Written<boolean>;
    contentHash: string;
    body: Buffer;
    fetchedAt: Instant;
  };
  plan: {
    id: Generated<string>;
    tenantId: string;
    documentId: string;
    hintNo: string;
    asOf: string;
    mappingVersion: number;
    contentHash: string;
    body: Buffer;
    createdAt: Instant;
  };
  hold: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    documentId: string;
    kind: 'person' | 'waiting';
    reasons: readonly HoldReason[];
    causeKeys: string[];
    problems: Buffer;
    wakeAt: MaybeInstant;
    openedAt: Instant;
    /** When the first hold of the same began that goes on in this one. */
    since: Instant;
    releaseAskedAt: MaybeInstant;
    releaseAskedBy: Written<string | null>;
    closedAt: MaybeInstant;
  };
  decision: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    kind: DecisionKind;
    subject: string;
    note: string;
    /** Of a choice after posting; `''`: of none. */
    stands: Written<string>;
    shown: Written<string>;
    role: Written<string>;
    evidence: Written<string>;
    decidedBy: string;
    decidedAt: Instant;
  };
  /** The documents that were decided about together. */
  decisionMember: {
    decisionId: string;
    documentId: string;
    tenantId: string;
  };
  outbox: {
    id: Generated<string>;
    tenantId: string;
    connectionId: string;
    workflowType: string;
    workflowId: string;
    documentKind: string;
    sourceId: string;
    projectId: Written<string>;
    /** What the document is called, for the Temporal UI. */
    name: Written<string>;
    signal: 'sourceChanged' | 'resume' | 'poll';
    notBefore: Instant;
    attempts: Written<number>;
    lastError: Written<string | null>;
    deadAt: MaybeInstant;
    createdAt: Instant;
  };
  webhookEvent: {
    connectionId: string;
    eventId: string;
    tenantId: string;
    resource: string;
    resourceId: string;
    projectId: Written<string>;
    eventType: string;
    eventAt: MaybeInstant;
    userId: Written<string | null>;
    body: Buffer;
    outcome: Written<string | null>;
    receivedAt: Instant;
    attempts: Written<number>;
    notBefore: Instant;
  };
  webhookHook: {
    connectionId: string;
    scope: string;
    tenantId: string;
    hookId: Written<string>;
    destination: Written<string>;
    madeAt: Instant;
    comparedAt: MaybeInstant;
    amiss: Written<string | null>;
    missed: Written<number>;
    lastMissedAt: MaybeInstant;
    undelivered: Written<number>;
  };
  writeBack: {
    connectionId: string;
    tenantId: string;
    documentKind: string;
    sourceId: string;
    userId: string;
    openedAt: Instant;
    returnedUpdatedAt: MaybeInstant;
  };
}
