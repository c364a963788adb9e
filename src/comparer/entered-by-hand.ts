import { amountOf, amountText, sumOf, type Amount } from './amount';
import { differenceOf, type Difference } from './difference';
import type { ListedDocument, Posting } from './read-documents';

/** A voucher or invoice of the ERP, whoever entered it: what it comes to without tax. */
interface Standing {
  readonly name: string;
  readonly amount: Amount;
  /** By account, or by line of the order where it bills one. */
  readonly lines: readonly PlacedAmount[];
}

interface PlacedAmount {
  readonly place: string;
  readonly amount: Amount;
}

/** What people entered themselves in the ERP, and named as posted by hand for a requisition. */
export function enteredByHand({ postings }: ListedDocument): readonly Posting[] {
  return postings.filter(
    ({ step, state, origin, reference }) =>
      step === 'voucher' && state === 'confirmed' && origin === 'byHand' && reference != null,
  );
}

/** As the list of documents says it; empty where it does not. */
export function listedAmounts({ payable, gross }: ListedDocument): readonly Amount[] {
  return [payable, gross].flatMap((one) => (one == null ? [] : [amountOf(one, 'payable or gross')]));
}

/**
 * It stands there still, and comes to what counts of the requisition, in all and on each account or line; where that is held, a person was
 * told.
 */
export function checkByHand(
  document: ListedDocument,
  {
    erp,
    find,
    listed,
    placeOf,
  }: {
    readonly erp: string;
    readonly find: (reference: Readonly<Record<string, string>>) => Standing | undefined;
    /** What the list of documents says that counts: payable, and gross where what is retained is a part of what stands. */
    readonly listed: readonly Amount[];
    readonly placeOf: (line: { readonly account: string; readonly orderLine: string }) => string;
  },
): readonly Difference[] {
  if (document.stage !== 'byHand') return [];
  const byHand = enteredByHand(document);
  const all = byHand.map(({ reference }) => find(reference ?? {}));
  const lost = byHand.filter((_, index) => all[index] === undefined);
  if (lost.length > 0) {
    const names = lost.map(({ reference }) => Object.values(reference ?? {}).join(' ')).join(', ');
    return [differenceOf(document, 'missingByHand', `posted by hand as ${names}, which does not stand in ${erp}`)];
  }
  const standing = all.filter((one) => one !== undefined);
  const counted = (document.enteredByHand ?? []).map((line) => ({
    place: placeOf(line),
    amount: amountOf(line.amount, 'enteredByHand'),
  }));
  return [...otherSum(document, standing, listed), ...otherPlaces(document, standing, counted)];
}

function otherSum(
  document: ListedDocument,
  [only, ...more]: readonly Standing[],
  listed: readonly Amount[],
): readonly Difference[] {
  // Beside what was posted before it is a part of what counts.
  const isAlone =
    document.postings.filter(({ step, state }) => step === 'voucher' && state === 'confirmed').length === 1;
  if (only === undefined || more.length > 0 || !isAlone || listed.length === 0) return [];
  if (listed.some((one) => only.amount.minus(one).abs().lessThanOrEqualTo('0.01'))) return [];
  const message = `${only.name} was entered by hand and comes to ${amountText(only.amount)}, what counts of it to ${listed.map(amountText).join(' or ')}`;
  return [differenceOf(document, 'byHand', message)];
}

function otherPlaces(
  document: ListedDocument,
  standing: readonly Standing[],
  counted: readonly PlacedAmount[],
): readonly Difference[] {
  if (document.enteredByHand === undefined) return [];
  const there = standing.flatMap(({ lines }) => lines);
  const on = (lines: readonly PlacedAmount[], place: string): Amount =>
    sumOf(lines.filter((line) => line.place === place).map(({ amount }) => amount));
  return [...new Set([...there, ...counted].map(({ place }) => place))].flatMap((place) => {
    const [shown, counts] = [on(there, place), on(counted, place)];
    if (shown.equals(counts)) return [];
    const names = standing.map(({ name }) => name).join(', ');
    const message = `${names} was entered by hand with ${amountText(shown)} on ${place}, of which ${amountText(counts)} counts`;
    return [differenceOf(document, 'byHand', message)];
  });
}
