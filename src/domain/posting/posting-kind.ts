import type { Problem } from '../holds/hold-reason';
import type { AccountAmount } from './plan/difference-by-account';
import type { Entry } from './books/entry';
import type { Found, Reference, Stranger } from './look';
import type { PostingStage } from './stages/posting-stage';

/**
 * How an effect behaves towards what it changes.
 * `adds`: a thing of value of its own; what is wanted less what stands of (document, step) is posted.
 * `sets`: an absolute target on a subject; done when the subject's newest setting is it, else the next ordinal.
 * `acts`: moves something of ours on; no row of its own, asked by the state that a look shows, a repeat does nothing.
 * `awaits`: somebody else does it; it is never sent, and what a look sees is entered.
 */
export type Nature = 'adds' | 'sets' | 'acts' | 'awaits';

/** What is known only under the lock. */
export interface KnownAtSending {
  readonly key: string;
  readonly ordinal: number;
  /** One more than postings of the step before it ever stood: 1 for the first; 2, 3 ... is the n of `-R{n}`. */
  readonly revision: number;
  /** Today in the books' time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Somebody posted it by hand: it names nothing of ours. */
  readonly isByHand?: true;
  /** The newest confirmed posting of an earlier step of the same document; null when there is none. */
  earlier(step: string): EarlierPosting | null;
}

export interface EarlierPosting {
  readonly key: string;
  readonly reference: Reference;
  readonly facts: Readonly<Record<string, string>>;
  /** How long ago its read-back was, by the database's clock; null when that is not known. */
  readonly readBackAgoMs: number | null;
  readonly body: unknown;
}

/** A confirmed posting as it stands now. */
export interface StandingPosting {
  readonly key: string;
  readonly stage: PostingStage;
  readonly stageWord: string;
  readonly reference: Reference;
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * A kind of effect: everything the ledger must know of it, as a value. Drafts and bodies are opaque to all but the system's
 * own rooms. The members are methods, so that a kind of one body can stand in a table of all kinds.
 */
export interface PostingKind<Draft = unknown, Body = unknown> {
  /** Unique within the system, for ever: it stands in rows. */
  readonly name: string;
  /** What people call one: `voucher`. */
  readonly called: string;
  /** What people call the parts that may be missing of one, by the kind's own names. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly system: string;
  readonly nature: Nature;
  /**
   * Of what is awaited: it is what its document comes to in the books, as what adds is for others. It is entered with what was seen,
   * held where that is otherwise than it was planned, and taken out of the books by those who undo it, without anybody's word here.
   */
  readonly isBooked?: true;
  /** Of that: how people put it right where it stands, and how they take it back; each a clause without a full stop. */
  readonly correctedBy?: string;
  readonly undoneBy?: string;
  /** Of what is awaited: what people are to do, as the hold that ends once it is seen. Absent: the document rests without one. */
  awaited?(body: Body, beside: readonly Stranger[]): Problem;
  /** The first send and repeats of the same name; 1: never sent again; 0: nobody sends it. */
  readonly mostSends: number;
  /** It keeps other documents off its subject until it has come so far; null: never. */
  readonly occupiesUntil: PostingStage | null;
  /** A feed looks at it until it has come so far. */
  readonly restsAt: PostingStage;
  /** Of a posting that is made of many documents: the draft of those that are left, by the names that it calls them. */
  reduced?(draft: unknown, left: ReadonlySet<string>): unknown;
  /** A stored body, checked to be one of this kind. Throws a RangeError. */
  parse(stored: unknown): Body;
  complete(draft: Draft, known: KnownAtSending): Body;
  /** The key of the posting of the same step whose place it takes once it stands: that one counts no more. Null: of none. */
  replaces?(body: Body): string | null;
  /**
   * What the body means for the books, canonical and JSON: equal fingerprints have one effect. `stands`: it is asked of what stands
   * already, where whether it may be paid is its people's to say; before it is sent (again) that counts too.
   */
  fingerprint(body: Body, options: { readonly ignoreDates: boolean; readonly stands?: boolean }): unknown;
  /** What is different in what stands; parts that `found.missing` names are not compared. */
  compare(body: Body, found: Found): readonly string[];
  entries(body: Body): readonly Entry[];
  /** From here on what stands is compared again with what was sent; before, people may be at it still. Absent: never. */
  readonly comparedFrom?: PostingStage;
  /** What stands, by account. */
  shownAmounts?(found: Found): readonly AccountAmount[];
  /**
   * What stands, as it counts once a person accepts it: with whom and under which number, item by item. `why`: it cannot be
   * told, in words. Absent: nothing of the kind is accepted.
   */
  accepted?(body: Body, found: Found): Accepted | { readonly why: string };
  /**
   * With which supplier it stands where that, with what follows from it, is all that differs: by its number, or by its id in the
   * system. Null: not so. Absent: such a thing does not move. The body's `supplier` is the number that its entries carry.
   */
  movedTo?(body: Body, facts: Readonly<Record<string, string>>): MovedTo | null;
  /** What a posting is found by besides its key. */
  terms(body: Body): PostingTerms;
  /** Of what people in the system are to take further once it is delivered: what they do, as a clause without a full stop. */
  readonly takenFurtherBy?: string;
  /** The order of its commitment follows it: what is open of that goes down with what is posted. */
  readonly isFollowed?: true;
  /**
   * The same of what stands under a key of ours of which this ledger knows no call: a restored one has forgotten it, and what was done to it
   * since by what is forgotten too is no difference. Voided then, it is entered so, and whether it was closed or was not to be a person
   * says; or, where it was at rest by then, as it came to rest.
   * Absent: as `compare`.
   */
  compareForgotten?(body: Body, found: Found): readonly string[];
  /** Found voided it is entered as that, and `review` has a person decide what becomes of it; else it is held until it is explained. */
  readonly entersVoided?: true;
  /** How it is taken back by a person's choice, so that the new content is posted whole in its place; absent: it is not. */
  readonly takenBack?: TakenBack;
  /** What is wrong with a confirmed posting where it stands now, e.g. a tax that the system gave by default. */
  review?(body: Body, standing: StandingPosting): readonly Problem[];
}

/** Whether it is what its document comes to in the books. */
export function isBooking({ nature, isBooked }: Pick<PostingKind, 'nature' | 'isBooked'>): boolean {
  return nature === 'adds' || isBooked === true;
}

export interface TakenBack {
  /** The kind that does it, of the step `takeBack`. */
  readonly by: string;
  /** From here on it is not, and what is missing is posted beside it. */
  readonly until: PostingStage;
  /** It has not come so far, and is past it all the same: it was paid, say. */
  isPast(standing: Pick<StandingPosting, 'facts'>): boolean;
  /** What becomes of it, with its name in front: `is canceled`. */
  readonly says: string;
}

type MovedTo =
  { readonly number: string; readonly id?: undefined } | { readonly id: string; readonly number?: undefined };

/** What a person accepted of what stands. */
export interface Accepted extends PostingTerms {
  readonly entries: readonly Entry[];
}

interface PostingTerms {
  /** `''` where a posting has none. */
  readonly supplier: string;
  /** The invoice number; unique per supplier where it stands, may stand or ever stood. `''`: none. */
  readonly number: string;
}
