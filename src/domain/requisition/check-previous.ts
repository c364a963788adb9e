import { equationProblem, itemName } from './amounts-problem';
import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { AmountsInput, ItemAmounts, ItemsBefore } from './item-amounts';
import { isNothing } from './item-amounts';
import { isDecimalText, isNegative, isZero, minus, negate, plus, smallestUnit, sum, within } from '../money/money';
import { readableAmount } from '../money/readable-amount';

/**
 * Check 5: what Procore says was certified before must be what the books hold, in all and per line. When a lower number
 * is still open it explains the difference, and the requisition waits for it by itself.
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
  const different = items.filter((item) => !isZero(unposted(item)));
  // A cent may be off in all, not on each line: many would add up to an amount that is never posted.
  const linesAgree = within(sum(different.map((item) => absolute(unposted(item)))), '0', unit);
  if (within(stated, history.certified, unit) && linesAgree) return null;

  if (history.openPredecessor) return waitsForEarlier(input, history.openPredecessor, stated, currency);
  if (isOpeningBalanceMissing(input, before, stated)) return openingBalanceMissing(input, stated, currency);
  const lines = different.map(
    (item) => `${itemName(item.item)}: posted before ${item.postedBefore}, Procore has ${item.totalBefore} before`,
  );
  const agreesInAll = within(stated, history.certified, unit);
  const [first] = different;
  return equationProblem({
    check: 5,
    field: agreesInAll ? 'items.total_completed_and_stored_to_date' : 'summary.less_previous_certificates_for_payment',
    value: agreesInAll && first ? first.total : stated,
    left:
      agreesInAll && first
        ? {
            name: `what was posted for ${itemName(first.item)} together with this period`,
            amount: plus(first.postedBefore, first.gross),
          }
        : { name: 'less_previous_certificates_for_payment', amount: stated },
    right:
      agreesInAll && first
        ? { name: 'its total to date', amount: first.total }
        : { name: 'what the books hold as certified for lower numbers', amount: history.certified },
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

/** What Procore counts as billed before this period and the books do not hold. */
function unposted({ total, postedBefore, gross }: ItemAmounts): string {
  return minus(total, plus(postedBefore, gross));
}

function absolute(amount: string): string {
  return isNegative(amount) ? negate(amount) : amount;
}

/** The hold on a lower number that must go first. */
export function waitsForEarlier(
  { requisition, history }: Pick<AmountsInput, 'requisition' | 'history'>,
  earlier: NonNullable<AmountsInput['history']['openPredecessor']>,
  stated: string,
  currency: string,
): Problem {
  const show = (amount: string): string => (isDecimalText(amount) ? readableAmount(amount, currency) : amount);
  return {
    reason: 'earlierRequisition',
    kind: 'waiting',
    field: 'previous_requisition_id',
    value: earlier.requisitionId,
    message: `Requisition ${requisition.number} waits for requisition ${earlier.number} of the same commitment (${earlier.status}): Procore counts ${show(stated)} as certified before it, the books ${show(history.certified)}.`,
    remedies: [
      {
        act: 'byItself',
        text: `It goes on by itself as soon as requisition ${earlier.number} is posted, taken over or withdrawn`,
      },
    ],
    causeKey: causeKey.requisition(earlier.requisitionId),
    facts: {
      stated,
      certified: history.certified,
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
  const difference = minus(stated, history.certified);
  return {
    reason: 'openingBalance',
    kind: 'person',
    field: 'summary.less_previous_certificates_for_payment',
    value: stated,
    message: `Requisition ${requisition.number} follows earlier ones that were not posted from here: Procore counts ${readableAmount(stated, currency)} as certified before it, the books ${readableAmount(history.certified, currency)}. The commitment has no confirmed opening balance.`,
    remedies: [{ act: 'importOpeningBalance', commitmentId: requisition.commitmentId }],
    causeKey: causeKey.openingBalance(requisition.commitmentId),
    facts: { stated, certified: history.certified, difference, commitmentId: requisition.commitmentId },
  };
}
