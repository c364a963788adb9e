import { UNMAPPED } from '../files/mapping-csv';
import { INACTIVE_ACCOUNT } from '../jde/account';
import type { Json, JsonObject } from '../json';
import { firstDay, plusMonths, type Month } from '../month';
import { PROJECTS } from '../catalogue/project-plans';
import { BUSINESS_UNITS, CHART, combinationText, companyCombinations, LEDGER, PROCUREMENT_UNIT } from './chart';
import { fusionMappingRow } from './mapping-csv';
import { VENDORS } from '../catalogue/vendor-catalogue';
import { isWrittenOtherwise, supplierToEnter } from './supplier-files';
import { BUYER, LOCATION, periodName } from './set-up-files';

/** Its order is not let through at first. */
export const REJECTED_ORDER = { commitment: '4425/SC-4425-012', reason: 'Not in the budget of this month' } as const;

/** Accounts payable enters an invoice of its own on its order as soon as that is open. */
export const BILLED_BY_HAND = { commitment: '4425/SC-4425-011', amount: '1200.00' } as const;

/** The same story told of Fusion: the requisitions of `story.json`, what comes of them there, and the set-up to name. */
export function fusionStoryJson(story: JsonObject, thisMonth: Month): JsonObject {
  const since = firstDay(thisMonth);
  return {
    today: story['today'] as Json,
    openPeriods: [periodName(plusMonths(thisMonth, -1)), periodName(thisMonth)],
    ledger: { id: LEDGER.id, name: LEDGER.name, calendar: LEDGER.calendar },
    chart: { number: CHART.number, separator: CHART.separator, segments: CHART.segments, valueSets: { ...CHART.valueSets } },
    businessUnits: BUSINESS_UNITS.map(({ company, id, name }) => ({
      id,
      name,
      company,
      projects: PROJECTS.filter((project) => project.company === company).map(({ number }) => number),
      combinations: companyCombinations(company),
    })),
    orders: {
      procurementBusinessUnit: { ...PROCUREMENT_UNIT },
      buyer: { ...BUYER },
      category: 'Subcontracts',
      shipToLocation: LOCATION.name,
      shipToOrganizationCode: '001',
      documentStyle: { id: 1n, name: 'Purchase Order' },
      retainageDocumentStyle: { id: 300000048120001n, name: 'Subcontract' },
      lineType: 'Fixed Price Services',
      creditLineType: 'Fixed Price Services Credit',
    },
    invoices: { source: 'PROCORE' },
    rejectedOrder: { ...REJECTED_ORDER },
    billedByHand: { ...BILLED_BY_HAND },
    stories: [
      ...(story['stories'] as JsonObject[]).map((one) => told(one, since)),
      {
        kind: 'vendorsWrittenOtherwise',
        requisitionIds: [],
        holdReason: null,
        must: 'Names and tax ids stand in Fusion in another form: the matching finds them by the digits of the tax id. Where nothing is matched a person links them.',
        vendors: VENDORS.filter(isWrittenOtherwise).map(({ id, name, supplier }) => ({ id, name, supplier })),
      },
      {
        kind: 'rejectedOrder',
        requisitionIds: [],
        holdReason: 'erpRejected',
        must: 'Its approver rejects the order: the commitment waits until somebody lets it be submitted again.',
      },
      {
        kind: 'billedByHand',
        requisitionIds: [],
        holdReason: 'orderElsewhere',
        must: 'Accounts payable has billed the order by hand: the requisition waits until that invoice is canceled there, or counted.',
      },
    ],
  };
}

/** What differs in Fusion is said anew; the rest is the same in both ERPs. */
function told(story: JsonObject, since: string): JsonObject {
  const { kind, requisitionIds, holdReason } = story;
  const same = { kind: kind ?? null, requisitionIds: requisitionIds ?? [], holdReason: holdReason ?? null };
  switch (kind as string) {
    case 'unmappedCostCode': {
      const combination = textOf('00200', UNMAPPED.mappingRow.split(',').slice(4, 7));
      return {
        ...same,
        must: `Their commitments get no order until ${UNMAPPED.code} of project ${UNMAPPED.project} is mapped to ${combination}; then all are ordered and posted.`,
        combination,
        project: UNMAPPED.project,
        code: UNMAPPED.code,
        fix: { mappingRow: fusionMappingRow(UNMAPPED.mappingRow) },
      };
    }
    case 'accountInactive': {
      const combination = textOf('00200', INACTIVE_ACCOUNT.split('.'));
      return { ...same, must: `The combination ${combination} is not enabled: they wait until a controller enables it.`, combination };
    }
    case 'similarVendor':
      return {
        ...same,
        must: 'Hudson Steel Erectors is not the Hudson Steel Erection Co of Fusion, whose tax id is another: a person links it.',
        candidates: ['60901'],
        vendors: story['vendors'] ?? [],
      };
    case 'vendorsToCreate':
      return {
        ...same,
        holdReason: 'vendorUnknown',
        must: 'These vendors are no suppliers in Fusion, and none is created from here: a person enters them there, as told.',
        vendors: (story['vendors'] as JsonObject[]).map((vendor) => ({ ...vendor, fusion: supplierToEnter(vendor['name'] as string, since) })),
      };
    case 'vendorsByExternalKey':
      return { ...same, must: 'Their tax ids are not in Fusion, and only their names say who they are: the matching proposes them, and a person accepts.', vendors: story['vendors'] ?? [] };
    case 'paymentHold':
      return { ...same, must: 'Nothing in Fusion holds the payments of this supplier: posted as any other.', vendors: story['vendors'] ?? [] };
    default:
      return { ...same, must: story['must'] ?? '' };
  }
}

function textOf(company: string, [businessUnit = '', object = '', subsidiary = '']: readonly string[]): string {
  return combinationText(company, { businessUnit, object, subsidiary });
}
