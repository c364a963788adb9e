import type { SystemWords } from '../../../clients/erp-adapter';
import { causeKey, invoiceKeptBy } from '../../../domain/holds/cause-key';
import type { Problem } from '../../../domain/holds/hold-reason';
import { newestConfirmed } from '../../../domain/posting/stages/document-stage';
import {
  byAccountText,
  differsProblem,
  otherwiseFacts,
  unclearProblem,
  unclearText,
} from '../../../domain/posting/found-otherwise';
import type { Found, Look } from '../../../domain/posting/look';
import type { PostingKind } from '../../../domain/posting/posting-kind';
import { isGone, reaches } from '../../../domain/posting/stages/posting-stage';
import { toldAsStored } from '../../../ledger/effects/told-to-port';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import { targetOf, type StepContext } from '../step-context';
import { wakeOrderOf } from '../wake-its-order';
import type { ActivityPorts } from '../../ports';

type Standing = Pick<Found, 'stage' | 'stageWord' | 'facts'> & { readonly reference: Found['reference'] | null };

/** What a look says of a confirmed posting: of several things under its key, one that is lost tells most. */
export function standingOf(posting: Pick<PostingRow, 'stage' | 'stageWord'>, look: Look): Standing {
  const told = look.found.find((one) => isGone(one.stage)) ?? look.found[0];
  if (told !== undefined) return told;
  const { unclear } = look;
  const stood = posting.stage ?? 'stands';
  // Nothing is concluded: it stands where it stood until a person says otherwise.
  if (unclear !== undefined) return { stage: stood, stageWord: posting.stageWord, facts: {}, reference: null };
  return { stage: 'gone', stageWord: '', facts: {}, reference: null };
}

/** What a look means for a posting, as its kind sees it. */
export interface Looked {
  readonly kind: PostingKind;
  readonly words: SystemWords;
  /** As it was sent, parsed. */
  readonly body: unknown;
  readonly look: Look;
}

/** Writes down how far a confirmed posting has come; false when that was known. Its document must be locked. */
export async function noteStanding(tx: Tx, posting: PostingRow, looked: Looked): Promise<boolean> {
  const { kind, look } = looked;
  const { stage, stageWord, facts, reference } = standingOf(posting, look);
  if (reaches(stage, 'delivered')) await tx.standings.settleAsking(posting);
  const frees = posting.occupies && kind.occupiesUntil !== null && reaches(stage, kind.occupiesUntil);
  const isNews = await tx.postings.noteStanding(posting, {
    stage,
    stageWord,
    reference,
    facts: { ...facts, ...otherwiseOf(looked) },
    ...(frees ? { occupies: false as const } : {}),
  });
  // Those who did it have undone it: it counts no more, and is awaited anew.
  if (isNews && kind.isBooked === true && isGone(stage)) await tx.postings.move(posting, 'voided');
  if (isNews && kind.isFollowed === true) await wakeOrderOf(tx, posting, stage);
  return isNews;
}

/** What stands otherwise than it was sent, for the facts of the posting; nothing where this look cannot tell. */
function otherwiseOf({ kind, words, body, look }: Looked): Readonly<Record<string, string>> {
  if (kind.comparedFrom === undefined) return {};
  const [first] = look.found;
  if (first === undefined) {
    if (look.unclear === undefined) return {};
    return { [otherwiseFacts.unclear]: unclearText(look.unclear, (reference) => words.reference(reference)) };
  }
  const found = { [otherwiseFacts.unclear]: '' };
  if (first.shown === null || !reaches(first.stage, kind.comparedFrom)) return found;
  const differs = kind.compare(body, first).join('; ');
  const sent = kind.entries(body).map(({ account, amount }) => ({ account, amount }));
  const byAccount =
    differs === '' || kind.shownAmounts === undefined ? '' : byAccountText(sent, kind.shownAmounts(first));
  return { ...found, [otherwiseFacts.differs]: differs, [otherwiseFacts.byAccount]: byAccount };
}

/**
 * Who waits for the posting's subject is freed when it stands so far, who waits for what it is when it comes to rest, and who
 * waits for its invoice number when it is gone.
 */
export function causesOf(posting: PostingRow, kind: PostingKind, look: Look): readonly string[] {
  const { stage } = standingOf(posting, look);
  const { occupies, subject } = posting;
  const isThere = reaches(stage, kind.restsAt) && !reaches(posting.stage, kind.restsAt);
  const isFree = isThere || (occupies && kind.occupiesUntil !== null && reaches(stage, kind.occupiesUntil));
  return [...(isFree ? [causeKey.subject(subject)] : []), ...(isGone(stage) ? invoiceKeptBy(posting) : [])];
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
  const { kind, port, target } = targetOf(context.targets, posting);
  const told = await toldAsStored(store, kind, posting);
  if (told === null) return { problems: [] };
  const [look] = await port.look([told]);
  if (look === undefined) throw new RangeError(`no answer to a look for ${posting.key}`);
  const now = await store.inTenant(document.tenantId, async (tx) => {
    await tx.mending(document, causesOf(posting, kind, look), async () => {
      await tx.documents.lock(document.id);
      await noteStanding(tx, posting, { kind, words: target.words, body: told.body, look });
    });
    return tx.postings.load(posting.id);
  });
  return { problems: reviewed(kind, target.words, told.body, now) };
}

/** What is wrong with a confirmed posting where it stands now. */
export function reviewed(
  kind: PostingKind,
  words: SystemWords,
  body: unknown,
  posting: PostingRow,
): readonly Problem[] {
  const { key, stage, stageWord, reference, facts } = posting;
  if (stage === null) return [];
  const own = kind.review?.(body, { key, stage, stageWord, reference: reference ?? {}, facts: facts ?? {} }) ?? [];
  return [...own, ...otherwise(kind, words, posting)];
}

function otherwise(
  { correctedBy }: PostingKind,
  words: SystemWords,
  { key, step, stage, reference, facts }: PostingRow,
): readonly Problem[] {
  if (isGone(stage)) return [];
  const of = { key, step, system: words.name, correctedBy };
  const why = facts?.[otherwiseFacts.unclear] ?? '';
  if (why !== '') return [unclearProblem(of, why)];
  const differs = facts?.[otherwiseFacts.differs] ?? '';
  if (differs === '' || differs === facts?.[otherwiseFacts.accepted]) return [];
  const byAccount = facts?.[otherwiseFacts.byAccount] ?? '';
  return [differsProblem(of, words.reference(reference ?? {}), { differs, byAccount })];
}
