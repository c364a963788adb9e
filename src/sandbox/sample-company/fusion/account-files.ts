import type { ProjectBook } from '../books/project-book';
import { accountOf, accountText, INACTIVE_ACCOUNT } from '../jde/account';
import type { JsonObject } from '../json';
import { BUSINESS_UNITS, balanceSheetText, CHART, combinationText } from './chart';

const FIRST_COMBINATION = 300000047012001n;

/** Objects of the balance sheet by company, as in JD Edwards; 4150, 4160 and 4240 are of Fusion alone. */
const BALANCE_SHEET: readonly (readonly [string, string, string])[] = [
  ['1110', 'A', 'Bank'],
  ['4100', 'L', 'Accounts payable trade'],
  ['4110', 'L', 'Retainage payable'],
  ['4150', 'L', 'Direct costs to be cleared'],
  ['4160', 'L', 'Accrued subcontractors'],
  ['4230', 'L', 'Sales and use tax'],
  ['4240', 'L', 'Payroll to be cleared'],
  ['8990', 'E', 'Rounding differences'],
];

interface Combination {
  readonly text: string;
  readonly type: string;
  readonly isEnabled: boolean;
  /** Names of the project, account and cost code segments' values. */
  readonly names: readonly [string, string, string];
}

/** One combination for each budget code of the projects, those of the balance sheet, and the values of each segment. */
export function accountFiles(books: readonly ProjectBook[]): Readonly<Record<string, readonly JsonObject[]>> {
  const combinations = [...balanceSheet(), ...books.flatMap(combinationsOf)];
  return {
    chartOfAccountsLOV: [
      {
        StructureInstanceNumber: CHART.number,
        StructureInstanceId: CHART.instanceId,
        StructureInstanceCode: 'NORTHGATE',
        Name: 'Northgate Chart',
        EnabledFlag: 'Y',
        Separator: CHART.separator,
        SegmentNames: CHART.segments.join(','),
        ValueSetCodes: CHART.segments.map((segment) => CHART.valueSets[segment]).join(','),
      },
    ],
    accountCombinationsLOV: combinations.map(({ text, type, isEnabled }, index) => ({
      _CODE_COMBINATION_ID: FIRST_COMBINATION + BigInt(index),
      _CHART_OF_ACCOUNTS_ID: CHART.number,
      EnabledFlag: isEnabled ? 'Y' : 'N',
      AccountType: type,
      DetailPostingAllowedFlag: 'Y',
      DetailBudgetingAllowedFlag: 'Y',
      SummaryFlag: 'N',
      ...segmentsOf(text),
    })),
    valueSets: valueSets(combinations),
  };
}

function balanceSheet(): Combination[] {
  return BUSINESS_UNITS.flatMap(({ company }) =>
    BALANCE_SHEET.map(([object, type, name]): Combination => ({
      text: balanceSheetText(company, object),
      type,
      isEnabled: true,
      names: ['No project', name, 'No cost code'],
    })),
  );
}

function combinationsOf({ project, structure }: ProjectBook): Combination[] {
  const byText = new Map<string, Combination>();
  for (const coding of structure.codings()) {
    const account = accountOf(project, coding);
    const text = combinationText(project.company, account);
    const projectName = coding.costCode.subJob?.name ?? project.name;
    byText.set(text, {
      text,
      type: 'E',
      isEnabled: accountText(account) !== INACTIVE_ACCOUNT,
      names: [projectName, `Job cost ${coding.costType.name}`, coding.costCode.name],
    });
  }
  return [...byText.values()].sort((one, other) => (one.text < other.text ? -1 : 1));
}

function segmentsOf(text: string): JsonObject {
  const values = text.split(CHART.separator);
  return Object.fromEntries(CHART.segments.map((name, index) => [name, values[index] ?? '']));
}

function valueSets(combinations: readonly Combination[]): JsonObject[] {
  const companyNames = new Map(BUSINESS_UNITS.map(({ company, name }) => [company.slice(2), name]));
  return CHART.segments.map((segment, index) => {
    const named = new Map<string, JsonObject>();
    for (const { text, type, names } of combinations) {
      const value = text.split(CHART.separator)[index] ?? '';
      const name = { company: companyNames.get(value), project: names[0], account: names[1], costCode: names[2], future1: 'None' };
      const AccountType = segment === 'account' ? type : null;
      named.set(value, {
        Value: value,
        Description: name[segment] ?? value,
        EnabledFlag: 'Y',
        SummaryFlag: 'N',
        DetailPostingAllowed: 'Y',
        AccountType,
      });
    }
    const values = [...named].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
    return {
      ValueSetCode: CHART.valueSets[segment],
      ValueSetId: 300000046900001n + BigInt(index),
      Description: `Values of the segment ${segment}`,
      values: values.map((value, at) => ({ ValueId: 300000046910001n + BigInt(index * 10_000 + at), ...value })),
    };
  });
}
