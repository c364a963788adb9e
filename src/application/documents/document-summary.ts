import { plus } from '../../domain/money/money';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { ListedPosting } from '../../store/ledger/posting-row';
import type { HeldDocument } from '../../store/holds/holds';
import type { Scope } from '../../store/scope';
import { readableNames } from './readable-names';
import { waitOf } from './stands-as';
import { releaseView, type ReleaseView } from './release-view';

interface EnteredLine {
  readonly account: string;
  readonly orderLine: string;
  readonly amount: string;
}

/** What `document list --json` says of each document; the comparer reads it. */
export interface DocumentSummary {
  /** As people say it: `4411/SC-4411-003/7`. */
  readonly name: string;
  readonly kind: string;
  readonly procoreId: string;
  readonly projectId: string;
  readonly projectNumber: string | null;
  readonly commitmentId: string | null;
  readonly number: number | null;
  readonly stage: string | null;
  readonly sourceStatus: string;
  readonly gross: string | null;
  readonly payable: string | null;
  /** Of both; '' while it is not known. */
  readonly currency: string;
  readonly hold: {
    readonly kind: string;
    readonly reasons: readonly string[];
    readonly problems: HeldDocument['problems'];
  } | null;
  /** What it waits for, in words, and until when, when nothing is wrong with it. */
  readonly wait: ReturnType<typeof waitOf>;
  /** Retainage that AP is to let go of, or has; null when the requisition releases none as a pay item. */
  readonly retainageRelease: ReleaseView | null;
  readonly postings: readonly Pick<
    ListedPosting,
    'step' | 'ordinal' | 'state' | 'key' | 'origin' | 'reference' | 'stage'
  >[];
  /** What counts of what people entered themselves and named as posted by hand: by account and order line (`''`: none). */
  readonly enteredByHand: readonly EnteredLine[];
  /** Ids in the ERP of what others billed on its order, and a person said to be other work. */
  readonly otherWork: readonly string[];
  /** What a person said not to be the same as it, such as `invoice/300100012`. */
  readonly toldApart: readonly string[];
}

/** Of these documents, in their order. */
export async function summariesOf(tx: Tx, scope: Scope, documents: readonly DocumentRow[]): Promise<DocumentSummary[]> {
  if (documents.length === 0) return [];
  const ids = documents.map((document) => document.id);
  const projects = new Map((await tx.projects.list(scope)).map((one) => [one.id, one.number]));
  const namesOf = await readableNames(tx, documents);
  const holds = new Map((await tx.holds.list(scope, { documentIds: ids })).map((held) => [held.document.id, held]));
  const postings = new Map<string, ListedPosting[]>();
  for (const posting of await tx.lists.postingsOf(ids)) {
    postings.set(posting.documentId, [...(postings.get(posting.documentId) ?? []), posting]);
  }
  const releases = new Map((await tx.lists.releasesOf(ids)).map((one) => [one.documentId, releaseView(one)]));
  const decisions = {
    otherWork: await tx.decisions.ofDocuments(ids, 'otherWork'),
    toldApart: await tx.decisions.ofDocuments(ids, 'notDuplicate'),
  };
  const decided = (what: keyof typeof decisions, { id }: DocumentRow): readonly string[] =>
    decisions[what].filter(({ documentId }) => documentId === id).map(({ subject }) => subject);
  const entered = new Map<string, readonly EnteredLine[]>();
  for (const id of ids.filter((one) => postings.get(one)?.some(isEntered))) {
    entered.set(id, enteredLines(await tx.effects.of(id)));
  }
  return documents.map((document) => {
    const held = holds.get(document.id);
    const { name, procoreId } = namesOf(document);
    return {
      name,
      kind: document.kind,
      procoreId,
      projectId: document.projectId,
      projectNumber: projects.get(document.projectId) ?? null,
      commitmentId: document.commitmentId,
      number: document.number,
      stage: document.stage,
      sourceStatus: document.sourceStatus,
      gross: document.gross,
      payable: document.payable,
      currency: document.currency,
      wait: waitOf(document),
      hold: held === undefined ? null : { kind: held.hold.kind, reasons: held.hold.reasons, problems: held.problems },
      retainageRelease: releases.get(document.id) ?? null,
      postings: (postings.get(document.id) ?? []).map(({ step, ordinal, state, key, origin, reference, stage }) => ({
        step,
        ordinal,
        state,
        key,
        origin,
        reference,
        stage,
      })),
      enteredByHand: entered.get(document.id) ?? [],
      otherWork: decided('otherWork', document),
      toldApart: decided('toldApart', document),
    };
  });
}

function isEntered({ state, origin }: Pick<ListedPosting, 'state' | 'origin'>): boolean {
  return state === 'confirmed' && origin === 'byHand';
}

function enteredLines({ all }: PostedEffects): readonly EnteredLine[] {
  const lines = new Map<string, EnteredLine>();
  for (const { posting, entries } of all) {
    if (posting === null || !isEntered(posting)) continue;
    for (const { book, account, orderLine, amount } of entries) {
      if (book !== 'cost') continue;
      const name = JSON.stringify([account, orderLine]);
      lines.set(name, { account, orderLine, amount: plus(lines.get(name)?.amount ?? '0', amount) });
    }
  }
  return [...lines.values()];
}
