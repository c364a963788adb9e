import type { Problem } from '../../holds/hold-reason';
import { resume, type Remedy } from '../../holds/remedy';
import type { Entry } from '../../posting/books/entry';
import { isAskedAgain } from '../../posting/stages/asked-again';
import type { PostingKind, StandingPosting } from '../../posting/posting-kind';
import { otherwiseFacts } from '../../posting/found-otherwise';
import { asMultiset, lineDifferences, textDifferences, type NamedAmount } from '../../posting/differences';
import { acceptedLines } from './accepted-order-lines';
import { storedBody } from '../bodies/stored-body';
import { lostProblem } from './lost-problem';
import type { Revised } from './order-revision';

/** A line that is to come onto an order. */
export interface LineDraft {
  /** Names the source line for ever: `contract_item:3129856`. */
  readonly item: string;
  readonly description: string;
  /** As the chart prints it, and the id of the combination. */
  readonly account: string;
  readonly accountId: string;
  /** Signed; without tax. */
  readonly amount: string;
  readonly lineType: string;
}

interface OrderLineDraft extends LineDraft {
  /** 1, 2, 3 ... as we number them: our name of the line, too. */
  readonly number: string;
}

/** A commitment's own lines with their amounts, one amount based order line each (accounting-fusion 1). */
export interface OrderDraft {
  readonly kind: 'purchaseOrder';
  /** By its number, as everywhere else; Fusion is told the id. */
  readonly supplier: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly currency: string;
  /** Behind our key in the description. */
  readonly words: string;
  readonly deliveryDate: string;
  /** `yyyy-mm`, of the day on which it was planned. */
  readonly period: string;
  /** Who withholds on this order, and with A by which attribute and percentage. */
  readonly retainage:
    { readonly way: 'B' } | { readonly way: 'A'; readonly attribute: string; readonly percent: string };
  readonly setup: {
    readonly procurementBusinessUnitId: string;
    readonly requisitioningBusinessUnitId: string;
    readonly buyerId: string;
    readonly requesterId: string;
    readonly documentStyleId: string;
    readonly category: string;
    readonly shipToLocation: string;
    readonly shipToOrganizationCode: string;
    readonly billToLocation: string | null;
    readonly paymentTerms: string | null;
  };
  readonly lines: readonly OrderLineDraft[];
  /** The draft that these lines are written onto; absent: a new one is made. */
  readonly revises?: Revised;
}

export interface OrderBody extends OrderDraft {
  readonly key: string;
}

/** What a look shows of an order. */
export interface ShownOrder {
  readonly supplierId: string;
  readonly currency: string;
  readonly description: string;
  /** `account` is `''` where it could not be read. */
  readonly lines: readonly { readonly number: string; readonly account: string; readonly amount: string }[];
}

/** An order of Fusion: drafted by us, submitted by us, and of no account before it was approved. */
export const purchaseOrder: PostingKind<OrderDraft, OrderBody> = {
  name: 'purchaseOrder',
  called: 'order',
  system: 'fusion',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  takenFurtherBy: 'Approve the order in Fusion, or say there why not',

  parse: (stored) => storedBody<OrderBody>(stored, 'purchaseOrder', ['lines']),

  complete: (draft, { key }) => ({ ...draft, key }),

  replaces: ({ revises }) => revises?.key ?? null,

  fingerprint: ({ kind, supplierId, currency, lines, retainage, deliveryDate }, { ignoreDates }) => [
    kind,
    [supplierId, currency, retainage.way],
    ignoreDates ? [] : [deliveryDate],
    asMultiset(lines.map(sentLine)),
  ],

  compare: (body, { shown, missing }) => {
    const there = shown as ShownOrder;
    const { supplierId, currency, key } = body;
    const accounts = new Map(body.lines.map(({ number, account }) => [number, account]));
    const isThere = ({ number }: { readonly number: string }): boolean => !missing.includes(number);
    return [
      ...textDifferences({ supplier: supplierId, currency }, { supplier: there.supplierId, currency: there.currency }),
      ...(there.description.startsWith(key) ? [] : ['description: does not begin with our key any more']),
      ...lineDifferences(
        body.lines.filter(isThere).map(sentLine),
        there.lines
          .filter(isThere)
          .map((line) => sentLine({ ...line, account: line.account || (accounts.get(line.number) ?? '') })),
      ),
    ];
  },

  entries: orderEntries,

  comparedFrom: 'stands',

  shownAmounts: ({ shown }) => (shown as ShownOrder).lines.map(({ account, amount }) => ({ account, amount })),

  movedTo: (body, { [orderSupplier]: id = '', [otherwiseFacts.differs]: differs }) => {
    const moved = textDifferences({ supplier: body.supplierId }, { supplier: id });
    return id !== '' && id !== body.supplierId && moved.join('; ') === differs ? { id } : null;
  },

  accepted: (body, { shown, missing }) => {
    const { supplierId, currency, lines: there } = shown as ShownOrder;
    if (supplierId !== body.supplierId) return { why: `it is of another supplier (${supplierId})` };
    if (currency !== body.currency) return { why: `it is in ${currency}, not in ${body.currency}` };
    if (missing.length > 0) return { why: 'lines of it are to be sent once more' };
    const counted = acceptedLines(body.lines, there, ({ number }) => number);
    if ('why' in counted) return counted;
    return { supplier: body.supplier, number: '', entries: orderEntries({ ...body, ...counted }) };
  },

  terms: ({ supplier }) => ({ supplier, number: '' }),

  review: (_body, standing) =>
    [lostProblem('order', standing), rejectedProblem(standing)].filter((one) => one !== null),
};

