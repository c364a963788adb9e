import type { Problem } from '../../../src/domain/holds/hold-reason';
import { resume } from '../../../src/domain/holds/remedy';
import type { Entry } from '../../../src/domain/posting/books/entry';
import type { PostingKind, StandingPosting } from '../../../src/domain/posting/posting-kind';
import { asMultiset, lineDifferences, textDifferences } from './differences.fixture';
import { lostProblem } from './lost-problem.fixture';
import { storedBody } from './stored.fixture';

export interface DraftOrderDraft {
  readonly kind: 'draftOrder';
  readonly books: string;
  readonly creditor: string;
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly text: string;
  readonly positions: readonly {
    readonly position: string;
    readonly itemKey: string;
    /** As the chart prints it. */
    readonly account: string;
    readonly amount: string;
    readonly text: string;
  }[];
}

export interface DraftOrderBody extends DraftOrderDraft {
  readonly key: string;
}

/** What a look shows of an order. */
export interface ShownOrder {
  readonly creditor: string;
  readonly currency: string;
  readonly positions: readonly { readonly account: string; readonly amount: string }[];
}

/** An order of Kontor: drafted by us, submitted by us, and of no account before a person approved it. */
export const draftOrder: PostingKind<DraftOrderDraft, DraftOrderBody> = {
  name: 'draftOrder',
  called: 'order',
  system: 'kontor',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: 'posted',
  restsAt: 'posted',

  parse: (stored) => storedBody<DraftOrderBody>(stored, 'draftOrder', ['positions']),

  complete: (draft, { key }) => ({ ...draft, key }),

  fingerprint: ({ kind, books, creditor, currency, date, positions }, { ignoreDates }) => [
    kind,
    [books, creditor, currency],
    ignoreDates ? [] : [date],
    asMultiset(byAccount(positions)),
  ],

  compare: ({ creditor, currency, positions }, { shown }) => {
    const there = shown as ShownOrder;
    return [
      ...textDifferences({ creditor, currency }, { creditor: there.creditor, currency: there.currency }),
      ...lineDifferences(byAccount(positions), byAccount(there.positions)),
    ];
  },

  entries: draftOrderEntries,

  terms: ({ creditor: supplier }) => ({ supplier, number: '' }),

  review: (_body, standing) =>
    [lostProblem('order', standing), rejectedProblem(standing)].filter((one) => one !== null),
};

/** They count by account alone; by item it is the invoice that counts. */
export function draftOrderEntries({ creditor, date, positions }: DraftOrderDraft): readonly Entry[] {
  return positions.map(({ position, itemKey: item, account, amount }) => ({
    book: 'order',
    supplier: creditor,
    account,
    orderLine: position,
    item,
    amount,
    gross: '0',
    withheld: '0',
    tax: '0',
    period: date.slice(0, 7),
  }));
}

/** An order that its approver sent back; null while it is not. `why` is his reason, where it was read just now. */
export function rejectedProblem({ key, stage }: Pick<StandingPosting, 'key' | 'stage'>, why = ''): Problem | null {
  if (stage !== 'returned') return null;
  return {
    reason: 'orderOnHold',
    kind: 'person',
    field: 'state',
    value: 'rejected',
    message: `The order was rejected by its approver in Kontor${why === '' ? '' : `: ${why}`}.`,
    remedies: [
      { act: 'inErp', text: 'Correct the order in Kontor and submit it again; it then goes on by itself' },
      { act: 'inErp', text: 'Take the order up again in Kontor, so that it is submitted from here', andThen: resume },
    ],
    facts: { key },
  };
}

function byAccount(positions: ShownOrder['positions']) {
  return positions.map(({ account: name, amount }) => ({ name, amount }));
}
