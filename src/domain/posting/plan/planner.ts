import type { Decision } from '../../holds/decision';
import type { Problem } from '../../holds/hold-reason';
import type { MemberProblems } from '../look';
import type { Entry } from '../books/entry';
import type { Plan, PlanTotals } from './planned-step';
import type { PostedEffects } from '../books/posted-effects';

/** One record of a system's master data; `kind` is the system's own. */
export interface FactKey {
  readonly kind: string;
  readonly id: string;
  /** What waits for a change of it: the cause keys that are released when it is read and has changed. */
  readonly causes: readonly string[];
}

/** `value` null: the system has no such record. */
export interface Fact extends FactKey {
  readonly value: unknown;
  /** Of the company that the record is of. It is never kept: a digest of it goes into the value, as `taxDigest`. */
  readonly taxId?: string;
}

/** What was read of a system's master data. */
export interface FactBook {
  /** Undefined: not read yet, so that the planner must ask for it. Null: there is none. */
  get(kind: string, id: string): unknown;
}

export interface PlannerInput<Wanted = unknown> {
  /** Null: withdrawn or gone. */
  readonly wanted: Wanted | null;
  /** What is posted of this document. */
  readonly effects: PostedEffects;
  readonly decisions: readonly Decision[];
  readonly facts: FactBook;
  /** The connection's settings of the system, as its adapter parsed them. */
  readonly settings: unknown;
  /** In the books' time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /**
   * Something of the document stood before: dates of what is posted now are of this day, `YYYY-MM-DD`, whatever the policy, since
   * that is for the first posting only. Absent: dates by policy.
   */
  readonly postedOn?: string;
  /** Only what is missing is to be planned, beside what stands. Absent: the whole. */
  readonly missingTo?: Stands;
}

/** What stands of a document, of the step that moves its cost. */
export interface Stands {
  /** The decision that what is missing is posted by. */
  readonly because: string;
  readonly entries: readonly Entry[];
  /** Of what the entries do not tell apart. */
  readonly totals: Pick<PlanTotals, 'released' | 'tax'>;
  /** Its order stands, with the supplier in question. */
  readonly hasOrder: boolean;
  /** Keys of what the decision posted itself. */
  readonly ownKeys: readonly string[];
  /** Nothing of the content is wanted: all that stands is taken back from this supplier, with whom it is. */
  readonly takenBackFrom?: string;
}

/** What a person may choose where a plan cannot go on by itself. */
interface Choice {
  readonly kind: string;
  /** What would be posted, so that it is seen before it is done. */
  readonly preview: Plan | null;
}

export type Planned =
  | { readonly need: readonly FactKey[] }
  | { readonly plan: Plan }
  | {
      readonly problems: readonly Problem[];
      readonly choices: readonly Choice[];
      /** Of a run: what is wrong with some of those that wait for it. It is planned anew without them. */
      readonly ofMembers?: readonly MemberProblems[];
    };

/** Pure, and called again until it needs nothing. */
export type Planner<Wanted = unknown> = {
  bivarianceHack(input: PlannerInput<Wanted>): Planned;
}['bivarianceHack'];
