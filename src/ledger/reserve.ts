import { otherwiseFacts } from '../domain/posting/found-otherwise';
import { decideReservation, type ReservationDecision } from '../domain/posting/books/reservation';
import { replacedByFact } from '../domain/posting/stages/replaced';
import type { PostingRow } from '../store/ledger/posting-row';
import type { PostingName } from '../store/ledger/postings';
import type { Tx } from '../store/unit-of-work';
import { completedBody, fingerprint, knownOf, type Known } from './effects/completed-body';
import type { LedgerRequest } from './ledger-request';

export type Reservation =
  | { readonly kind: 'stale' }
  | { readonly kind: 'awaiting'; readonly posting: PostingRow; readonly known: Known }
  /** `left`: the subject that it kept until now, and keeps no more. */
  | { readonly kind: 'leased'; readonly posting: PostingRow; readonly known: Known; readonly left?: string }
  | { readonly kind: 'done' | 'changed' | 'erpVoided' | 'rejectedAlready'; readonly posting: PostingRow }
  | { readonly kind: 'occupied'; readonly subject: string }
  | { readonly kind: 'busy'; readonly afterMs: number };

/**
 * Step 1 of the protocol. Under the subject's and the document's lock, and only for its newest plan: what is done is not done
 * again; what is in flight is taken over once its lease has lapsed; only when neither is there is a new ordinal allotted, by
 * the one rule of the kind's nature (domain/posting/reservation.ts).
 */
export async function reserve(tx: Tx, request: LedgerRequest, leaseMs: number): Promise<Reservation> {
  const { document, plan, step, kind } = request;
  if (kind.nature === 'acts') throw new RangeError(`a ${kind.name} has no posting of its own`);
  if (kind.occupiesUntil !== null) await tx.subjects.lock(document, [step.subject]);
  const now = await tx.documents.lock(document.id);
  // An older plan judges nothing: what differs from it is no change, and what it would give up may be wanted again.
  if (now.planId !== plan.id || now.hintNo !== plan.hintNo) return { kind: 'stale' };
  const all = await tx.postings.lockOf(document.id);
  const known = await knownOf(tx, all, request.step);
  const decided = await decideStep(tx, all, known, { ...request, planId: plan.id });
  if (decided.kind === 'next') return allot(tx, request, decided.ordinal, known, leaseMs);
  const posting = all.find((one) => one.step === step.step && one.ordinal === decided.ordinal);
  if (posting === undefined) throw new RangeError(`${step.step} ${decided.ordinal} was decided about and is not there`);
  switch (decided.kind) {
    case 'busy':
      return { kind: 'busy', afterMs: Math.max(posting.leaseLeftMs, 1000) };
    case 'awaiting': {
      // The feed looks for what the newest plan waits for.
      const body = await tx.sealed.seal('posting', completedBody(request, known, posting.ordinal));
      await tx.postings.rename(posting, namedFor(request, known, posting.ordinal), body);
      return { kind: 'awaiting', posting, known };
    }
    case 'leaseIt': {
      const name = namedFor(request, known, posting.ordinal);
      // Nothing of it was sent: from here on it is what this plan says, with the decision, the number and the subject.
      const isMoved = posting.state === 'reserved' && name.subject !== posting.subject;
      const occupied = isMoved ? await occupiedBy(tx, request) : null;
      if (occupied !== null) return { kind: 'occupied', subject: occupied };
      // What a restored ledger has forgotten is learned from the plan again.
      const isForgotten = posting.state !== 'reserved' && posting.body === null && posting.kind === kind.name;
      const isTaken = isForgotten && (await occupiedBy(tx, request, posting.id)) === step.subject;
      const isNamed = posting.state === 'reserved' || (isForgotten && !isTaken);
      const taken = await tx.postings.takeLease(posting, isNamed ? name : null, leaseMs);
      if (taken === null) return { kind: 'busy', afterMs: Math.max(posting.leaseLeftMs, 1000) };
      const hasLeft = posting.occupies && taken.subject !== posting.subject;
      return { kind: 'leased', posting: taken, known, ...(hasLeft ? { left: posting.subject } : {}) };
    }
    case 'done':
    case 'changed':
    case 'erpVoided':
    case 'rejectedAlready':
      return { kind: decided.kind, posting };
  }
}

/** What of a request says whether a step is done. */
export interface StepInQuestion extends Pick<
  LedgerRequest,
  'document' | 'step' | 'kind' | 'ignoreDates' | 'today' | 'keyOf'
> {
  readonly planId: string;
}

/** The rule of the kind's nature, asked about a step with all postings of its document. */
export async function decideStep(
  tx: Tx,
  all: readonly PostingRow[],
  known: Known,
  question: StepInQuestion,
): Promise<ReservationDecision> {
  const { document, step, kind, planId } = question;
  if (kind.nature === 'acts') throw new RangeError(`a ${kind.name} has no posting of its own`);
  if (step.via !== undefined) return decideShared(tx, question);
  const postings = all.filter((posting) => posting.step === step.step && posting.documentId === document.id);
  return decideReservation({
    nature: kind.nature,
    isBooked: kind.isBooked,
    planId,
    because: step.because ?? null,
    planStep: step.id,
    isOverset: kind.nature === 'sets' && (await isOverset(tx, postings, step.subject)),
    postings: await Promise.all(postings.map((posting) => reservedPosting(tx, posting, question))),
    wanted: {
      entries: step.entries,
      fingerprint: (ordinal) => fingerprint(question, completedBody(question, known, ordinal), { stands: true }),
    },
  });
}

