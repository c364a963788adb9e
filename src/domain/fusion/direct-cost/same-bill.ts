import type { ApprovedCostWanted } from '../../direct-cost/direct-cost-wanted';
import type { Problem } from '../../holds/hold-reason';
import type { Decision } from '../../holds/decision';
import type { FactKey } from '../../posting/plan/planner';
import { fusionFactKey, type Bill } from '../facts';

/** Under which the bills of its supplier with its number are read; null: it has none, or is in the books already. */
export function billKey({ supplierNumber, directCost, looksForBill }: ApprovedCostWanted): FactKey | null {
  const { invoiceNumber } = directCost;
  if (!looksForBill || supplierNumber === null || invoiceNumber === null) return null;
  return fusionFactKey.bills(supplierNumber, invoiceNumber);
}

/**
 * The same bill in Payables: coded to the clearing account it clears what is booked here, and is no reason to wait. On any other
 * account the cost would be in the books twice (accounting-fusion 6).
 */
export function sameBillProblems(
  { supplierNumber }: Pick<ApprovedCostWanted, 'supplierNumber'>,
  bills: readonly Bill[],
  of: {
    readonly clearing: readonly string[];
    readonly decisions: readonly Decision[];
    /** The cost is in the books by now. */
    readonly isBooked?: true;
  },
): readonly Problem[] {
  const { clearing, decisions, isBooked = false } = of;
  const settled = new Set(decisions.filter(({ kind }) => kind === 'notDuplicate').map(({ subject }) => subject));
  return bills
    .filter((bill) => !clears(bill, clearing) && !settled.has(nameOf(bill)))
    .map((bill) => ({
      reason: 'postedElsewhere',
      kind: 'person',
      field: 'InvoiceNumber',
      value: bill.number,
      message: `Payables has invoice ${bill.number} of supplier ${supplierNumber ?? ''} (${bill.id}), ${codedOn(bill)}. ${isBooked ? 'The cost is booked here too: it is in the books twice.' : 'Booked here too, the cost would be in the books twice.'}`,
      remedies: [
        {
          act: 'inErp',
          text: `Code that invoice to ${clearing.join(' or ')}, which clears what is booked here, or cancel it; it then goes on by itself`,
        },
        { act: 'inProcore', text: 'If it is another bill, correct the invoice number of the direct cost' },
        ...(isBooked
          ? [
              {
                act: 'inProcore',
                text: 'If that invoice is to stay the cost, take back the approval of the direct cost, and choose that the opposite is booked',
              } as const,
            ]
          : []),
        { act: 'decide', choice: 'notDuplicate' },
      ],
      causeKey: fusionFactKey.bills(supplierNumber ?? '', bill.number).causes[0] ?? '',
      facts: { sameNumberAs: nameOf(bill) },
    }));
}

/** All of it: what is coded in part to a cost account is that cost twice. */
function clears({ accounts }: Bill, clearing: readonly string[]): boolean {
  return accounts.length > 0 && accounts.every((account) => clearing.includes(account));
}

function codedOn({ accounts }: Bill): string {
  const others = accounts.filter((account) => account !== '');
  return others.length === 0 ? 'which is not coded yet' : `coded to ${others.join(', ')}`;
}

function nameOf({ id }: Bill): string {
  return `invoice/${id}`;
}
