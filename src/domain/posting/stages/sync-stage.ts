/** Where a document stands. A document that is not on its way (a draft in Procore) has no stage. */
export const syncStages = [
  'checking',
  'waiting',
  'held',
  'ordered',
  'delivered',
  'vouchered',
  'posted',
  'recorded',
  'withdrawn',
  'takenOver',
  'byHand',
  'left',
] as const;

export type SyncStage = (typeof syncStages)[number];

/** Final for the order of requisitions on a commitment: the next number may go. `ordered` only with `apPosting` off. */
export function isFinalStage(stage: SyncStage | null, apPosting: boolean): boolean {
  switch (stage) {
    case 'delivered':
    case 'vouchered':
    case 'posted':
    case 'recorded':
    case 'takenOver':
    case 'left':
    case 'byHand':
    case 'withdrawn':
      return true;
    case 'ordered':
      return !apPosting;
    case 'checking':
    case 'waiting':
    case 'held':
    case null:
      return false;
  }
}
