import type { Problem } from '../../domain/holds/hold-reason';
import type { PostingRow } from '../../store/ledger/posting-row';
import { referenceText } from '../../ledger/reference-text';

/** Postings of which something stands in the ERP, or may stand there. */
export function standingPostings(postings: readonly PostingRow[]): PostingRow[] {
  return postings.filter((posting) => ['sent', 'uncertain', 'confirmed'].includes(posting.state));
}

export function withdrawnProblem(why: string, standing: readonly PostingRow[]): Problem {
  const list = standing.map((posting) => {
    const reference = posting.reference === null ? 'outcome not known yet' : referenceText(posting);
    return `${posting.step}: ${reference}`;
  });
  return {
    reason: 'withdrawnAfterPosting',
    kind: 'person',
    field: 'status',
    value: '',
    message: `It may not be paid any more (${why}), but this stands in the ERP: ${list.join('; ')}.`,
    remedies: [
      { act: 'inProcore', text: 'Approve it again in Procore' },
      {
        act: 'inErp',
        text: 'Void in the ERP what stands there',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
    facts: Object.fromEntries(standing.map((posting) => [`${posting.step} ${posting.ordinal}`, posting.erpKey])),
  };
}
