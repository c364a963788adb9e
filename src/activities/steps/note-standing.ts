import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { newestConfirmed } from '../../domain/posting/document-stage';
import type { Found, Look } from '../../domain/posting/look';
import type { PostingKind } from '../../domain/posting/posting-kind';
import { isGone, reaches } from '../../domain/posting/posting-stage';
import { toldAsStored } from '../../ledger/told-to-port';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import { targetOf, type StepContext } from './step-context';
import type { ActivityPorts } from '../ports';

/** What a look says of a confirmed posting: of several things under its key, one that is lost tells most. */
export function standingOf(
  look: Look,
): Pick<Found, 'stage' | 'stageWord' | 'facts'> & { reference: Found['reference'] | null } {
  const told = look.found.find((one) => isGone(one.stage)) ?? look.found[0];
  return told ?? { stage: 'gone', stageWord: '', facts: {}, reference: null };
}

/** Writes down how far a confirmed posting has come; false when that was known. Its document must be locked. */
export async function noteStanding(tx: Tx, posting: PostingRow, kind: PostingKind, look: Look): Promise<boolean> {
  const { stage, stageWord, facts, reference } = standingOf(look);
  const frees = posting.occupies && kind.occupiesUntil !== null && reaches(stage, kind.occupiesUntil);
  return tx.postings.noteStanding(posting, {
    stage,
    stageWord,
    reference,
    facts,
    ...(frees ? { occupies: false as const } : {}),
  });
}

/** Who waits for the posting's subject is freed when it stands so far, who waits for its invoice number when it is gone. */
export function causesOf(posting: PostingRow, kind: PostingKind, look: Look): readonly string[] {
  const { stage } = standingOf(look);
  const { occupies, subject, supplier, number } = posting;
  const isFree = occupies && kind.occupiesUntil !== null && reaches(stage, kind.occupiesUntil);
  return [
    ...(isFree ? [causeKey.subject(subject)] : []),
    ...(isGone(stage) && number !== '' ? [causeKey.invoice(supplier, number)] : []),
  ];
}

/** Looks again at the newest confirmed posting of a step, notes where it stands, and says what is wrong with that. */
export async function refreshStanding(
  ports: ActivityPorts,
  context: StepContext,
  step: string,
): Promise<{ readonly problems: readonly Problem[] }> {
  const { document } = context;
  const { store } = ports;
  const posting = await store.inTenant(document.tenantId, async (tx) =>
    newestConfirmed(await tx.postings.of(document.id), step),
  );
  if (posting === undefined) return { problems: [] };
  const { kind, port } = targetOf(context.targets, posting);
  const told = await toldAsStored(store, kind, posting);
  if (told === null) return { problems: [] };
  const [look] = await port.look([told]);
  if (look === undefined) throw new RangeError(`no answer to a look for ${posting.key}`);
  const now = await store.inTenant(document.tenantId, async (tx) => {
    await tx.mending(document, causesOf(posting, kind, look), async () => {
      await tx.documents.lock(document.id);
      await noteStanding(tx, posting, kind, look);
    });
    return tx.postings.load(posting.id);
  });
  return { problems: reviewed(kind, told.body, now) };
}

/** What is wrong with a confirmed posting where it stands now. */
export function reviewed(kind: PostingKind, body: unknown, posting: PostingRow): readonly Problem[] {
  const { key, stage, stageWord, reference, facts } = posting;
  if (kind.review === undefined || stage === null) return [];
  return kind.review(body, { key, stage, stageWord, reference: reference ?? {}, facts: facts ?? {} });
}
