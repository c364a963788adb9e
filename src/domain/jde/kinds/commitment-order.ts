import { accountName } from '../account';
import { compare, isNegative } from '../../money/money';
import { asMultiset, lineDifferences, textDifferences, type NamedAmount } from '../../posting/differences';
import type { Problem } from '../../holds/hold-reason';
import { lostProblem } from '../../posting/lost-problem';
import type { Entry } from '../../posting/books/entry';
import type { PostingKind, StandingPosting } from '../../posting/posting-kind';
import type { CommitmentOrderBody, MarkedLine } from '../bodies/order-of-commitment-body';
import { storedBody } from '../bodies/stored-body';

export type CommitmentOrderDraft = Omit<CommitmentOrderBody, 'erpKey'>;

/** Lines as a look shows them; `mark` is their VR01. */
export interface ShownLines {
  readonly lines: readonly { readonly mark: string; readonly account: string; readonly amount: string }[];
}

export interface ShownCommitmentOrder extends ShownLines {
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
}

/**
 * The order of a commitment (J2): it stands once it is read back, and is in force once nobody has to approve it any more. What is
 * open of its lines goes down with what is billed, so it is not compared again.
 */
export const commitmentOrder: PostingKind<CommitmentOrderDraft, CommitmentOrderBody> = {
  name: 'commitmentOrder',
  called: 'order',
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  takenFurtherBy: 'Approve or release the order in JDE, or say there why not',

  parse: (stored) => storedBody<CommitmentOrderBody>(stored, 'commitmentOrder', ['lines']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: (body, { ignoreDates }) => [
    body.kind,
    [body.company, body.supplier, body.currency, body.orderType],
    ignoreDates ? [] : [body.glDate],
    asMultiset(body.lines.map(namedLine)),
  ],

  compare: ({ company, supplier, currency, lines }, { shown, stage }) => {
    const there = shown as ShownCommitmentOrder;
    return [
      ...(stage === 'voided' ? ['canceled in JDE'] : []),
      ...textDifferences(
        { company, supplier, currency },
        { company: there.company, supplier: there.supplier, currency: there.currency },
      ),
      ...lineDifferences(lines.map(namedLine), there.lines.map(shownLine)),
    ];
  },

  compareForgotten: ({ company, supplier, currency, lines }, { shown }) => {
    const there = shown as ShownCommitmentOrder;
    return [
      ...textDifferences(
        { company, supplier, currency },
        { company: there.company, supplier: there.supplier, currency: there.currency },
      ),
      ...forgottenLines(lines, there.lines),
    ];
  },

  entries: commitmentOrderEntries,

  terms: ({ supplier }) => ({ supplier, number: '' }),

  review: (_body, standing) =>
    [canceledProblem(standing), rejectedProblem('order', standing)].filter((one) => one !== null),
};

/** Whether it was closed or was not to be is known by people alone: what closed it from here may be forgotten by a restored ledger. */
function canceledProblem(standing: StandingPosting): Problem | null {
  const problem = lostProblem(standing, {
    field: 'our key',
    voided: 'All lines of the order were canceled in JDE.',
    gone: 'The order does not stand in JDE any more.',
  });
  if (problem === null || standing.stage !== 'voided') return problem;
  return { ...problem, remedies: [...problem.remedies, { act: 'choose' }] };
}

export function commitmentOrderEntries({ supplier, glDate, lines }: CommitmentOrderDraft): readonly Entry[] {
  return lines.map((line) => carriedEntry({ supplier, period: glDate.slice(0, 7), line }));
}

/** What is carried to a line of an order. By item it is the voucher that counts. */
export function carriedEntry({
  supplier,
  period,
  line: { key: orderLine, item, account, amount },
}: {
  readonly supplier: string;
  readonly period: string;
  readonly line: Pick<MarkedLine, 'key' | 'item' | 'account' | 'amount'>;
}): Entry {
  const none = { gross: '0', withheld: '0', tax: '0' };
  return { ...{ book: 'order', supplier, account: accountName(account), orderLine, item, amount }, ...none, period };
}

/** What its approver refused in JDE; null while nobody did. */
export function rejectedProblem(what: string, { key, stage, stageWord }: StandingPosting): Problem | null {
  if (stage !== 'returned') return null;
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'F4209.ASTS',
    value: stageWord,
    message: `The approval of the ${what} was refused in JDE (${stageWord}).`,
    remedies: [
      { act: 'inErp', text: `Have the ${what} approved in JDE; it goes on by itself when it is` },
      { act: 'inErp', text: `Cancel the lines of the ${what} in JDE; a person then says that it stands no more` },
    ],
    facts: { key },
  };
}

/** Lines by mark and account: what was billed on one, or closed, is open of it no more, and JDE shows it with less by that. */
export function forgottenLines(sent: readonly MarkedLine[], found: ShownLines['lines']): readonly string[] {
  const asSent = found.map((line) => {
    const own = sent.find(({ key }) => key === line.mark);
    return own !== undefined && isBetween(line.amount, own.amount) ? { ...line, amount: own.amount } : line;
  });
  return lineDifferences(sent.map(namedLine), asSent.map(shownLine));
}

function isBetween(amount: string, whole: string): boolean {
  return isNegative(whole)
    ? compare(amount, whole) >= 0 && compare(amount, '0') <= 0
    : compare(amount, '0') >= 0 && compare(amount, whole) <= 0;
}

export function namedLine({ key, account, amount }: Pick<MarkedLine, 'key' | 'account' | 'amount'>): NamedAmount {
  return { name: `line ${key} on ${accountName(account)}`, amount };
}

export function shownLine({ mark, account, amount }: ShownLines['lines'][number]): NamedAmount {
  return { name: `line ${mark} on ${account}`, amount };
}
