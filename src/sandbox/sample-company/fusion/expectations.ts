import type { Application } from '../books/application';
import type { Contract } from '../books/contract';
import type { ProjectBook } from '../books/project-book';
import type { VendorPlan } from '../catalogue/vendor-catalogue';
import { DOES_NOT_ADD_UP, isApproved } from '../files/story';
import type { JsonObject } from '../json';
import { firstDay, plusMonths, type Month } from '../month';
import { accrualExpectations } from './ledger';
import { BILLED_BY_HAND, REJECTED_ORDER } from './story';

interface Hold {
  readonly reasons: readonly string[];
  readonly mayName?: readonly string[];
  /** Kind of the story that tells how it ends. */
  readonly mendedBy: string | null;
  readonly why: string;
}

/** The holds that must be with Fusion once the matching of vendors is closed: of commitments, of what they bill, and of vendors; each ends as its story says. */
export function fusionExpectationsJson(
  books: readonly ProjectBook[],
  thisMonth: Month,
): JsonObject & { readonly accruals: readonly JsonObject[] } {
  const permitted = books.filter(({ project }) => project.permitted);
  const contracts = permitted.flatMap((book) => book.contracts).filter(({ status }) => IN_FORCE.includes(status));
  const commitments = contracts.flatMap((contract) => {
    const hold = commitmentHold(contract);
    return hold === null ? [] : [{ id: contract.id, name: nameOf(contract), ...holdJson(hold) }];
  });
  const requisitions: JsonObject[] = [];
  const held = new Map<bigint, Hold>();
  for (const application of permitted.flatMap((book) => book.applications)) {
    if (!application.period.isOpen || !isApproved(application.status)) continue;
    const before = application.previousId === null ? undefined : held.get(application.previousId);
    const own = requisitionHold(application) ?? (before === undefined ? null : { ...before, reasons: ['earlierRequisition'] });
    if (own === null) continue;
    held.set(application.id, own);
    const mayName = [...(own.mayName ?? []), ...(before === undefined ? [] : ['earlierRequisition'])];
    requisitions.push({ id: application.id, ...holdJson({ ...own, mayName }) });
  }
  const billed = new Set(contracts.flatMap(({ vendor }) => (vendor === null ? [] : [vendor])));
  const vendors = [...billed].flatMap((vendor) => {
    const hold = vendorHold(vendor);
    return hold === null ? [] : [{ id: vendor.id, name: vendor.name, ...holdJson(hold) }];
  });
  const unbilled = accrualExpectations(permitted.flatMap((book) => book.applications), thisMonth, ({ id }) => held.get(id) ?? null);
  return { books_from: firstDay(plusMonths(thisMonth, -1)), commitments, requisitions, vendors, ...unbilled };
}

/** Statuses of a contract of which an order is made. */
const IN_FORCE: readonly string[] = ['Approved', 'Complete', 'Partially Received', 'Received', 'Closed'];

const nameOf = ({ project, number }: Contract): string => `${project.number}/${number}`;

function vendorHold(vendor: VendorPlan): Hold | null {
  const { linkedBy, name } = vendor;
  if (linkedBy === 'nothing')
    return { reasons: ['vendorUnknown'], mendedBy: 'vendorsToCreate', why: `${name} is no supplier in Fusion: a person enters it there.` };
  if (linkedBy === 'similar') return { reasons: ['vendorUnknown'], mendedBy: null, why: `The supplier of nearly its name is another company.` };
  return null;
}

/** What waits for a vendor says so alone. */
function unlinked({ vendor }: Contract): Hold | null {
  const hold = vendor === null ? null : vendorHold(vendor);
  return hold === null ? null : { ...hold, reasons: ['vendorUnknown'] };
}

function commitmentHold(contract: Contract): Hold | null {
  const story = contract.plan?.story;
  if (story === 'unmappedCostCode') return { reasons: ['unmappedCostCode'], mendedBy: 'unmappedCostCode', why: 'One of its codes has no account.' };
  if (story === 'accountInactive') return { reasons: ['accountInactive'], mayName: ['vendorUnknown'], mendedBy: null, why: 'Its combination is not enabled.' };
  if (nameOf(contract) === REJECTED_ORDER.commitment)
    return { reasons: ['erpRejected'], mendedBy: 'rejectedOrder', why: `The approver of its order rejects it: ${REJECTED_ORDER.reason}.` };
  return unlinked(contract);
}

function requisitionHold(application: Application): Hold | null {
  const { contract, summary } = application;
  if (contract.number === DOES_NOT_ADD_UP) return { reasons: ['amountsDiffer'], mendedBy: null, why: 'Its due is more than its lines give.' };
  if (!summary.tax.isZero()) return { reasons: ['tax'], mendedBy: null, why: 'It bills a tax for which nothing is set up.' };
  const vendor = contract.plan?.story === 'accountInactive' ? null : unlinked(contract);
  if (vendor !== null) return { ...vendor, mayName: ['orderNotOpen'] };
  const commitment = commitmentHold(contract);
  if (commitment !== null) return { ...commitment, reasons: ['orderNotOpen'], why: `Its commitment has no order in force. ${commitment.why}` };
  if (nameOf(contract) === BILLED_BY_HAND.commitment)
    return { reasons: ['orderElsewhere'], mendedBy: 'billedByHand', why: 'Accounts payable has billed its order by hand.' };
  return null;
}

function holdJson({ reasons, mayName = [], mendedBy, why }: Hold): JsonObject {
  return { reasons: reasons, may_name: [...new Set(mayName)].filter((one) => !reasons.includes(one)), mended_by: mendedBy, why };
}
