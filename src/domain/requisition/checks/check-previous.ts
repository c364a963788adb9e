import { equationProblem, itemName, listed } from './amounts-problem';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { OpenPredecessor } from '../commitment-history';
import type { AmountsInput, ItemAmounts, ItemsBefore } from '../item-amounts';
import { isNothing } from '../item-amounts';
import { equals, isDecimalText, isNegative, isZero, minus, negate, smallestUnit, sum, within } from '../../money/money';
import { ownBefore } from './own-before';
import { readableAmount } from '../../money/readable-amount';

/**
 * Check 5: what Procore says was certified before must be what the books hold, in all and per line. While a lower number is
 * open or left, a line's own before in Procore counts, since a number that certifies nothing may bill all the same. When a
 * lower number is still open it explains the difference, and the requisition waits for it by itself.
 */
export function checkPrevious(
  input: AmountsInput,
  items: readonly ItemAmounts[],
  before: ItemsBefore,
  currency: string,
): Problem | null {
  const { requisition, history } = input;
  const stated = requisition.summary.lessPreviousCertificatesForPayment;
  // A missing or unreadable value is reported with the certificate.
  if (stated === null || !isDecimalText(stated)) return null;
  const unit = smallestUnit(currency);
  const different = items
    .map((item) => ({ item, procore: billedBefore(input, item) }))
    .filter(({ item, procore }) => !equals(procore, item.postedBefore));
  // A cent may be off in all, not on each line: many would add up to an amount that is never posted.
  const off = sum(different.map(({ item, procore }) => absolute(minus(procore, item.postedBefore))));
  const agreesInAll = within(stated, history.certified, unit);
  if (agreesInAll && within(off, '0', unit)) return null;

  const lines = different.map(
    ({ item, procore }) => `${itemName(item.item)}: posted before ${item.postedBefore}, Procore has ${procore} before`,
  );
  if (history.openPredecessor) return waitsForEarlier(input, history.openPredecessor, stated, currency, lines);
  if (isOpeningBalanceMissing(input, before, stated)) return openingBalanceMissing(input, stated, currency);
  const left = history.leftBelow === undefined ? '' : ` (requisition ${history.leftBelow.number} was left as it is)`;
  const [first] = different;
  return equationProblem({
    check: 5,
    field: agreesInAll ? 'items.total_completed_and_stored_to_date' : 'summary.less_previous_certificates_for_payment',
    value: agreesInAll && first ? first.item.total : stated,
    left:
      agreesInAll && first
        ? { name: `what Procore counts as billed before on ${itemName(first.item.item)}`, amount: first.procore }
        : { name: 'less_previous_certificates_for_payment', amount: stated },
    right:
      agreesInAll && first
        ? { name: `what was posted for it under lower numbers${left}`, amount: first.item.postedBefore }
        : { name: `what the books hold as certified for lower numbers${left}`, amount: history.certified },
    currency,
    items: lines,
    remedies: [
      {
        act: 'inProcore',
        text: 'Find the earlier requisition that was changed or posted otherwise and set it back in Procore to what was posted',
      },
      { act: 'inProcore', text: 'Correct this requisition in Procore' },
    ],
  });
}

/** By the item itself while a lower number may still move; else by what its gross was worked out from. */
function billedBefore({ history, previousRequisition }: AmountsInput, { item, totalBefore }: ItemAmounts): string {
  if (history.openPredecessor === null && history.leftBelow === undefined) return totalBefore;
  return ownBefore(item, previousRequisition) ?? totalBefore;
}

function absolute(amount: string): string {
  return isNegative(amount) ? negate(amount) : amount;
}

/** A lower number that is or was approved goes first whatever the sums say; checked again when sending. */
export function earlierApproved(
  { requisition, history }: Pick<AmountsInput, 'requisition' | 'history'>,
  /** What the sums told already. */
  told: readonly Problem[],
  approvedStatuses: readonly string[],
  currency: string,
): Problem[] {
  const earlier = history.openPredecessor;
  if (!earlier || !goesFirst(earlier, approvedStatuses)) return [];
  if (told.some(({ reason }) => reason === 'earlierRequisition')) return [];
  const stated = requisition.summary.lessPreviousCertificatesForPayment ?? 'nothing';
  return [waitsForEarlier({ requisition, history }, earlier, stated, currency)];
}

/** Whether a lower number that is not final is waited for whatever the sums say. */
export function goesFirst({ status, wasOnItsWay }: OpenPredecessor, approvedStatuses: readonly string[]): boolean {
  return wasOnItsWay === true || approvedStatuses.includes(status);
}

/** The hold on a lower number that must go first. */
function waitsForEarlier(
  { requisition, history }: Pick<AmountsInput, 'requisition' | 'history'>,
  earlier: OpenPredecessor,
  stated: string,
  currency: string,
  /** Lines that differ, for people. */
  lines: readonly string[] = [],
): Problem {
  const show = (amount: string): string => (isDecimalText(amount) ? readableAmount(amount, currency) : amount);
  return {
    reason: 'earlierRequisition',
    kind: 'waiting',
    field: 'previous_requisition_id',
    value: earlier.requisitionId,
    message: `Requisition ${requisition.number} waits for requisition ${earlier.number} of the same commitment (${earlier.status}): Procore counts ${show(stated)} as certified before it, the books ${show(history.certified)}${lines.length === 0 ? '' : `; ${listed(lines)}`}.`,
    remedies: [
      {
        act: 'byItself',
        text: `It goes on by itself as soon as requisition ${earlier.number} is posted or taken over, or deleted in Procore`,
      },
    ],
    causeKey: causeKey.requisition(earlier.requisitionId),
    facts: {
      stated: show(stated),
      certified: show(history.certified),
      earlierNumber: String(earlier.number),
      earlierStatus: earlier.status,
    },
  };
}

/** A commitment with a past that nobody told us about. */
function isOpeningBalanceMissing({ requisition, history }: AmountsInput, before: ItemsBefore, stated: string): boolean {
  if (history.known) return false;
  const hasEarlier = requisition.number > 1 || requisition.previousRequisitionId !== null;
  return hasEarlier && (!isZero(stated) || [...before.previous.values()].some((toDate) => !isNothing(toDate)));
}

function openingBalanceMissing({ requisition, history }: AmountsInput, stated: string, currency: string): Problem {
  const show = (amount: string): string => readableAmount(amount, currency);
  const difference = minus(stated, history.certified);
  return {
    reason: 'openingBalance',
    kind: 'person',
    field: 'summary.less_previous_certificates_for_payment',
    value: stated,
    message: `Requisition ${requisition.number} follows earlier ones that were not posted from here: Procore counts ${show(stated)} as certified before it, the books ${show(history.certified)}. The commitment has no confirmed opening balance.`,
    remedies: [{ act: 'importOpeningBalance', commitmentId: requisition.commitmentId }],
    causeKey: causeKey.openingBalance(requisition.commitmentId),
    facts: {
      stated: show(stated),
      certified: show(history.certified),
      difference: show(difference),
      commitmentId: requisition.commitmentId,
    },
  };
}
