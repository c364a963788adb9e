import type { Problem } from '../../domain/holds/hold-reason';
import { isZero } from '../../domain/money/money';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';

/**
 * What stands of a direct cost that is gone, or approved no more. `booked`: something, and a person may have the opposite booked.
 * `takenBack`: it was booked, and so was the opposite. `other`: nothing was booked, something is under way that no choice asked for, or
 * what stood was lost in the ERP.
 */
export async function withdrawnStands(tx: Tx, document: DocumentRow): Promise<'booked' | 'takenBack' | 'other'> {
  const postings = await tx.runs.postingsOf(document.id);
  const isUnderWay = postings.some(
    ({ state, because }) => because === null && (state === 'sent' || state === 'uncertain'),
  );
  const isLost = postings.some(({ state, stage }) => state === 'confirmed' && isGone(stage));
  const standing = (await tx.effects.of(document.id)).standing().ofStep('cost');
  if (isUnderWay || isLost || standing.isEmpty) return 'other';
  const isOpen = postings.some(({ state }) => state === 'sent' || state === 'uncertain');
  const comesToNothing = [...standing.byAccount('cost').values()].every(isZero);
  return comesToNothing && !isOpen ? 'takenBack' : 'booked';
}

/** A person chooses about it as about one that was changed into nothing. */
export function asWithdrawn(problem: Problem): Problem {
  if (problem.reason !== 'changedAfterPosting') return problem;
  const stands = Object.entries(problem.facts ?? {}).map(([account, difference]) => `${account} ${difference}`);
  const opposite = stands.length === 0 ? '' : ` To take it back would be: ${stands.join('; ')}.`;
  return {
    ...problem,
    reason: 'withdrawnAfterPosting',
    field: 'status',
    message: `It is gone from Procore, or not approved there any more, and stands in the books.${opposite}`,
    remedies: [
      { act: 'inProcore', text: 'Approve it again in Procore' },
      {
        act: 'inErp',
        text: 'Reverse in the ERP the journals that it stands in',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
