import type { ChoiceOffer } from '../../../domain/holds/choice';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { Remedy } from '../../../domain/holds/remedy';
import { isGone } from '../../../domain/posting/stages/posting-stage';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { OrderedLine } from './ordered-lines';
import { targetOf, type Targets } from '../step-context';

/** Postings of value of which something stands, or may stand; what only sets something on them falls with them. */
export function standingPostings(postings: readonly PostingRow[], targets: Targets): PostingRow[] {
  return postings.filter(
    (posting) =>
      ['sent', 'uncertain', 'confirmed'].includes(posting.state) && targetOf(targets, posting).kind.nature !== 'sets',
  );
}

export function withdrawnProblem(
  why: string,
  standing: readonly PostingRow[],
  targets: Targets,
  {
    lines = [],
    offer,
    isChosenAbout = offer !== undefined,
  }: {
    readonly lines?: readonly OrderedLine[];
    readonly offer?: ChoiceOffer | undefined;
    /** What becomes of its order may be chosen, whatever the hold offers. */
    readonly isChosenAbout?: boolean;
  } = {},
): Problem {
  const list = standing.map((posting) => {
    if (posting.origin === 'takenOver') return `${posting.step}: in the books before going live`;
    if (posting.origin === 'byHand' && posting.reference === null) return `${posting.step}: handled by hand`;
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
    message: `It may not be paid any more (${why}), but this stands in the ERP: ${list.join('; ')}.${onlyDelivered}${linesText(lines)}`,
    ...(offer === undefined ? {} : { offer }),
    remedies: [
      { act: 'inProcore', text: 'Approve it again in Procore' },
      ...(isChosenAbout ? [{ act: 'choose' } as const] : []),
      taking(standing, targets),
    ],
    facts: {
      ...Object.fromEntries(standing.map((posting) => [`${posting.step} ${posting.ordinal}`, posting.key])),
      ...Object.fromEntries(lines.map(({ item, open }) => [`open of ${item}`, open])),
    },
  };
}

/** What others did and take back is seen by itself. */
function taking(standing: readonly PostingRow[], targets: Targets): Remedy {
  const [only, ...more] = standing.map((posting) => targetOf(targets, posting).kind.undoneBy);
  if (only !== undefined && more.length === 0) return { act: 'inErp', text: `${only}; it then goes on by itself` };
  const text = 'Void in the ERP what stands there';
  return { act: 'inErp', text, andThen: { act: 'decide', choice: 'confirmVoided' } };
}

/** Billed cost stays; what is open is what would fall away. */
function linesText(lines: readonly OrderedLine[]): string {
  if (lines.length === 0) return '';
  const each = lines.map(
    ({ item, account, ordered, billed, open }) =>
      `${item} on ${account}: ${ordered} ordered, ${billed} billed, ${open} open`,
  );
  return ` By line: ${each.join('; ')}.`;
}
