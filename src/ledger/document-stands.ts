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

/** The step by which a document of a series moves cost. */
export const billingStep = 'voucher' satisfies Step;

/** What stands of a document, as choices are made about it. */
export interface DocumentStands {
  readonly postings: readonly PostingRow[];
  /** Of the step that moves its cost. */
  readonly entries: readonly Entry[];
  readonly totals: Stands['totals'];
  readonly hasOrder: boolean;
  /** Of all that stands but what the decision posted itself; null: of all. */
  hashBut(decision: string | null): string;
}

export async function documentStands(tx: Tx, document: DocumentRow): Promise<DocumentStands> {
  const postings = await tx.runs.postingsOf(document.id);
  const standing = (await tx.effects.of(document.id)).standing();
  const billed = standing.ofStep(billingStep).all;
  return {
    postings,
    entries: billed.flatMap(({ entries }) => entries),
    totals: await totalsOf(tx, billed),
    hasOrder: standing.newest('order') !== null,
    hashBut: (decision) => {
      const others = standing.all.filter(({ posting }) => decision === null || posting?.because !== decision);
      return shortHash(JSON.stringify(others.map(named).sort()), 13);
    },
  };
}

function named({ step, posting, entries }: PostedEffect): string {
  return JSON.stringify([step, posting?.key ?? '', booksOf(entries)]);
}

/** By the plans that it was posted by: entries do not tell what was released, nor a tax that the ERP adds. */
async function totalsOf(tx: Tx, billed: readonly PostedEffect[]): Promise<Stands['totals']> {
  const all = [];
  for (const { posting } of billed) {
    if (posting?.planId == null) continue;
    const { plan } = await tx.plans.load<Plan>(posting.planId);
    const totals = plan.difference?.totals ?? plan.head.totals;
    if (totals !== null) all.push(totals);
  }
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
  if (newest.stands !== stands.hashBut(newest.id)) return null;
  const isSpent = stands.postings.some(
    ({ because, state, stage }) =>
      because === newest.id && (state === 'voided' || (state === 'confirmed' && isGone(stage))),
  );
  if (isSpent) return null;
  const { id, kind, shown, decidedAt } = newest;
  return { id, kind, shown, decidedAt, contentHash, stands: newest.stands };
}
