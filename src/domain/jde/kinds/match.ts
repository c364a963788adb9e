import type { Problem } from '../../holds/hold-reason';
import { equals, isZero, minus, plus, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Entry } from '../../posting/books/entry';
import type { Found, Stranger } from '../../posting/look';
import type { Accepted, PostingKind } from '../../posting/posting-kind';
import type { BookedItem } from '../bodies/booked';
import { bookedEntries } from '../bodies/booked-entries';
import type { MatchBody, MatchedLine, ShownMatch } from '../bodies/match-body';
import { storedBody } from '../bodies/stored-body';
import { jdeWords } from '../words';

export type MatchDraft = Omit<MatchBody, 'erpKey'>;

/** AP's match of the order (J14): nobody sends it, and what AP matched counts as the requisition's voucher. */
export const match: PostingKind<MatchDraft, MatchBody> = {
  name: 'match',
  called: 'match',
  system: 'jde',
  nature: 'awaits',
  isBooked: true,
  mostSends: 0,
  occupiesUntil: null,
  restsAt: 'posted',
  correctedBy: 'AP reverses the match in JDE (P4314) and matches it anew',
  undoneBy: 'AP reverses the match in JDE (P4314)',

  parse: (stored) => storedBody<MatchBody>(stored, 'match', ['lines', 'items', 'taken']),

  complete: (draft, known) => ({ ...draft, erpKey: known.key }),

  fingerprint: (body) => [
    body.kind,
    body.company,
    body.supplier,
    body.currency,
    body.invoiceNumber,
    jdeWords.reference({ ...body.order }),
    body.lines.map(({ mark, amount }) => `${mark} ${amount}`).toSorted(),
    body.retained,
    body.payable,
  ],

  compare: differencesOf,

  entries: (body) => entriesOf(body, body.items, body.glDate),

  comparedFrom: 'vouchered',

  accepted: acceptedMatch,

  terms: ({ supplier, invoiceNumber: number }) => ({ supplier, number }),

  awaited: toBeMatched,
};

function differencesOf(body: MatchBody, { shown }: Found): readonly string[] {
  const there = shown as ShownMatch;
  const differences: string[] = [];
  const show = (amount: string): string => readableAmount(amount, body.currency);
  for (const [name, wanted, found] of [
    ['company', body.company, there.company],
    ['supplier', body.supplier, there.supplier],
    ['currency', body.currency, there.currency],
  ] as const) {
    if (wanted !== found) differences.push(`${name}: expected ${wanted}, matched ${found || 'none'}`);
  }
  for (const { name, wanted, found } of byLine(body, there)) {
    if (!equals(wanted, found)) differences.push(`${name}: to be matched ${show(wanted)}, matched ${show(found)}`);
  }
  // Whether the cent between certificate and lines is paid or withheld is AP's.
  const isEither = (found: string, wanted: string, other: string): boolean =>
    equals(found, wanted) || equals(found, other);
  if (!isEither(there.retained, body.retained, minus(body.retained, body.rounding))) {
    differences.push(
      `retainage (pay status R): to be withheld ${show(body.retained)}, withheld ${show(there.retained)}`,
    );
  }
  if (!isEither(there.payable, body.payable, plus(body.payable, body.rounding))) {
    differences.push(`to pay: expected ${show(body.payable)}, stands ${show(there.payable)}`);
  }
  return differences;
}

/** Both sides of each order line that either bills. */
function byLine(body: Pick<MatchBody, 'lines'>, there: Pick<ShownMatch, 'lines'>) {
  const marks = [...new Set([...body.lines, ...there.lines].map(({ mark }) => mark))];
  return marks.map((mark) => {
    const line = body.lines.find((one) => one.mark === mark);
    const amounts = (lines: readonly { readonly mark: string; readonly amount: string }[]): string =>
      sum(lines.filter((one) => one.mark === mark).map(({ amount }) => amount));
    return {
      mark,
      name: `order line ${line === undefined ? mark : nameOf(line)}`,
      wanted: amounts(body.lines),
      found: amounts(there.lines),
    };
  });
}

function nameOf({ mark, number, account }: MatchedLine): string {
  const name = number === undefined ? mark : `${number} (VR01 ${mark})`;
  return `${name} on ${account}`;
}

