import { causeKey } from '../holds/cause-key';
import type { Decision } from '../holds/decision';
import type { Problem } from '../holds/hold-reason';
import { counts, type SyncStage } from '../posting/stages/sync-stage';

/** Another direct cost of the same vendor with the same number. */
export interface CostOfBill {
  /** Of Procore. */
  readonly sourceId: string;
  readonly sourceStatus: string;
  readonly stage: SyncStage | null;
  /** Something of it stands in the books, or may, whatever became of it in Procore: one that was deleted and made again is there still. */
  readonly isBooked: boolean;
}

const approved = 'approved';

/**
 * Two costs of one bill would be in the books twice: the second is held. First is what is booked, or else what Procore had first.
 * Nothing is concluded from one that is not approved.
 */
export function sameBillTwice(
  own: { readonly sourceId: string; readonly invoiceNumber: string | null },
  others: readonly CostOfBill[],
  decisions: readonly Decision[],
): readonly Problem[] {
  const settled = new Set(decisions.filter(({ kind }) => kind === 'notDuplicate').map(({ subject }) => subject));
  return others
    .filter(({ isBooked, ...other }) => isBooked || isApprovedBefore(other, own))
    .filter((other) => !settled.has(nameOf(other)))
    .map((other) => ({
      reason: 'possibleDuplicate',
      kind: 'person',
      field: 'invoice_number',
      value: own.invoiceNumber ?? '',
      message: `Direct cost ${other.sourceId} is of the same vendor and has the number ${own.invoiceNumber ?? ''} too. Booked here as well, the cost would be in the books twice.`,
      remedies: [
        { act: 'seeDocument', document: { kind: 'directCost', sourceId: other.sourceId } },
        { act: 'inProcore', text: 'Delete one of the two there, or correct its invoice number' },
        { act: 'decide', choice: 'notDuplicate' },
      ],
      causeKey: causeKey.directCost(other.sourceId),
      facts: { sameNumberAs: nameOf(other) },
    }));
}

function isApprovedBefore(
  { sourceId, sourceStatus, stage }: Omit<CostOfBill, 'isBooked'>,
  own: { readonly sourceId: string },
): boolean {
  if (sourceStatus !== approved || stage === 'withdrawn') return false;
  return counts(stage) || stage === 'recorded' || isBefore(sourceId, own.sourceId);
}

/** Ids of Procore grow. */
function isBefore(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}

function nameOf({ sourceId }: CostOfBill): string {
  return `directCost/${sourceId}`;
}
