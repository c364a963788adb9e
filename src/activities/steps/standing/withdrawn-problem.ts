import type { Problem } from '../../../domain/holds/hold-reason';
import { isGone } from '../../../domain/posting/stages/posting-stage';
import type { PostingRow } from '../../../store/ledger/posting-row';
import { targetOf, type Targets } from '../step-context';

/** Postings of value of which something stands, or may stand; what only sets something on them falls with them. */
export function standingPostings(postings: readonly PostingRow[], targets: Targets): PostingRow[] {
  return postings.filter(
    (posting) =>
      ['sent', 'uncertain', 'confirmed'].includes(posting.state) && targetOf(targets, posting).kind.nature !== 'sets',
  );
}

export function withdrawnProblem(why: string, standing: readonly PostingRow[], targets: Targets): Problem {
  const list = standing.map((posting) => {
    const reference =
      posting.reference === null
        ? 'outcome not known yet'
        : targetOf(targets, posting).target.words.reference(posting.reference);
    return `${posting.step}: ${reference}${isGone(posting.stage) ? ' (does not stand there any more)' : ''}`;
  });
  const rows = standing.some(({ state, stage }) => state === 'confirmed' && stage === 'delivered');
  const onlyDelivered = rows ? ' What is only delivered must not be processed: tell AP before this is settled.' : '';
  return {
    reason: 'withdrawnAfterPosting',
    kind: 'person',
    field: 'status',
    value: '',
    message: `It may not be paid any more (${why}), but this stands in the ERP: ${list.join('; ')}.${onlyDelivered}`,
    remedies: [
      { act: 'inProcore', text: 'Approve it again in Procore' },
      {
        act: 'inErp',
        text: 'Void in the ERP what stands there',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
    facts: Object.fromEntries(standing.map((posting) => [`${posting.step} ${posting.ordinal}`, posting.key])),
  };
}
