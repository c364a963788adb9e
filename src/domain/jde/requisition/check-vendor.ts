import { causeKey } from '../../holds/cause-key';
import type { KeptSupplier } from '../erp-facts';
import type { Problem } from '../../holds/hold-reason';
import { vendorNotLinked } from '../../vendor/not-linked';
import type { Remedies, Remedy } from '../../holds/remedy';
import type { PlanFacts } from './plan-facts';

export interface VendorFacts {
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly partyId: string;
  readonly linked: boolean;
  readonly supplier: KeptSupplier | null;
  /** An order hold stops orders; a requisition without one (a pure release) may still be paid out. */
  readonly makesOrder: boolean;
  /** Under a payment hold other than 2, JDE takes no voucher. */
  readonly makesVoucher: boolean;
}

/** HDPY under which payments are held and vouchers are taken (reference 15). */
const paymentsOnly = '2';

/** Whether the supplier can be posted to. What holds payments alone is no reason to keep a liability out of the books: a note. */
export function checkVendor(facts: VendorFacts): { readonly problems: Problem[]; readonly notes: string[] } {
  const { partyId, linked, supplier } = facts;
  const vendor = facts.vendorName ?? partyId;
  const link: Remedy = { act: 'linkVendor', vendorId: facts.vendorId, candidates: [] };
  const problem = (rest: Pick<Problem, 'reason' | 'kind' | 'field' | 'value' | 'message' | 'remedies'>): Problem => ({
    ...rest,
    causeKey: causeKey.vendor(partyId),
  });
  if (!linked) {
    return { problems: [vendorNotLinked({ vendorId: facts.vendorId, name: vendor, partyId }, 'JDE')], notes: [] };
  }
  if (supplier === null || !supplier.isSupplier) {
    const message =
      supplier === null
        ? `The supplier that the vendor ${vendor} is linked to does not exist in JDE any more.`
        : `Address book number ${supplier.number}, which the vendor ${vendor} is linked to, is no supplier in JDE (no F0401 record).`;
    const remedies: Remedies = [{ act: 'inErp', text: 'Set the supplier up in JDE' }, link];
    const value = supplier?.number ?? partyId;
    return {
      problems: [problem({ reason: 'vendorUnknown', kind: 'person', field: 'AN8', value, message, remedies })],
      notes: [],
    };
  }
  const problems: Problem[] = [];
  const orderHold = supplier.orderHold.trim();
  if (orderHold !== '' && facts.makesOrder) {
    const message = `Supplier ${supplier.number} (${supplier.name}) has the order hold "${orderHold}" in JDE.`;
    const remedies: Remedies = [
      { act: 'inErp', text: 'Release the order hold of the supplier in JDE; it then goes on by itself' },
    ];
    problems.push(
      problem({ reason: 'vendorOnHold', kind: 'person', field: 'HOLD', value: orderHold, message, remedies }),
    );
  }
  const paymentHold = supplier.paymentHold.trim();
  if (paymentHold === paymentsOnly) {
    const note = `Supplier ${supplier.number} has the payment hold "${paymentHold}" (HDPY) in JDE: the voucher is posted with pay status H.`;
    return { problems, notes: [note] };
  }
  if (paymentHold !== '' && facts.makesVoucher) {
    const message = `Supplier ${supplier.number} (${supplier.name}) has the hold "${paymentHold}" (HDPY) in JDE, under which it takes no voucher; only ${paymentsOnly} holds payments alone.`;
    const remedies: Remedies = [
      { act: 'inErp', text: 'Release the hold of the supplier in JDE, or set it to 2; it then goes on by itself' },
    ];
    problems.push(
      problem({ reason: 'vendorOnHold', kind: 'waiting', field: 'HDPY', value: paymentHold, message, remedies }),
    );
  }
  return { problems, notes: [] };
}

/** What is asked of the vendor before it is paid. */
export function complianceOf({ requisition, commitment, vendor, supplier, settings, insurances, today }: PlanFacts) {
  const vendorId = requisition.vendorId ?? commitment.vendorId ?? '';
  return {
    ...{ settings, insurances, vendorId, partyId: vendor.partyId, day: today },
    vendorName: requisition.vendorName ?? commitment.vendorName ?? vendorId,
    hasTaxId: supplier?.taxDigest === undefined ? undefined : supplier.taxDigest !== '',
    paymentHeld: 'the voucher is posted with pay status H',
  };
}
