import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { Entry } from '../../posting/books/entry';
import type { PostingKind, StandingPosting } from '../../posting/posting-kind';
import { asMultiset, lineDifferences, type NamedAmount } from '../../posting/differences';
import { acceptedLines } from './accepted-order-lines';
import { storedBody } from '../bodies/stored-body';
import { lostProblem } from './lost-problem';
import {
  isSubmittedAgain,
  isTakenBack,
  submitAgain,
  orderLineEntry,
  type LineDraft,
  type OrderDraft,
} from './purchase-order';

interface AddedLineDraft extends LineDraft {
  /** Begins the line's description, so that it is known as this source line's, whatever its number: `CO-562949953471001`. */
  readonly mark: string;
}

/** The lines of a change order, each a line of its own on the order (accounting-fusion 2): what the order is to show of them. */
export interface OrderChangeDraft extends Pick<
  OrderDraft,
  'supplier' | 'words' | 'deliveryDate' | 'period' | 'retainage' | 'setup'
> {
  readonly kind: 'orderChange';
  readonly commitmentId: string;
  readonly headerId: string;
  readonly orderNumber: string;
  readonly lines: readonly AddedLineDraft[];
}

export interface OrderChangeBody extends OrderChangeDraft {
  readonly key: string;
}

/** What a look shows of a change: the lines that are ours, on its draft or on the order. */
export interface ShownOrderChange {
  /** `account` is `''` where it could not be read. */
  readonly lines: readonly { readonly mark: string; readonly account: string; readonly amount: string }[];
}

/** As a fact of the posting: the POLineId of the order's line that a source line became. */
export function lineIdFact(item: string): string {
  return `line ${item}`;
}

/** `CO-` and the id of the change order's line; the first word of what its order line is described by. */
export function changeMark(lineId: string): string {
  return `CO-${lineId}`;
}

/** The mark that a line's description begins with; `''`: none of ours. */
export function changeMarkIn(description: string): string {
  return /^CO-\d{1,20}(?=\s|$)/.exec(description.trim())?.[0] ?? '';
}

/**
 * Lines of a change order on an order that is open. They are lines of its own and nobody else's, so they add to the books and are
 * not set again when another change order has come onto the same order. The order is kept from other changes until it is in force.
 */
export const orderChange: PostingKind<OrderChangeDraft, OrderChangeBody> = {
  name: 'orderChange',
  called: 'change of the order',
  system: 'fusion',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: 'posted',
  restsAt: 'posted',

  parse: (stored) => storedBody<OrderChangeBody>(stored, 'orderChange', ['lines']),

  complete: (draft, { key }) => ({ ...draft, key }),

  fingerprint: ({ kind, headerId, lines }) => [kind, headerId, asMultiset(lines.map(namedAmount))],

  compare: (body, { missing, shown }) => {
    const there = shown as ShownOrderChange;
    const accounts = new Map(body.lines.map(({ mark, account }) => [mark, account]));
    const expected = body.lines.filter(({ mark }) => !missing.includes(mark));
    return lineDifferences(
      expected.map(namedAmount),
      there.lines.map((line) => namedAmount({ ...line, account: line.account || (accounts.get(line.mark) ?? '') })),
    );
  },

  entries: orderChangeEntries,

  comparedFrom: 'stands',

  shownAmounts: ({ shown }) => (shown as ShownOrderChange).lines.map(({ account, amount }) => ({ account, amount })),

  accepted: (body, { shown, missing }) => {
    if (missing.length > 0) return { why: 'lines of it are to be sent once more' };
    const counted = acceptedLines(body.lines, (shown as ShownOrderChange).lines, ({ mark }) => mark);
    if ('why' in counted) return counted;
    return { supplier: body.supplier, number: '', entries: orderChangeEntries({ ...body, ...counted }) };
  },

  terms: ({ supplier }) => ({ supplier, number: '' }),

  review: (_body, standing) =>
    [lostProblem('change of the order', standing), rejectedChangeProblem(standing)].filter((one) => one !== null),
};

export function orderChangeEntries({ supplier, period, lines }: OrderChangeDraft): readonly Entry[] {
  return lines.map((line) => orderLineEntry({ supplier, period, orderLine: line.mark, line }));
}

/** A change that its approver sent back, or that somebody took back; null while it is not. */
export function rejectedChangeProblem(standing: StandingPosting): Problem | null {
  const { key, stage, stageWord, reference } = standing;
  const takenBack = isTakenBack(standing);
  if ((stage !== 'returned' && !takenBack) || isSubmittedAgain(standing)) return null;
  const order = reference['orderNumber'] ?? '';
  const why = takenBack
    ? `The change of order ${order} was submitted and is ${stageWord} again in Fusion: somebody took it back.`
    : `The change of order ${order} is ${stageWord} in Fusion: its approval did not end in a new revision.`;
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'ChangeOrderStatusCode',
    value: stageWord,
    message: `${why} What was said stands in its action history there.`,
    remedies: [
      { act: 'inErp', text: 'Correct and submit the change in Fusion; it goes on by itself when it is in force' },
      ...submitAgain(standing, 'change'),
      { act: 'inProcore', text: 'Take the approval of the change order back in Procore', andThen: resume },
    ],
    facts: { key },
  };
}

function namedAmount({ mark, account, amount }: { mark: string; account: string; amount: string }): NamedAmount {
  return { name: `line ${mark} on ${account}`, amount };
}
