import { decideReservation, type ReservationDecision } from '../domain/posting/reservation';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Tx } from '../store/unit-of-work';
import { completedBody, fingerprint, knownOf, type Known } from './completed-body';
import type { LedgerRequest } from './ledger-request';

export type Reservation =
  | { readonly kind: 'stale' }
  | { readonly kind: 'leased' | 'awaiting'; readonly posting: PostingRow; readonly known: Known }
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
    case 'awaiting':
      return { kind: 'awaiting', posting, known };
    case 'leaseIt': {
      const taken = await tx.postings.takeLease(posting, plan.id, leaseMs);
      if (taken === null) return { kind: 'busy', afterMs: Math.max(posting.leaseLeftMs, 1000) };
      return { kind: 'leased', posting: taken, known };
    }
    case 'done':
    case 'changed':
    case 'erpVoided':
    case 'rejectedAlready':
      return { kind: decided.kind, posting };
  }
}

/** What of a request says whether a step is done. */
export interface StepInQuestion extends Pick<LedgerRequest, 'step' | 'kind' | 'ignoreDates' | 'today' | 'keyOf'> {
  readonly planId: string;
}

/** The rule of the kind's nature, asked about a step with all postings of its document. */
export async function decideStep(
  tx: Tx,
  all: readonly PostingRow[],
  known: Known,
  question: StepInQuestion,
): Promise<ReservationDecision> {
  const { step, kind, planId } = question;
  if (kind.nature === 'acts') throw new RangeError(`a ${kind.name} has no posting of its own`);
  const postings = all.filter((posting) => posting.step === step.step);
  return decideReservation({
    nature: kind.nature,
    planId,
    because: step.because ?? null,
    postings: await Promise.all(postings.map((posting) => reservedPosting(tx, posting, question))),
    wanted: {
      entries: step.entries,
      fingerprint: (ordinal) => fingerprint(question, completedBody(question, known, ordinal)),
    },
  });
}

async function allot(
  tx: Tx,
  request: LedgerRequest,
  ordinal: number,
  known: Known,
  leaseMs: number,
): Promise<Reservation> {
  const { document, plan, step, kind } = request;
  const occupies = kind.occupiesUntil !== null;
  if (occupies && (await tx.postings.isOccupied(document, step.subject))) {
    return { kind: 'occupied', subject: step.subject };
  }
  const isAwaited = kind.nature === 'awaits';
  const body = completedBody(request, known, ordinal);
  const { supplier, number } = kind.terms(body);
  const posting = await tx.postings.reserve(document, {
    documentId: document.id,
    system: kind.system,
    kind: kind.name,
    step: step.step,
    ordinal,
    key: request.keyOf(ordinal),
    origin: isAwaited ? 'seen' : 'sent',
    subject: step.subject,
    occupies,
    supplier,
    number,
    because: step.because ?? null,
    planId: plan.id,
    leaseMs: isAwaited ? null : leaseMs,
    // A feed looks for what somebody else does, and knows it by this.
    ...(isAwaited ? { body: await tx.sealed.seal('posting', body) } : {}),
  });
  return { kind: isAwaited ? 'awaiting' : 'leased', posting, known };
}

async function reservedPosting(tx: Tx, posting: PostingRow, { kind, ignoreDates }: StepInQuestion) {
  const { ordinal, state, planId, because, stage, leased, kind: kindName, key } = posting;
  const base = { ordinal, state, planId, because, stage, leased };
  if (state !== 'confirmed') return { ...base, entries: [], fingerprint: null };
  if (posting.body === null) throw new RangeError(`posting ${key} is confirmed without a stored body`);
  const stored = await tx.sealed.open<unknown>('posting', posting.body);
  // What stands may be of another kind than what is wanted now, a journal in place of a voucher say: then it differs.
  if (kindName !== kind.name) return { ...base, entries: [], fingerprint: `a ${kindName}` };
  const body = kind.parse(stored);
  return { ...base, entries: kind.entries(body), fingerprint: fingerprint({ kind, ignoreDates }, body) };
}
