import { fusionChart, type FusionChartSettings } from '../../domain/fusion/chart';
import { changeOrderAccrual, type ChangeOrderJournalSettings } from '../../domain/fusion/change-order/journal-settings';
import type { AccrueUnbilledSettings } from '../../domain/fusion/accrual/settings';
import type { DirectCostSettings } from '../../domain/fusion/direct-cost/settings';
import type { JournalSettings } from '../../domain/fusion/journals/journal-settings';

interface Sections {
  readonly directCosts?: DirectCostSettings | undefined;
  readonly changeOrderJournal?: ChangeOrderJournalSettings | undefined;
  readonly journals?: JournalSettings | undefined;
  readonly accrueUnbilled?: AccrueUnbilledSettings | undefined;
  readonly accrualReversal?: 'own' | 'erp' | undefined;
}

/** What is wrong with the sections by which something is booked in the general ledger, each fault with its path. */
export function journalFaults(
  { directCosts, changeOrderJournal, journals, accrueUnbilled, accrualReversal }: Sections,
  chart: FusionChartSettings,
): readonly string[] {
  const own = fusionChart(chart);
  const books = changeOrderJournal !== undefined && changeOrderJournal.method !== 'none';
  const accrued = changeOrderAccrual(changeOrderJournal);
  const accruing = [
    ...(accrueUnbilled === undefined ? [] : ['accrueUnbilled']),
    ...(accrued === null ? [] : ['changeOrderJournal.method accrual']),
  ];
  const needed = [
    ...(directCosts === undefined ? [] : ['directCosts']),
    ...(books ? ['changeOrderJournal'] : []),
    ...(accrueUnbilled === undefined ? [] : ['accrueUnbilled']),
  ];
  const accounts = [
    ...directCostAccounts(directCosts),
    ...approvalAccounts(changeOrderJournal),
    ...(accrueUnbilled === undefined
      ? []
      : [['accrueUnbilled.accrualAccount', accrueUnbilled.accrualAccount] as const]),
  ];
  return [
    ...(journals === undefined ? needed : []).map(
      (section) =>
        `posting.journals: required with posting.${section}: {"source", "sourceParameter", "category"}, by which journals are imported`,
    ),
    ...(accrualReversal === undefined ? accruing : []).map(
      (section) =>
        `posting.accrualReversal: required with posting.${section}, one of own, erp: the opposite is posted from here, or Fusion reverses what is marked so`,
    ),
    ...(accrueUnbilled !== undefined && accrued !== null && accrued.accrueAfter !== accrueUnbilled.accrueAfter
      ? [
          'posting.changeOrderJournal.accrueAfter: must be that of posting.accrueUnbilled, since what requisitions are accrued for is taken off what change orders are',
        ]
      : []),
    ...accounts.flatMap(([path, account]) => {
      const fault = accountFault((name) => own.parse(name), account, null);
      return fault === null ? [] : [`posting.${path}: ${fault}`];
    }),
    ...naturalFaults(changeOrderJournal, chart),
  ];
}

/** Each with its place. */
function directCostAccounts(section: DirectCostSettings | undefined): readonly (readonly [string, string])[] {
  if (section === undefined) return [];
  return [
    ...Object.entries(section.types).map(
      ([type, one]) => [`directCosts.types.${type}.clearingAccount`, one.clearingAccount] as const,
    ),
    ...Object.entries(section.taxAccounts).map(
      ([code, account]) => [`directCosts.taxAccounts.${code}`, account] as const,
    ),
  ];
}

function approvalAccounts(section: ChangeOrderJournalSettings | undefined): readonly (readonly [string, string])[] {
  switch (section?.method) {
    case undefined:
    case 'none':
      return [];
    case 'memo':
      return [['changeOrderJournal.offsetAccount', section.offsetAccount]];
    case 'accrual':
      return [['changeOrderJournal.accrualAccount', section.accrualAccount]];
    case 'encumbrance':
      return [['changeOrderJournal.reserveAccount', section.reserveAccount]];
  }
}

/** It takes the place of one segment, so it is a value and no combination. */
function naturalFaults(
  section: ChangeOrderJournalSettings | undefined,
  { segments, naturalAccount, separator }: FusionChartSettings,
): readonly string[] {
  if (section?.method !== 'memo') return [];
  const value = section.naturalAccount;
  const { maxLength = 25 } = segments.find(({ name }) => name === naturalAccount) ?? {};
  if (!value.includes(separator) && value.length <= maxLength) return [];
  return [
    `posting.changeOrderJournal.naturalAccount: "${value}" is no value of the segment ${naturalAccount}: at most ${maxLength} characters, without ${separator}`,
  ];
}

/** `of` null: it takes the company of the lines that it answers. */
export function accountFault(
  parse: (account: string) => Readonly<Record<string, string>>,
  account: string,
  of: { readonly balancing: string; readonly company: string } | null,
): string | null {
  try {
    const segments = parse(account);
    if (of === null || segments[of.balancing] === of.company) return null;
    return `is of ${of.balancing} ${String(segments[of.balancing])}, not ${of.company}`;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
