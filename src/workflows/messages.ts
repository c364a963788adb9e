import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { TakeOver } from '../domain/documents/take-over';
import type { HoldReason } from '../domain/holds/hold-reason';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import type { FindingKind } from '../domain/vendor/matching/finding';

/** A document on its way, named so that its workflow can be started from anywhere. Ids only. */
export interface DocumentRef {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly projectId: string;
}

/** What an operator sees of a document: codes and ids, nothing personal, no amount. Details stand in the database. */
export interface DocumentView {
  readonly stage: SyncStage;
  readonly reason: HoldReason | null;
  readonly reasons: readonly HoldReason[];
  /** Markdown: what is wrong and what to do next. */
  readonly details: string;
  readonly passes: number;
}

/** The source may have changed: look again. Sticky until the next pass begins. */
export const sourceChanged = defineSignal('sourceChanged');
/** Look again now. The only message that has an effect from the Temporal UI. */
export const resume = defineSignal('resume');
export const view = defineQuery<DocumentView>('view');

/** How far a long act has come: words and counts, ids only. */
export interface Progress {
  readonly step: string;
  readonly projects: number;
  readonly projectsRead: number;
  readonly lines: readonly string[];
}

export const progress = defineQuery<Progress>('progress');

export interface GoLiveRequest {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly takeOver: TakeOver;
  /** Who decided it, for the audit trail. */
  readonly actor: string;
}

export interface RebuildLedgerRequest {
  readonly tenantId: string;
  readonly connectionId: string;
  /** The connection's ERP: its workers ask it. */
  readonly erp: string;
  /** ISO 8601. */
  readonly since: string;
  readonly actor: string;
}

/** Accounts of the ERP are to become cost codes: `plan` null plans, else that plan is carried out. */
export interface PublishCostCodesRequest {
  readonly tenantId: string;
  readonly connectionId: string;
  /** The connection's ERP: its workers ask it. */
  readonly erp: string;
  readonly plan: number | null;
  readonly actor: string;
}

export interface CostCodeStep {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly plan: number;
  readonly actor: string;
}

/** How a plan, or carrying one out, came out: rows by what became of them. */
export interface PlanProgress {
  readonly plan: number;
  readonly applied: boolean;
  readonly toDo: number;
  /** Refused or listed when it was planned. */
  readonly forPeople: number;
  readonly done: number;
  readonly moved: number;
  readonly refused: number;
}

/** All companies of a side are to be read. */
export interface SweepRequest {
  readonly tenantId: string;
  readonly connectionId: string;
  /** However many are not shown any more, a person says that they are gone. */
  readonly acceptMissing: boolean;
}

export interface SupplierImportRequest extends SweepRequest {
  /** The connection's ERP: its workers ask it. */
  readonly erp: string;
  /** Absent: both sides are matched only. Else suppliers are to become vendors after that. */
  readonly into?: VendorImportWanted;
  /** Present: the feed asks, and what changed is carried without a person. */
  readonly byItself?: CarriedByItself;
}

/** Suppliers that changed, or all; `asOf`: the look that found them, ISO 8601. */
export interface CarriedByItself {
  readonly due: 'changes' | 'all';
  readonly asOf: string;
}

/** `plan` null plans, else that plan is carried out. */
export interface VendorImportWanted {
  readonly plan: number | null;
  /** Fields of which a person takes the ERP's value for all pairs; for a new plan. */
  readonly taken: readonly string[];
  /** However many linked vendors it writes on, a person says that this is right. */
  readonly acceptChanges: boolean;
  readonly actor: string;
}

export interface VendorImportStep extends Omit<VendorImportWanted, 'plan'> {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Present: the feed asks. Of changes only suppliers that changed are planned; without anything to do no plan is kept. */
  readonly byItself?: CarriedByItself;
}

/** How a matching run came out, in counts. */
export interface MatchedCompanies {
  readonly vendors: number;
  readonly suppliers: number;
  readonly found: Readonly<Record<FindingKind, number>>;
}

/** Requisitions of a project that were heard of after they were last read. */
export interface Unread {
  readonly projectId: string;
  readonly requisitionIds: readonly string[];
}

/** How going live came out, in counts. */
export interface WentLive {
  readonly projects: number;
  readonly takenOver: number;
  readonly hinted: number;
  readonly released: number;
}

/** How a rebuild came out. Each text names a document and what stands of it in the ERP; ids and numbers only. */
export interface Rebuilt {
  readonly found: number;
  readonly known: number;
  readonly entered: readonly string[];
  readonly doubtful: readonly string[];
  readonly strange: readonly string[];
  /** Held documents that go on. */
  readonly released: number;
}

/** A feed that is polled once. `projectId` is '' for what belongs to the whole connection. */
export interface FeedRef {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly projectId: string;
  /** The connection's ERP: its workers ask it. */
  readonly erp: string;
  readonly feed:
    | 'requisitions'
    | 'commitments'
    | 'changeOrders'
    | 'directCosts'
    | 'purchaseOrders'
    | 'payments'
    | 'suppliers'
    | 'bankNotes'
    | 'sweep'
    | 'standing'
    | 'erpFacts'
    | 'projects';
}
