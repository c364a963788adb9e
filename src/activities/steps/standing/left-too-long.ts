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

/**
 * The same of what people in the system are to bring about, and have not for so long: beside the hold that says what. Null: it is not so,
 * or a person is asked already.
 */
export async function awaitedTooLong(
  tx: Tx,
  { connection, document }: Pick<StepContext, 'connection' | 'document'>,
  problems: readonly Problem[],
): Promise<Problem | null> {
  const [awaited, ...others] = problems;
  if (awaited?.kind !== 'waiting' || others.length > 0) return null;
  const days = Math.floor((await tx.holds.heldForMs(document, awaited.reason)) / dayMs);
  if (days < connection.settings.timing.deliveredTooLongDays) return null;
  const { field, value, remedies } = awaited;
  const message = `It has waited for that for ${days} days.`;
  return { reason: 'deliveredTooLong', kind: 'person', field, value, message, remedies };
}
