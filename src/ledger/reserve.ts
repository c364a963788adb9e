import type { PostingBody } from '../domain/jde/posting-body';
import type { Tx } from '../store/unit-of-work';
import type { DocumentRow } from '../store/documents/documents';
import type { PostingRow } from '../store/ledger/posting-row';
import { effectHash } from './effect-hash';

export type Reservation =
  | { readonly kind: 'stale' }
  | { readonly kind: 'leased'; readonly posting: PostingRow }
  | { readonly kind: 'done'; readonly posting: PostingRow }
  | { readonly kind: 'changed'; readonly posting: PostingRow; readonly posted: PostingBody }
  | { readonly kind: 'rejectedAlready'; readonly posting: PostingRow }
  | { readonly kind: 'busy'; readonly afterMs: number };

export interface Wanted {
  readonly document: DocumentRow;
  readonly step: string;
  readonly plan: { readonly id: string; readonly hintNo: string };
  readonly leaseMs: number;
  readonly ignoreDates: boolean;
  readonly keyOf: (ordinal: number) => string;
  readonly bodyOf: (erpKey: string) => PostingBody;
}

/**
 * Step 1 of the protocol. Under the document's lock, and only for its newest plan: what is confirmed is not done again; what is in flight is taken over
 * once its lease has lapsed; only when neither is there is a new ordinal allotted.
 */
export async function reserve(tx: Tx, wanted: Wanted): Promise<Reservation> {
  const now = await tx.documents.lock(wanted.document.id);
  // An older plan judges nothing: what differs from it is no change, and what it would give up may be wanted again.
  if (now.planId !== wanted.plan.id || now.hintNo !== wanted.plan.hintNo) return { kind: 'stale' };
  const postings = await tx.postings.lockStep(wanted.document.id, wanted.step);

  const inFlight = postings.find((posting) => ['reserved', 'sent', 'uncertain'].includes(posting.state));
  if (inFlight !== undefined) {
    const taken = inFlight.leased ? null : await tx.postings.takeLease(inFlight, wanted.plan.id, wanted.leaseMs);
    if (taken === null) return { kind: 'busy', afterMs: Math.max(inFlight.leaseLeftMs, 1000) };
    return { kind: 'leased', posting: taken };
  }

  const confirmed = postings.filter((posting) => posting.state === 'confirmed').at(-1);
  if (confirmed !== undefined) {
    if (confirmed.body === null) throw new RangeError(`posting ${confirmed.erpKey} is confirmed without a stored body`);
    const posted = await tx.sealed.open<PostingBody>('posting', confirmed.body);
    const planned = wanted.bodyOf(confirmed.erpKey);
    const same = effectHash(posted, wanted.ignoreDates) === effectHash(planned, wanted.ignoreDates);
    return same ? { kind: 'done', posting: confirmed } : { kind: 'changed', posting: confirmed, posted };
  }

  const last = postings.at(-1);
  if (last?.state === 'rejected' && last.planId === wanted.plan.id) return { kind: 'rejectedAlready', posting: last };
  const ordinal = (last?.ordinal ?? 0) + 1;
  const posting = await tx.postings.reserve(wanted.document, {
    documentId: wanted.document.id,
    step: wanted.step,
    ordinal,
    erpKey: wanted.keyOf(ordinal),
    planId: wanted.plan.id,
    leaseMs: wanted.leaseMs,
  });
  return { kind: 'leased', posting };
}
