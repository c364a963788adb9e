import type { Problem } from '../../../domain/holds/hold-reason';
import type { Tx } from '../../../store/unit-of-work';
import { targetOf, type StepContext } from '../step-context';

const dayMs = 86_400_000;

/**
 * What people in the system were to take further, and have left where it was delivered for longer than the connection allows;
 * null when there is none. It ends by itself: the feed sees when they do.
 */
export async function leftTooLong(
  tx: Tx,
  { connection, document, targets }: Pick<StepContext, 'connection' | 'document' | 'targets'>,
): Promise<Problem | null> {
  const { deliveredTooLongDays } = connection.settings.timing;
  for (const posting of await tx.postings.of(document.id)) {
    const { state, stage, confirmedAgoMs, key, step } = posting;
    if (state !== 'confirmed' || stage !== 'delivered') continue;
    const { takenFurtherBy } = targetOf(targets, posting).kind;
    const days = Math.floor((confirmedAgoMs ?? 0) / dayMs);
    if (takenFurtherBy === undefined || days < deliveredTooLongDays) continue;
    return {
      reason: 'deliveredTooLong',
      kind: 'person',
      field: 'our key',
      value: key,
      message: `The ${step} was delivered ${days} days ago, and nobody has taken it further since.`,
      remedies: [{ act: 'inErp', text: takenFurtherBy }],
    };
  }
  return null;
}
