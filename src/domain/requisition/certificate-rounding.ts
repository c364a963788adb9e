import { isWholeUnits, minus, smallestUnit, wholeUnitsOf, within } from '../money/money';

/**
 * What goes to the rounding account. A certificate in parts of a unit says no whole amount by itself: what it comes to is
 * told to date, against the books, so that the parts of one do not add up with those of the next.
 */
export function certificateRounding(facts: {
  readonly certificate: string;
  /** Total earned less retainage, to date. */
  readonly earned: string;
  /** What the lines pay as they are booked, in whole units. */
  readonly booked: string;
  /** Certificates to date as the books hold them. */
  readonly certifiedBefore: string;
  readonly currency: string;
}): string {
  const { certificate, earned, booked, certifiedBefore, currency } = facts;
  const left = minus(certificate, booked);
  if (isWholeUnits(left, currency)) return left;
  const toDate = wholeUnitsOf(minus(minus(earned, certifiedBefore), booked), currency);
  return within(toDate, '0', smallestUnit(currency)) ? toDate : wholeUnitsOf(left, currency);
}