/** The same of a step that a run posts: what stands of the document in postings of runs comes to what is wanted, or not. */
async function decideShared(
  tx: Tx,
  { document, step, planId }: Pick<StepInQuestion, 'document' | 'step' | 'planId'>,
): Promise<ReservationDecision> {
  const shared = (await tx.runs.postingsOf(document.id)).filter(
    (posting) =>
      posting.step === step.step &&
      (posting.documentId !== document.id || ['byHand', 'takenOver'].includes(posting.origin)),
  );
  const { all } = await tx.effects.of(document.id);
  return decideReservation({
    nature: 'adds',
    planId,
    because: step.because ?? null,
    planStep: step.id,
    isOverset: false,
    postings: shared.map(({ key, state, stage, leased, because }, index) => ({
      ...{
        ordinal: index + 1,
        state,
        stage,
        leased,
        planId: null,
        because,
        planStep: step.id,
        fingerprint: null,
      },
      entries: all.filter((one) => one.posting?.key === key).flatMap(({ entries }) => entries),
    })),
    wanted: { entries: step.entries, fingerprint: () => '' },
  });
}

/** Whether the newest setting of the subject is another document's. */
async function isOverset(tx: Tx, postings: readonly PostingRow[], subject: string): Promise<boolean> {
  const own = postings.findLast((one) => one.state === 'confirmed');
  if (own === undefined) return false;
  const newest = await tx.subjects.newestOn(own, subject);
  return newest !== null && newest.documentId !== own.documentId;
}

async function occupiedBy(tx: Tx, { document, step, kind }: LedgerRequest, but?: string): Promise<string | null> {
  return kind.occupiesUntil === null ? null : tx.subjects.occupiedBy(document, step.subject, but);
}

/** What a posting is by the plan that it is made for. */
function namedFor(request: LedgerRequest, known: Known, ordinal: number): PostingName {
  const { plan, step, kind } = request;
  const { supplier, number } = kind.terms(completedBody(request, known, ordinal));
  return {
    system: kind.system,
    kind: kind.name,
    subject: step.subject,
    occupies: kind.occupiesUntil !== null,
    supplier,
    number,
    because: step.because ?? null,
    planStep: step.id,
    planId: plan.id,
  };
}

async function allot(
  tx: Tx,
  request: LedgerRequest,
  ordinal: number,
  known: Known,
  leaseMs: number,
): Promise<Reservation> {
  const { document, step, kind } = request;
  const occupied = await occupiedBy(tx, request);
  if (occupied !== null) return { kind: 'occupied', subject: occupied };
  const isAwaited = kind.nature === 'awaits';
  const posting = await tx.postings.reserve(document, {
    ...namedFor(request, known, ordinal),
    documentId: document.id,
    step: step.step,
    ordinal,
    key: request.keyOf(ordinal),
    origin: isAwaited ? 'seen' : 'sent',
    leaseMs: isAwaited ? null : leaseMs,
    // A feed looks for what somebody else does, and knows it by this.
    ...(isAwaited ? { body: await tx.sealed.seal('posting', completedBody(request, known, ordinal)) } : {}),
  });
  return { kind: isAwaited ? 'awaiting' : 'leased', posting, known };
}

async function reservedPosting(tx: Tx, posting: PostingRow, { kind, ignoreDates, step }: StepInQuestion) {
  const { ordinal, state, planId, because, planStep, stage, leased, kind: kindName, key, origin } = posting;
  const isReplaced = key === step.replaces || posting.facts?.[replacedByFact] !== undefined;
  const base = { ordinal, state, planId, because, planStep, stage, leased, isReplaced };
  if (state !== 'confirmed') return { ...base, entries: [], fingerprint: null };
  // Nothing was sent: what counts is what was entered.
  if (origin === 'byHand') return { ...base, entries: await entriesOf(tx, posting), fingerprint: null };
  if (posting.body === null) throw new RangeError(`posting ${key} is confirmed without a stored body`);
  const stored = await tx.sealed.open<unknown>('posting', posting.body);
  // What stands may be of another kind than what is wanted now, a journal in place of a voucher say: alone, it differs.
  if (kindName !== kind.name) {
    return { ...base, entries: await entriesOf(tx, posting), fingerprint: `a ${kindName}` };
  }
  const body = kind.parse(stored);
  const own = { ...base, fingerprint: fingerprint({ kind, ignoreDates }, body, { stands: true }) };
  if ((posting.facts?.[otherwiseFacts.accepted] ?? '') === '') return { ...own, entries: kind.entries(body) };
  return { ...own, accepted: true, entries: await entriesOf(tx, posting) };
}

async function entriesOf(tx: Tx, { documentId, key }: PostingRow) {
  const effects = (await tx.effects.of(documentId)).all.filter((one) => one.posting?.key === key);
  return effects.flatMap(({ entries }) => entries);
}
