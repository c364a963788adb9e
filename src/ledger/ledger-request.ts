import type { KindAtTarget, PostingPort, PostingTiming, SystemWords } from '../clients/erp-adapter';
import type { Problem } from '../domain/holds/hold-reason';
import type { PlannedStep, PlannedMember } from '../domain/posting/plan/planned-step';
import type { PostingKind } from '../domain/posting/posting-kind';
import type { DocumentRow } from '../store/documents/documents';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Store } from '../store/store';
import type { Tx } from '../store/unit-of-work';

export interface LedgerDeps {
  readonly store: Store;
  readonly timing: PostingTiming;
  /** Which run and attempt is at work, for `posting_attempt`. */
  readonly caller: { readonly runId: string; readonly attempt: number };
  readonly pause: (ms: number) => Promise<void>;
}

/** One step of a document's plan, with what its system knows of such effects. */
export interface LedgerRequest {
  readonly document: DocumentRow;
  readonly plan: { readonly id: string; readonly hintNo: string };
  readonly step: PlannedStep;
  readonly kind: PostingKind;
  readonly port: PostingPort;
  /** `kind` is what was sent; by now another kind is wanted, so that nothing wanted is what was sent. */
  readonly isReplaced?: true;
  /** Any kind of the same system: an earlier posting of the step may have been of another. Throws a RangeError for an unknown one. */
  readonly kindAt: (kind: string) => KindAtTarget;
  readonly words: SystemWords;
  /** Dates follow the clock (`postingDay`, or moved into an open period): they are no difference. */
  readonly ignoreDates: boolean;
  /** In the books' time zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly keyOf: (ordinal: number) => string;
  /** Subjects whose rows are locked before the decision to send, beside the step's own where it occupies it. */
  readonly locks: readonly string[];
  /** Asked under the subjects' and the document's lock, right before sending: may it still go? */
  readonly mayGo: (tx: Tx) => Promise<boolean>;
  /** Where one posting is made of many documents; `document` is the owner then, and has no part of its own in it. */
  readonly members?: Members;
  /** What the confirmation mends: documents that wait for it are released in its transaction. */
  readonly mends?: readonly string[];
  /** Runs in the transaction that confirms, under the document's lock. */
  readonly onConfirmed?: (tx: Tx, posting: PostingRow) => Promise<void>;
  /** Runs in the transaction that confirms, after the releases: for what writes into the audit trail (locked last). */
  readonly lastly?: (tx: Tx) => Promise<void>;
}

/** The documents that one posting is made of. */
export interface Members {
  readonly all: readonly Member[];
  /** The draft of those whose plan is still the newest when they are locked. */
  readonly draftOf: (rest: readonly Member[]) => unknown;
  /** Asked under the locks: is it still to go with this posting? */
  readonly mayGo?: (tx: Tx, document: DocumentRow, member: Member) => Promise<boolean>;
}

export type Member = PlannedMember;

/** How one step came out. */
export type LedgerResult =
  | { readonly kind: 'confirmed'; readonly posting: PostingRow }
  /** Nothing is left to do but to wait for what others do; a feed watches. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'wait'; readonly afterMs: number; readonly why: 'busy' | 'settling' | 'running' }
  | { readonly kind: 'held'; readonly problems: readonly Problem[]; readonly wakeAfterMs?: number }
  /** Something else than the plan says is posted of this step. */
  | { readonly kind: 'changed'; readonly posting: PostingRow };