/**
 * What counts once a person accepts what AP matched: an amount that is another one is that of the one item of its line, and what is
 * withheld otherwise is withheld of the one item that withholds.
 */
function acceptedMatch(body: MatchBody, found: Found): Accepted | { readonly why: string } {
  const there = found.shown as ShownMatch | null;
  if (there === null) return { why: 'what stands was not read whole' };
  let items = body.items;
  for (const { mark, name, wanted, found: matched } of byLine(body, there)) {
    const difference = minus(matched, wanted);
    if (isZero(difference)) continue;
    const [item, ...others] = items.filter(({ orderLine }) => orderLine === mark);
    if (item === undefined || others.length > 0) {
      return { why: `the difference of ${difference} on ${name} does not belong to exactly one item` };
    }
    items = items.map((one) => (one === item ? { ...one, gross: plus(one.gross, difference) } : one));
  }
  const gross = sum(items.map((item) => item.gross));
  const withheld = sum(items.map((item) => item.netRetainage));
  const kept = minus(minus(gross, there.payable), withheld);
  if (!isZero(kept) && !isZero(plus(kept, body.rounding))) {
    const holding = items.filter((item) => !isZero(item.netRetainage));
    const [only, ...others] = holding.length > 0 ? holding : items;
    if (only === undefined || others.length > 0)
      return { why: `the retainage of ${kept} may be that of several items` };
    items = items.map((one) => (one === only ? { ...one, netRetainage: plus(one.netRetainage, kept) } : one));
  }
  return { supplier: there.supplier, number: there.number, entries: entriesOf(body, items, there.glDate) };
}

/** Each item on its account; what is between certificate and lines is certified, and of no item and no account of ours. */
function entriesOf(
  { supplier, rounding }: Pick<MatchBody, 'supplier' | 'rounding'>,
  items: readonly BookedItem[],
  glDate: string,
): readonly Entry[] {
  const booked = bookedEntries({ supplier, glDate, items, distribution: [] });
  if (isZero(rounding)) return booked;
  const period = glDate.slice(0, 7);
  const none = { account: '', orderLine: '', item: '', amount: '0', withheld: '0', tax: '0' } as const;
  return [...booked, { book: 'cost', supplier, ...none, gross: rounding, period }];
}

/** In which order AP matches what, under which number. */
function toBeMatched(body: MatchBody, beside: readonly Stranger[]): Problem {
  const { supplier, invoiceNumber, invoiceDate, glDate, currency, lines, retained, payable } = body;
  const show = (amount: string): string => readableAmount(amount, currency);
  const order = jdeWords.reference({ ...body.order });
  const each = lines.map((line) => `line ${nameOf(line)}: ${show(line.amount)}`);
  const withheld = isZero(retained) ? '' : `, ${show(retained)} of it as retainage (pay status R)`;
  const asked =
    lines.length === 0
      ? `Retainage of ${show(payable)} is released on order ${order}: AP makes the voucher for it in JDE (P4314), invoice ${invoiceNumber} of supplier ${supplier}.`
      : `AP matches order ${order} in JDE (P4314), invoice ${invoiceNumber} of supplier ${supplier}: ${each.join('; ')}${withheld}; ${show(payable)} to pay.`;
  const dates = `Invoice date ${invoiceDate}, G/L date ${glDate}.`;
  const seen = beside.map(
    (one) =>
      `${jdeWords.reference(one.reference)} with invoice number ${one.number === '' ? 'none' : one.number}, ${show(one.amount)}`,
  );
  const found =
    seen.length === 0
      ? ''
      : ` AP has matched on that order: ${seen.join('; ')}. It may be this one under another number.`;
  return {
    reason: 'awaitingMatch',
    kind: seen.length > 0 ? 'person' : 'waiting',
    field: 'P4314',
    value: invoiceNumber,
    message: `${asked} ${dates} Nothing is sent to JDE.${found}`,
    remedies: [
      { act: 'byItself', text: 'It goes on by itself when AP has matched it under that number' },
      {
        act: 'inErp',
        text: 'If AP matched it under another number',
        andThen: { act: 'decide', choice: 'postedByHand' },
      },
    ],
    facts: {
      order,
      'invoice number': invoiceNumber,
      ...Object.fromEntries(lines.map((line) => [`line ${nameOf(line)}`, line.amount])),
      retained,
      payable,
    },
  };
}
