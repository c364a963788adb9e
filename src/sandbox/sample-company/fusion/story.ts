import { UNMAPPED } from '../files/mapping-csv';
import { INACTIVE_ACCOUNT } from '../jde/account';
import type { Json, JsonObject } from '../json';
import { plusMonths, type Month } from '../month';
import { PROJECTS } from '../catalogue/project-plans';
import { BUSINESS_UNITS, CHART, combinationText, companyCombinations, LEDGER, PROCUREMENT_UNIT } from './chart';
import { periodName } from './set-up-files';

/** The same story told of Fusion: the requisitions of `story.json`, what comes of them there, and the set-up to name. */
export function fusionStoryJson(story: JsonObject, thisMonth: Month): JsonObject {
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
      procurementBusinessUnit: PROCUREMENT_UNIT.name,
      buyer: 'Delgado, Maria',
      documentStyle: 'Purchase Order',
      retainageDocumentStyle: 'Subcontract',
      lineType: 'Fixed Price Services',
      creditLineType: 'Fixed Price Services Credit',
    },
    invoices: { source: 'PROCORE' },
    stories: (story['stories'] as JsonObject[]).map(told),
  };
}

/** What differs in Fusion is said anew; the rest is the same in both ERPs. */
function told(story: JsonObject): JsonObject {
  const { kind, requisitionIds, holdReason } = story;
  const same = { kind: kind ?? null, requisitionIds: requisitionIds ?? [], holdReason: holdReason ?? null };
  switch (kind as string) {
    case 'unmappedCostCode': {
      const combination = textOf('00200', UNMAPPED.mappingRow.split(',').slice(4, 7));
      return { ...same, must: `They wait until ${UNMAPPED.code} of project ${UNMAPPED.project} is mapped to ${combination}.`, combination };
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
        must: 'These vendors are no suppliers in Fusion, and none is created from here: a person enters them there.',
        vendors: story['vendors'] ?? [],
      };
    case 'vendorsByExternalKey':
      return { ...same, must: 'Their tax ids are not in Fusion; Alias is the id of the vendor in Procore.', vendors: story['vendors'] ?? [] };
    case 'paymentHold':
      return { ...same, must: 'Nothing in Fusion holds the payments of this supplier: posted as any other.', vendors: story['vendors'] ?? [] };
    default:
      return { ...same, must: story['must'] ?? '' };
  }
}

function textOf(company: string, [businessUnit = '', object = '', subsidiary = '']: readonly string[]): string {
  return combinationText(company, { businessUnit, object, subsidiary });
}
