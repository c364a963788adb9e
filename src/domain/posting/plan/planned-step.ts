import type { SupplierIdentity } from '../../vendor/supplier-identity';
import type { Entry } from '../books/entry';
import type { PostingStage } from '../stages/posting-stage';
import type { Step } from './steps';

/**
 * Asked under the locks right before sending, besides what is always asked (newest plan and hint, age of the plan). `alone`: none of its
 * items came onto the order by another document meanwhile. `bankChange`: it is approved, has cooled off, and nobody took it back.
 */
type Asked = 'live' | 'predecessor' | 'decision' | 'alone' | 'bankChange';

/** The run by which a step is posted, together with those of other documents. */
export interface Via {
  /** The kind of document that owns the run. */
  readonly kind: 'journalRun';
  /** What can stand in one posting, in the system's words: ledger, period, currency. Part of the run's id. */
  readonly run: string;
}

/** One document's part in a posting that is made of many. */
export interface PlannedMember {
  readonly documentId: string;
  /** Null: it stands in no series. */
  readonly commitmentId: string | null;
  /** Its plan, and the newest hint when that was made: whatever comes later makes it stale. */
  readonly planId: string;
  readonly hintNo: string;
  /** As the draft calls it: `requisition/58820`. */
  readonly name: string;
  readonly step: Step;
  readonly entries: readonly Entry[];
  /** The decision that asks for it. */
  readonly because?: string;
  readonly asks: readonly Asked[];
}

/** One posting of a plan. What only the moment of sending knows (key, ordinal, order number) is completed by its kind. */
export interface PlannedStep {
  /** Unique in the plan: `voucher`, `voucher:credit`. */
  readonly id: string;
  readonly step: Step;
  readonly kind: string;
  readonly system: string;
  /** The thing outside that is changed: `order:<commitment>`, `vendor:<party>`, or a name of its own for what is new. */
  readonly subject: string;
  readonly draft: unknown;
  /** What it would add to the books. */
  readonly entries: readonly Entry[];
  /** Not before the newest posting of that step stands so far. */
  readonly after?: { readonly step: Step; readonly stage: PostingStage };
  /** The step is done when its posting (for `acts`: the posting that `moves` names) has come so far; default `stands`. */
  readonly until?: PostingStage;
  /** The step whose posting it moves on: that one is looked at again when this step is done. */
  readonly moves?: Step;
  /** Others bring it about: its activity only looks whether they have. */
  readonly isAwaited?: true;
  /** Runs inside the activity of that step of the plan, after it, and is no activity of its own. */
  readonly within?: string;
  /** Not posted by its own document: it waits until a run takes it in, and is done when that run's posting stands. */
  readonly via?: Via;
  /** Of a run's step: the documents that it is made of. */
  readonly members?: readonly PlannedMember[];
  /** The decision that asks for it: an adjustment, a posting again after a void. */
  readonly because?: string;
  /** The key of what stands of the step and is changed into this: as its kind says of the body. */
  readonly replaces?: string;
  readonly asks: readonly Asked[];
  /** What cannot be done is noted and does not hold the document: the books are right without it. The next pass tries again. */
  readonly isCourtesy?: true;
}

/** A line of the plan as people read it. */
export interface PlannedLine {
  /** Names the line for ever: `contract_item:3129856`, with `/26-010.S` behind it when a change order is split by code. */
  readonly itemKey: string;
  readonly costCode: { readonly subJob: string; readonly code: string; readonly type: string };
  /** As the chart prints it. */
  readonly account: string;
  readonly description: string;
  readonly gross: string;
  readonly netRetainage: string;
  readonly payable: string;
}

export interface PlanTotals {
  readonly gross: string;
  readonly retained: string;
  readonly released: string;
  readonly netRetainage: string;
  readonly payable: string;
  readonly tax: string;
  /** Certificate less payable, when it is one smallest unit and goes to the rounding account; else '0'. */
  readonly rounding: string;
}

/** What a person sees of a plan, whatever the system. */
export interface PlanHead {
  readonly mappingVersion: number;
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly totals: PlanTotals | null;
  readonly lines: readonly PlannedLine[];
  /** Named texts in the order in which they are shown: dates, numbers. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a plan adds to what stands. The plan's head says what the document comes to in all. */
interface Difference {
  /** The decision that asks for it. */
  readonly because: string;
  readonly totals: PlanTotals;
  /** Of each posting, by the id of its step, where the decision asks for more than one. */
  readonly parts?: Readonly<Record<string, PlanTotals>>;
}

export const planVersion = 1;

/** Exactly what would be posted for one document, in the order in which it is posted. */
export interface Plan {
  readonly version: typeof planVersion;
  readonly steps: readonly PlannedStep[];
  readonly head: PlanHead;
  /** What counts for later numbers although nothing is posted for it: a release that is left to AP. */
  readonly recorded: readonly Entry[];
  /** Retainage that the document releases and that people let go of in the system, without a posting of ours; null: none. */
  readonly leftToPeople: { readonly supplier: string; readonly currency: string; readonly amount: string } | null;
  /** Dates follow the clock (`postingDay`, or moved into an open period): they are no difference between two plans. */
  readonly datesFollowTheClock: boolean;
  /** Noted for the reviewer; they decide nothing. */
  readonly notes: readonly string[];
  /** With that: what becomes of each line of its order that differs, as named texts. */
  readonly orderSays?: Readonly<Record<string, string>>;
  /** It posts what is missing to the document, beside what stands of it, by a person's choice. */
  readonly difference?: Difference;
  /** With that: what is missing of higher numbers of its series then, as texts and as it was shown; absent: nothing. */
  readonly above?: readonly string[];
  /** What it follows from beside its document's content, as a text: it is made anew once that is another one. */
  readonly follows?: string;
  /** Who the supplier of the vendor's link was seen to be: kept with the link, where that does not know it yet. */
  readonly identified?: { readonly partyId: string; readonly identity: SupplierIdentity };
  /** The system's settings that it was made under, kept with it; absent in what a planner gives, and in plans of old. */
  readonly settings?: unknown;
}
