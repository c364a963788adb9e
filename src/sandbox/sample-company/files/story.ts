import type { Application } from '../books/application';
import { COMPANY_ACCOUNTS, INACTIVE_ACCOUNT } from '../jde/account';
import type { Json, JsonObject } from '../json';
import { monthName, plusMonths, type Month } from '../month';
import { UNMAPPED } from './mapping-csv';
import type { StoryKind } from '../plans/commitment-plan';
import type { ProjectBook } from '../books/project-book';
import { VENDORS, type VendorPlan } from '../catalogue/vendor-catalogue';

/** Example G of the worked examples. */
export const DOES_NOT_ADD_UP = 'SC-4411-007';

const SIMILAR_VENDOR = 'Hudson Steel Erectors';

/** What was put into the company on purpose, and what must come of it. */
export function storyJson(books: readonly ProjectBook[], thisMonth: Month, today: string): JsonObject {
  const applications = books.filter(({ project }) => project.permitted).flatMap((book) => book.applications);
  const open = applications.filter(({ period }) => period.isOpen);
  const told = (kind: StoryKind) => idsOf(open.filter(({ contract }) => contract.plan?.story === kind));
  const ofVendors = (wanted: (vendor: VendorPlan) => boolean) =>
    idsOf(open.filter(({ contract, status }) => contract.vendor !== null && wanted(contract.vendor) && isApproved(status)));
  const stories: JsonObject[] = [
    held('unmappedCostCode', 'unmappedCostCode', told('unmappedCostCode'), {
      must: `Requisitions of three commitments wait until ${UNMAPPED.code} of project ${UNMAPPED.project} is mapped; then all are posted.`,
      project: UNMAPPED.project,
      code: UNMAPPED.code,
      fix: { mappingRow: UNMAPPED.mappingRow },
    }),
    held('accountInactive', 'accountInactive', told('accountInactive'), {
      must: `Account ${INACTIVE_ACCOUNT} has posting edit code I: they wait until a controller activates it.`,
      account: INACTIVE_ACCOUNT,
      fix: { activate: INACTIVE_ACCOUNT },
    }),
    held('amountsDiffer', 'amountsDiffer', idsOf(open.filter(({ contract }) => contract.number === DOES_NOT_ADD_UP)), {
      must: 'current_payment_due is 10.00 more than the lines give: both numbers are shown and nothing is posted.',
    }),
    held('similarVendor', 'vendorUnknown', told('similarVendor'), {
      must: `${SIMILAR_VENDOR} is not the Hudson Steel Erection Co of JD Edwards, whose tax id is another: a person links it.`,
      candidates: [60901],
      vendors: VENDORS.filter(({ name }) => name === SIMILAR_VENDOR).map(({ id, name }) => ({ id, name })),
      vendorHoldReason: 'vendorConflict',
    }),
    held('tax', 'tax', idsOf(open.filter(({ summary }) => !summary.tax.isZero())), {
      must: 'It bills a tax for which nothing is set up.',
    }),
    {
      kind: 'vendorsToCreate',
      requisitionIds: ofVendors(({ linkedBy }) => linkedBy === 'nothing'),
      holdReason: null,
      must: 'These vendors are not in JD Edwards: they are created once each, then their requisitions are posted.',
      vendors: VENDORS.filter(({ linkedBy }) => linkedBy === 'nothing').map(({ id, name }) => ({ id, name })),
    },
    {
      kind: 'vendorsByExternalKey',
      requisitionIds: ofVendors(({ linkedBy }) => linkedBy === 'externalKey'),
      holdReason: null,
      must: 'Found by ALKY, which is the id of the vendor in Procore.',
      vendors: VENDORS.filter(({ linkedBy }) => linkedBy === 'externalKey').map(({ id, name, supplier }) => ({ id, name, supplier })),
    },
    {
      kind: 'paymentHold',
      requisitionIds: ofVendors(({ paymentHold }) => paymentHold !== ''),
      holdReason: null,
      must: 'The supplier has HDPY 2, which holds its payments alone: posted all the same, with a note.',
      vendors: VENDORS.filter(({ paymentHold }) => paymentHold !== '').map(({ id, name, supplier }) => ({ id, name, supplier })),
    },
    {
      kind: 'notApproved',
      requisitionIds: idsOf(open.filter(({ status }) => !isApproved(status))),
      holdReason: null,
      must: 'Draft, under review or sent back: nothing is done about them.',
    },
  ];
  return {
    today,
    openPeriods: [monthName(plusMonths(thisMonth, -1)), monthName(thisMonth)],
    companyAccounts: COMPANY_ACCOUNTS,
    heldRequisitions: stories.flatMap((story) => (story['holdReason'] === null ? [] : (story['requisitionIds'] as Json[]))),
    stories,
  };
}

function held(kind: string, holdReason: string, requisitionIds: readonly bigint[], rest: JsonObject): JsonObject {
  return { kind, requisitionIds, holdReason, ...rest };
}

const idsOf = (applications: readonly Application[]) => applications.map(({ id }) => id);

export const isApproved = (status: string) => status === 'approved' || status === 'approved_as_noted';
