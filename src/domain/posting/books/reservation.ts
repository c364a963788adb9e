import type { Entry } from './entry';
import type { Nature } from '../posting-kind';
import { isGone, type PostingStage } from '../stages/posting-stage';
import type { PostingState } from '../stages/posting-state';
import { sameBooks } from './same-books';

/** A posting of the step, as the rule sees it under the lock. */
export interface ReservedPosting {
  readonly ordinal: number;
  readonly state: PostingState;
  /** The plan that it was last reserved or taken over for. */
  readonly planId: string | null;
  /** The decision that asked for it. */
  readonly because: string | null;
  /** The entry of the plan that it was reserved for; one decision may ask for two of one step. */
  readonly planStep: string;
  /** How far it has come; null while it is not confirmed. */
  readonly stage: PostingStage | null;
  /** Somebody holds its lease. */
  readonly leased: boolean;
  readonly entries: readonly Entry[];
  /** A person accepted it as it stands: `entries` are what counts, and its body what was sent. */
  readonly accepted?: boolean;
  /** It was changed into another posting, or stands and is to be: it answers for nothing any more. */
  readonly isReplaced?: boolean;
  /** Of its stored body; null where nothing was sent: by hand, accepted, taken over. */
  readonly fingerprint: string | null;
}

interface WantedPosting {
  /** Of the body that it would have under this ordinal. */
  fingerprint(ordinal: number): string;
  readonly entries: readonly Entry[];
}

/**
 * What is to be done about a step, by ordinal. `leaseIt`: that one is in flight, take it over. `busy`: it is in somebody's
 * hands. `awaiting`: what somebody else does is not there yet. `done`: it stands as wanted. `changed`: something else stands.
 * `erpVoided`: it stood and does not stand any more. `rejectedAlready`: refused under this very plan. `next`: a new posting.
 */
export interface ReservationDecision {
  readonly kind: 'leaseIt' | 'busy' | 'awaiting' | 'done' | 'changed' | 'erpVoided' | 'rejectedAlready' | 'next';
  readonly ordinal: number;
}

export interface ReservationFacts {
  /** What acts has no posting of its own. */
  readonly nature: Exclude<Nature, 'acts'>;
  /** Of what is awaited: what stands must be what is wanted. */
  readonly isBooked?: true | undefined;
  readonly planId: string;
  /** The decision that asks for the step. */
  readonly because: string | null;
  /** The step's id in its plan. */
  readonly planStep: string;
  /** All of the step, in whatever order. */
  readonly postings: readonly ReservedPosting[];
  /** Of what sets: another document has set the subject since. */
  readonly isOverset: boolean;
  readonly wanted: WantedPosting;
}

/** The one rule by which a posting is reserved, under the document's lock and for its newest plan. */
export function decideReservation(facts: ReservationFacts): ReservationDecision {
  const postings = facts.postings.toSorted((a, b) => a.ordinal - b.ordinal);
  // Else what another decision has in flight would be sent once more for this one, which is answered.
  const answered = facts.nature === 'adds' ? decisionSettled(facts, postings) : null;
  if (answered?.kind === 'done') return answered;
  // A person may have entered what is awaited still.
  const entered = facts.nature === 'awaits' ? settledBy(facts, postings) : null;
  if (entered !== null) return entered;
  const inFlight = postings.find(({ state }) => state === 'reserved' || state === 'sent' || state === 'uncertain');
  if (inFlight !== undefined) {
    if (facts.nature === 'awaits') return { kind: 'awaiting', ordinal: inFlight.ordinal };
    // A decision's name of which nothing was sent is not what the whole is posted by once more.
    const settled = facts.nature === 'adds' && inFlight.state === 'reserved' ? settledBy(facts, postings) : null;
    if (settled !== null) return settled;
    return { kind: inFlight.leased ? 'busy' : 'leaseIt', ordinal: inFlight.ordinal };
  }
  const settled = settledBy(facts, postings);
  if (settled !== null) return settled;
  const last = postings.at(-1);
  if (last?.state === 'rejected' && last.planId === facts.planId) {
    return { kind: 'rejectedAlready', ordinal: last.ordinal };
  }
  return { kind: 'next', ordinal: (last?.ordinal ?? 0) + 1 };
}

/** What stands or stood answers for the step; null: it does not. */
function settledBy(facts: ReservationFacts, postings: readonly ReservedPosting[]): ReservationDecision | null {
  const { nature, because, wanted, isOverset } = facts;
  const counted = postings.filter((one) => one.isReplaced !== true);
  const standing = counted.filter((one) => one.state === 'confirmed' && !isVoided(one));
  const newest = standing.at(-1);
  switch (nature) {
    case 'adds':
      return because === null ? amountsSettled(counted, standing, wanted) : decisionSettled(facts, postings);
    case 'sets':
      if (isOverset) return null;
      return newest !== undefined && newest.fingerprint === wanted.fingerprint(newest.ordinal) ? done(newest) : null;
    case 'awaits':
      // What was undone by others is awaited anew, and nobody decides about it here.
      if (newest === undefined) return null;
      return facts.isBooked !== true ? done(newest) : amountsSettled(standing, standing, wanted);
  }
}

/** A decision asks for one posting and is answered by it, whatever else stands. */
function decisionSettled(
  { because, planStep }: ReservationFacts,
  postings: readonly ReservedPosting[],
): ReservationDecision | null {
  if (because === null) return null;
  const isAsked = (one: ReservedPosting): boolean => one.because === because && one.planStep === planStep;
  const asked = postings.findLast((one) => isAsked(one) && one.state !== 'rejected');
  if (asked === undefined) return null;
  if (isVoided(asked)) return { kind: 'erpVoided', ordinal: asked.ordinal };
  return asked.state === 'confirmed' ? done(asked) : null;
}

/** What stands must come to what is wanted; what stood and was voided comes again only by a decision. */
function amountsSettled(
  postings: readonly ReservedPosting[],
  standing: readonly ReservedPosting[],
  wanted: WantedPosting,
): ReservationDecision | null {
  const newest = standing.at(-1);
  // One that is voided where it stands, and of which nobody decided yet, counts neither as standing nor as gone.
  const undecided = postings.find((one) => one.state === 'confirmed' && isVoided(one));
  const voided = undecided ?? (newest === undefined ? postings.findLast(isVoided) : undefined);
  if (voided !== undefined) return { kind: 'erpVoided', ordinal: voided.ordinal };
  if (newest === undefined) return null;
  const comesToIt = (): boolean =>
    sameBooks(
      standing.flatMap((one) => one.entries),
      wanted.entries,
    );
  // What was accepted is settled for the content that it was sent for, and for one that is as it stands.
  const isAsSent = standing.length === 1 && newest.fingerprint === wanted.fingerprint(newest.ordinal);
  const bySums = standing.length > 1 || newest.fingerprint === null || newest.accepted === true;
  return isAsSent || (bySums && comesToIt()) ? done(newest) : { kind: 'changed', ordinal: newest.ordinal };
}

function isVoided({ state, stage }: ReservedPosting): boolean {
  return state === 'voided' || (state === 'confirmed' && isGone(stage));
}

function done({ ordinal }: ReservedPosting): ReservationDecision {
  return { kind: 'done', ordinal };
}
