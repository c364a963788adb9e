import { InvoiceNumbers } from './books/invoice-numbers';
import { accountFiles } from './fusion/account-files';
import { periodFiles, setUpFiles } from './fusion/set-up-files';
import { fusionExpectationsJson } from './fusion/expectations';
import { directCostExpectations, ledgerStory } from './fusion/ledger';
import { accrualOfLate, approvalOf, lateChangeOrder, withLateChangeOrder } from './fusion/late-change-order';
import { fusionMappingCsv } from './fusion/mapping-csv';
import { fusionStoryJson } from './fusion/story';
import { supplierFiles } from './fusion/supplier-files';
import { createIdSources } from './ids';
import { accountTables } from './jde/account-tables';
import { calendarTables } from './jde/calendar-tables';
import { codeTables } from './jde/code-tables';
import { supplierTables } from './jde/supplier-tables';
import type { Json } from './json';
import { mappingCsv } from './files/mapping-csv';
import { monthOf } from './month';
import { openingBalancesCsv } from './files/opening-balances-csv';
import { ARMORY } from './plans/armory';
import { GARAGE } from './plans/garage';
import { LOFTS } from './plans/lofts';
import { SCHOOL } from './plans/school';
import { WATER_PLANT } from './plans/water-plant';
import { procoreFiles } from './files/procore-files';
import { keepProjectBook } from './books/project-book';
import { PROJECTS } from './catalogue/project-plans';
import { SeededRandom } from './seeded-random';
import { expectationsJson } from './files/expectations';
import { storyJson } from './files/story';

export interface SampleCompanyOptions {
  /** The same seed and day give the same company. */
  readonly seed?: string;
  /** `2026-11-20`: the open periods are the month before and its own. */
  readonly today: string;
}

export interface SampleCompany {
  /** JSON files by path in the folder; ids are bigint. */
  readonly json: Readonly<Record<string, Json>>;
  /** Other files by path in the folder. */
  readonly text: Readonly<Record<string, string>>;
}

const PLANS = [...SCHOOL, ...GARAGE, ...WATER_PLANT, ...LOFTS, ...ARMORY];

export function generate({ seed = 'northgate', today }: SampleCompanyOptions): SampleCompany {
  const thisMonth = monthOf(today);
  const ids = createIdSources();
  const invoiceNumbers = new InvoiceNumbers();
  const books = PROJECTS.map((project) => {
    // A source of its own for each project: a change of one plan leaves the other projects as they are.
    const random = new SeededRandom(`${seed}/${project.number}`);
    const plans = PLANS.filter((plan) => plan.project === project.number);
    return keepProjectBook(project, plans, thisMonth, { today, random, invoiceNumbers }, ids);
  });
  const since = books[1]?.periods[0]?.start ?? today;
  const tables = { ...calendarTables(thisMonth), ...codeTables(), ...supplierTables(since), ...accountTables(books, since) };
  const fusion = { ...setUpFiles(), ...periodFiles(thisMonth), ...supplierFiles(since), ...accountFiles(books) };
  const mapping = mappingCsv(books);
  const story = storyJson(books, thisMonth, today);
  const written = procoreFiles(books, today, ids);
  const late = lateChangeOrder(books, thisMonth, ids);
  const procore = withLateChangeOrder(written, late);
  const expected = fusionExpectationsJson(books, thisMonth);
  return {
    json: {
      'story.json': story,
      'fusion-story.json': { ...fusionStoryJson(story, thisMonth), ledgerActs: { ...ledgerStory(procore, thisMonth), approveChangeOrder: approvalOf(late) } },
      'fusion-expectations.json': {
        ...expected,
        accruals: [...expected.accruals, accrualOfLate(late, thisMonth)],
        direct_costs: directCostExpectations(procore),
      },
      'procore/expectations.json': expectationsJson(story, books, thisMonth),
      ...procore,
      ...Object.fromEntries(Object.entries(tables).map(([name, rows]) => [`jde/${name}.json`, rows])),
      ...Object.fromEntries(Object.entries(fusion).map(([name, rows]) => [`fusion/${name}.json`, rows])),
    },
    text: {
      'mapping.csv': mapping,
      'fusion-mapping.csv': fusionMappingCsv(mapping),
      'opening-balances.csv': openingBalancesCsv(books),
    },
  };
}
