import { documentKind } from '../domain/documents/document-kinds';
import { booksOf, isChoice, type MadeChoice } from '../domain/holds/choice';
import { sum } from '../domain/money/money';
import type { Entry } from '../domain/posting/books/entry';
import type { PostedEffect } from '../domain/posting/books/posted-effects';
import type { Plan } from '../domain/posting/plan/planned-step';
import type { Stands } from '../domain/posting/plan/planner';
import type { Step } from '../domain/posting/plan/steps';
import { isGone } from '../domain/posting/stages/posting-stage';
import { shortHash } from '../domain/text/short-hash';
import type { DocumentRow } from '../store/documents/documents';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Tx } from '../store/unit-of-work';

/** What stands of a document, as choices are made about it. */
export interface DocumentStands {
  /** The step that moves its cost. */
  readonly step: Step;
  readonly postings: readonly PostingRow[];
  /** Of that step. */
  readonly entries: readonly Entry[];
  readonly totals: Stands['totals'];
  /** The supplier of its order that stands; null: it has none. */
  readonly orderWith: string | null;
  /** The same without what the decision posted itself, and without one posting; null: of all. */
  but(decision: string | null, key?: string | null): Pick<DocumentStands, 'entries' | 'totals'>;
  /** Of one posting that stands. */
  entriesOf(key: string): readonly PostedEffect[];
  /** What the decision has taken back, or is taking back. */
  takenBackBy(decision: string | null): readonly PostedEffect[];
  /** Of all that stands but what the decision posted itself, with what it took back; null: of all. */
  hashBut(decision: string | null): string;
}

export async function documentStands(tx: Tx, document: DocumentRow): Promise<DocumentStands> {
  const step: Step = documentKind(document.kind).choosesAbout ?? 'voucher';
  const postings = await tx.runs.postingsOf(document.id);
  const effects = await tx.effects.of(document.id);
  const standing = effects.standing();
  const billed = standing.ofStep(step).all;
  const totals = await totalsOf(tx, billed, postings);
  const but = (decision: string | null, key: string | null = null) => {
    const others = billed
      .filter(({ posting }) => decision === null || posting?.because !== decision)
      .filter(({ posting }) => key === null || posting?.key !== key);
    return {
      entries: others.flatMap(({ entries }) => entries),
      totals: sumOf(others.flatMap((one) => totals.get(one) ?? [])),
    };
  };
  const takenBackBy = (decision: string | null): readonly PostedEffect[] => {
    const keys = postings.filter((one) => decision !== null && isTakingBack(one, decision)).map(takenBackKey);
    return effects.all.filter(({ posting }) => posting !== null && keys.includes(posting.key));
  };
  return {
    ...{ step, postings },
    ...but(null),
    but,
    takenBackBy,
    entriesOf: (key) => billed.filter(({ posting }) => posting?.key === key),
    orderWith: standing.newest('order')?.posting?.supplier ?? null,
    hashBut: (decision) => {
      const others = [
        ...standing.all.filter(({ posting }) => decision === null || posting?.because !== decision),
        ...takenBackBy(decision).filter(({ posting }) => posting?.state !== 'confirmed'),
      ];
      return shortHash(JSON.stringify(others.map(named).sort()), 13);
    },
  };
}

const takeBackStep = 'takeBack' satisfies Step;

/** A call was made by the decision: it is carried through, whatever is said elsewhere meanwhile. */
export function begunBy(postings: readonly PostingRow[], decision: string | undefined): PostingRow | undefined {
  return postings.find(
    ({ because, state }) => because === decision && ['sent', 'uncertain', 'confirmed'].includes(state),
  );
}

/** Names what it takes back. */
export function takeBackSubject(key: string): string {
  return `posting:${key}`;
}

export function takenBackKey({ subject }: Pick<PostingRow, 'subject'>): string {
  return subject.slice(takeBackSubject('').length);
}

/** A call was made to take something back by the decision, or it is done. */
function isTakingBack({ step, because, state }: PostingRow, decision: string): boolean {
  return step === takeBackStep && because === decision && ['sent', 'uncertain', 'confirmed'].includes(state);
}

function named({ step, posting, entries }: PostedEffect): string {
  return JSON.stringify([step, posting?.key ?? '', booksOf(entries)]);
}

/** By the plans that it was posted by: entries do not tell what was released, nor a tax that the ERP adds. */
async function totalsOf(
  tx: Tx,
  billed: readonly PostedEffect[],
  postings: readonly PostingRow[],
): Promise<ReadonlyMap<PostedEffect, Stands['totals']>> {
  const all = new Map<PostedEffect, Stands['totals']>();
  for (const effect of billed) {
    const { posting } = effect;
    if (posting?.planId == null) continue;
    const { plan } = await tx.plans.load<Plan>(posting.planId);
    // One decision may ask for two postings: each counts what it moves itself.
    const planStep = postings.find(({ key }) => key === posting.key)?.planStep ?? '';
    const totals = plan.difference?.parts?.[planStep] ?? plan.difference?.totals ?? plan.head.totals;
    if (totals !== null) all.set(effect, totals);
  }
  return all;
}

function sumOf(all: readonly Stands['totals'][]): Stands['totals'] {
  return { released: sum(all.map(({ released }) => released)), tax: sum(all.map(({ tax }) => tax)) };
}

/**
 * The choice that counts for this content as it stands: the newest that was made, for exactly this. One whose posting was voided
 * is spent.
 */
export async function choiceFor(
  tx: Tx,
  document: DocumentRow,
  contentHash: string,
  stands: DocumentStands,
): Promise<MadeChoice | null> {
  const newest = (await tx.decisions.of(document.id)).find(({ kind }) => isChoice(kind) || kind === 'reopen');
  if (newest === undefined || !isChoice(newest.kind) || newest.subject !== contentHash) return null;
  // It is about what is not wanted any more, and never about a content.
  if (newest.kind === 'cancelOrder') return null;
  if (newest.stands !== stands.hashBut(newest.id)) return null;
  const isSpent = stands.postings.some(
    ({ because, state, stage }) =>
      because === newest.id && (state === 'voided' || (state === 'confirmed' && isGone(stage))),
  );
  if (isSpent) return null;
  const { id, kind, shown, decidedAt } = newest;
  return { id, kind, shown, decidedAt, contentHash, stands: newest.stands };
}
