/**
 * What says that a document stands so. `pass`: it is on its way, and the pass or its hold does. `posted`: what is posted of it, or
 * that there is nothing to post (document-stage.ts). `person`: somebody settled it otherwise, and no look changes that.
 * `source`: it is not to be paid any more.
 */
type SaidBy = 'pass' | 'posted' | 'person' | 'source';

/** Every stage, in the order of a document's way. One that is not on its way (a draft in Procore) has none. */
const saidBy = {
  checking: 'pass',
  waiting: 'pass',
  held: 'pass',
  ordered: 'posted',
  delivered: 'posted',
  vouchered: 'posted',
  posted: 'posted',
  recorded: 'posted',
  withdrawn: 'source',
  takenOver: 'person',
  byHand: 'person',
  left: 'person',
} as const satisfies Readonly<Record<string, SaidBy>>;

export type SyncStage = keyof typeof saidBy;

export const syncStages = Object.keys(saidBy) as [SyncStage, ...SyncStage[]];

export function stagesSaidBy(who: SaidBy): readonly SyncStage[] {
  return syncStages.filter((stage) => saidBy[stage] === who);
}

export function isSaidBy(who: SaidBy, stage: SyncStage | null): boolean {
  return stage !== null && saidBy[stage] === who;
}

/** An order alone: where an invoice is to follow, the document is not through with that. */
export const unbilledStage = 'ordered' satisfies SyncStage;

/** Something of it is in the books, or was seen to: another document of the same number would be paid twice. */
export function counts(stage: SyncStage | null): boolean {
  return isSaidBy('posted', stage) || isSaidBy('person', stage);
}

/** Final for the order of requisitions on a commitment: the next number may go. An order alone only with `apPosting` off. */
export function isFinalStage(stage: SyncStage | null, apPosting: boolean): boolean {
  if (stage === unbilledStage) return !apPosting;
  return counts(stage) || isSaidBy('source', stage);
}
