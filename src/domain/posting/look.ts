import type { Problem } from '../holds/hold-reason';
import type { PostingStage } from './stages/posting-stage';

/** What a system calls a thing of ours, opaque to all but its rooms: e.g. `{orderNumber: '5012', orderType: 'OP'}`. */
export type Reference = Readonly<Record<string, string>>;

/** What a look found under our key. */
export interface Found {
  readonly reference: Reference;
  readonly stage: PostingStage;
  /** The system's own word for where it stands, for people; `''` where there is none. */
  readonly stageWord: string;
  /** Parts that are not there yet, by the kind's own names; empty when complete. */
  readonly missing: readonly string[];
  /** What the kind's `compare` reads. */
  readonly shown: unknown;
  /** Further facts read back and recorded in plain: due date, payee, tax. Never a name of a person or a tax id. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Something like ours that is not ours by key: same supplier and number. */
export interface Stranger {
  readonly reference: Reference;
  readonly date: string;
  readonly amount: string;
  /** Absent where the system does not say. */
  readonly currency?: string;
  readonly number: string;
}

/** What stands under one key of ours; `found` holds voided ones too. An empty answer was proven by a control. */
export interface Look {
  readonly key: string;
  readonly found: readonly Found[];
  readonly strangers: readonly Stranger[];
  /** A run that may still bring it about is under way: nothing is concluded, and the wait does not begin before it ends. */
  readonly running: boolean;
  /**
   * Nothing was found that is known to be ours, and nothing may be concluded from that: a person names which of `others` is
   * ours, or says that none is. `why` ends a sentence.
   */
  readonly unclear?: { readonly why: string; readonly others: readonly Stranger[] };
  /** It arrived and waits there for somebody, so it is neither done nor lost: what is told meanwhile. */
  readonly waits?: Problem;
  /** The run that was to bring it about is over and did not, so nothing of that call can come any more: what a person needs. */
  readonly refused?: Problem;
  /** With that, of a posting that is made of many documents: whose part it was refused for. The others may go on without them. */
  readonly refusedFor?: readonly MemberProblems[];
}

/** What is wrong with one document's part in a posting of many; `name` as the draft calls it. */
export interface MemberProblems {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** Another thing of the supplier's that may be the same invoice (accounting 2); for a person to compare. */
export interface Lookalike {
  readonly alike: 'number' | 'amountAndDate';
  readonly reference: Reference;
  readonly number: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
}
