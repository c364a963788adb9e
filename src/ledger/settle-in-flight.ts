import type { KindAtTarget, SystemWords } from '../clients/erp-adapter';
import { causeKey } from '../domain/holds/cause-key';
import type { Problem } from '../domain/holds/hold-reason';
import type { Found } from '../domain/posting/look';
import { reaches } from '../domain/posting/stages/posting-stage';
import type { PostingRow } from '../store/ledger/posting-row';
import type { DocumentRow } from '../store/documents/documents';
import type { Store } from '../store/store';
import { closeName } from './refusals/close-refused';
import { judgeLook } from './effects/judge-look';
import { toldAsStored } from './effects/told-to-port';
import type { PostingSilence } from '../store/ledger/posting-attempts';
import { halfTooLongProblem, saidYesProblem } from './refusals/ledger-problems';
import { replaceEarlier } from './replace-earlier';
import { lockSharing, wakeSharing } from './sharing';

const leaseMs = 60_000;
const runningLookAgainMs = 15_000;

export interface Settled {
  /** After how long to come again, because something of it may still arrive; null: nothing can. */
  readonly waitMs: number | null;
  /** What stands under our key otherwise than it was sent: a person. */
  readonly problems: readonly Problem[];
}

export type AtTarget = KindAtTarget & { readonly words: SystemWords };

export function isInFlight({ state }: Pick<PostingRow, 'state'>): boolean {
  return state === 'reserved' || state === 'sent' || state === 'uncertain';
}

/**
 * Settles what is in flight of a document that came to be done by other means, or does not need it any more: what stands as it
 * was sent is confirmed, what can arrive no more is given up, and who waits for what it kept goes on. Nothing is sent. Without
 * this, a call that committed late would be uncertain for ever, and a name that nobody sends would keep its subject.
 * `still`: the steps that are to be posted still, which settle themselves.
 */
export async function settleInFlight(
  store: Store,
  document: DocumentRow,
  at: (posting: PostingRow) => AtTarget,
  still: readonly string[] = [],
): Promise<Settled> {
  const { tenantId } = document;
  const postings = await store.inTenant(tenantId, (tx) => tx.postings.of(document.id));
  const waits: number[] = [];
  const problems: Problem[] = [];
  for (const posting of postings.filter((one) => isInFlight(one) && !still.includes(one.step))) {
    const leased = await store.inTenant(tenantId, (tx) => tx.postings.takeLease(posting, null, leaseMs));
    if (leased === null) {
      waits.push(Math.max(posting.leaseLeftMs, 1000));
      continue;
    }
    try {
      const end = await settle(store, document, leased, at(leased));
      if (typeof end === 'number') waits.push(end);
      else if (end !== null) problems.push(end);
    } finally {
      await store.inTenant(tenantId, (tx) => tx.postings.releaseLease(leased));
    }
  }
  return { waitMs: waits.length === 0 ? null : Math.min(...waits), problems };
}

/** Gives how long to wait, or what is wrong; null: it is settled. */
async function settle(
  store: Store,
  document: DocumentRow,
  posting: PostingRow,
  { kind, port, words }: AtTarget,
): Promise<number | Problem | null> {
  const isSent = posting.state !== 'reserved';
  const told = await toldAsStored(store, kind, posting);
  const [look] = told === null ? [] : await port.look([told]);
  if (told === null || look === undefined) return isSent ? runningLookAgainMs : closed(store, posting);
  // It is not sent any more, so what others have beside it is in nobody's way.
  const verdict = judgeLook({ kind, words }, told.body, { ...look, strangers: [] });
  switch (verdict.kind) {
    case 'equal':
      await confirm(store, document, posting, { found: verdict.found, body: told.body, kind });
      return null;
    case 'nothing': {
      if (!isSent) return closed(store, posting);
      if (!posting.settled) return Math.max(posting.settleLeftMs, 1000);
      const { saidYes, vouched } = await silenceOf(store, posting);
      return saidYes && !vouched ? saidYesProblem(posting, { kind, words }) : closed(store, posting);
    }
    case 'incomplete': {
      if (!posting.settled) return runningLookAgainMs;
      return halfTooLongProblem(posting, { kind, words }, verdict.missing, (await silenceOf(store, posting)).said);
    }
    case 'running':
      return runningLookAgainMs;
    case 'refused':
      return closed(store, posting);
    case 'hold':
      return verdict.problem;
  }
}

function silenceOf(store: Store, posting: PostingRow): Promise<PostingSilence> {
  return store.inTenant(posting.tenantId, (tx) => tx.postingAttempts.silenceOf(posting));
}

async function closed(store: Store, posting: PostingRow): Promise<null> {
  await closeName(store, posting);
  return null;
}

async function confirm(
  store: Store,
  document: DocumentRow,
  posting: PostingRow,
  { found, body, kind }: { readonly found: Found; readonly body: unknown; readonly kind: KindAtTarget['kind'] },
): Promise<void> {
  const { step, key, ordinal, subject } = posting;
  const isFree = kind.occupiesUntil !== null && reaches(found.stage, kind.occupiesUntil);
  await store.inTenant(document.tenantId, async (tx) => {
    const { result: moved } = await tx.mending(document, isFree ? [causeKey.subject(subject)] : [], async () => {
      const locked = await lockSharing(tx, posting, kind);
      const { reference, facts, stage, stageWord } = found;
      const change = { reference, facts, stage, stageWord, leaseMs: null };
      const confirmed = await tx.postings.move(posting, 'confirmed', {
        ...change,
        ...(isFree ? { occupies: false as const } : {}),
      });
      if (confirmed !== null) await replaceEarlier(tx, document, confirmed, kind, body);
      // What was sent wrote what it means for the books before that.
      if (confirmed !== null && posting.firstSentAt === null) {
        await tx.effects.write(confirmed, [{ document, entries: kind.entries(body) }]);
      }
      if (confirmed !== null) await wakeSharing(tx, confirmed, locked);
      return confirmed;
    });
    if (moved !== null) await tx.audit(document, `${step}.confirmed`, { key, ordinal, reference: found.reference });
  });
}