export function orderEntries({ supplier, period, lines }: OrderDraft): readonly Entry[] {
  return lines.map((line) => orderLineEntry({ supplier, period, orderLine: line.number, line }));
}

/** By account; by item it is the invoice that counts. */
export function orderLineEntry({
  supplier,
  period,
  orderLine,
  line: { item, account, amount },
}: Pick<OrderDraft, 'supplier' | 'period'> & { readonly orderLine: string; readonly line: LineDraft }): Entry {
  const none = { gross: '0', withheld: '0', tax: '0' };
  return { ...{ book: 'order', supplier, account, orderLine, item, amount }, ...none, period };
}

/** Whose it is by its id in Fusion. */
export const orderSupplier = 'supplierId';

/** Seen with its approvers, or further, at some time: a draft of ours that is one again was taken back. */
export const submittedFact = 'submitted';

/** A draft of ours that is one again. */
export function isTakenBack({ stage, facts }: StandingPosting): boolean {
  return stage === 'stands' && facts[submittedFact] === 'yes';
}

/** An order that its approver sent back, or that somebody took back; null while it is not. */
export function rejectedProblem(standing: StandingPosting): Problem | null {
  const { key, stage, stageWord } = standing;
  const takenBack = isTakenBack(standing);
  if ((stage !== 'returned' && !takenBack) || isSubmittedAgain(standing)) return null;
  const why = takenBack
    ? `The order was submitted and is ${stageWord} again in Fusion: somebody took it back.`
    : `The order is ${stageWord} in Fusion: its approval did not end in OPEN.`;
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'StatusCode',
    value: stageWord,
    message: `${why} What was said stands in its action history there.`,
    remedies: [
      { act: 'inErp', text: 'Correct and submit the order in Fusion; it goes on by itself when it is open' },
      ...submitAgain(standing, 'order'),
      {
        act: 'inProcore',
        text: `Correct the commitment in Procore: the same order takes over its lines${stageWord === 'WITHDRAWN' ? '' : ' and is submitted once more'}`,
      },
    ],
    facts: { key },
  };
}

/** Once for each time that a person asks; one that was withdrawn is not submitted from here (accounting-fusion 1). */
export function isSubmittedAgain({ stageWord, facts }: StandingPosting): boolean {
  return stageWord !== 'WITHDRAWN' && isAskedAgain(facts);
}

/** How a person lets it be submitted once more as it is. */
export function submitAgain({ stageWord }: StandingPosting, what: string): readonly Remedy[] {
  if (stageWord === 'WITHDRAWN') return [];
  return [
    { act: 'inErp', text: `Let its approvers take the ${what} as it is; it is submitted once more`, andThen: resume },
  ];
}

function sentLine({ number, account, amount }: { number: string; account: string; amount: string }): NamedAmount {
  return { name: `line ${number} on ${account}`, amount };
}
