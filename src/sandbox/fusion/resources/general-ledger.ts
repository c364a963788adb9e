import { attributes, resource } from './definition';

/** Reference 4.1 and 4.2: what is looked up of the general ledger. Nothing here can be written. */
export const ledgersLov = resource('ledgersLOV', 'LedgerId', {
  attributes: attributes(`
  LedgerId id q
  Name text q
  Description text
  CurrencyCode text q
  ChartOfAccountsId id q
  AccountedPeriodType text
  PeriodSetName text q
  LedgerCategoryCode text q
  LedgerTypeCode text q
  EnableBudgetaryControlFlag boolean`),
});

export const chartOfAccountsLov = resource('chartOfAccountsLOV', 'StructureInstanceNumber', {
  attributes: attributes(`
  StructureInstanceNumber id q
  StructureInstanceId id q
  StructureInstanceCode text q
  Name text q
  EnabledFlag text q
  Separator text h
  SegmentNames text h
  ValueSetCodes text h`),
});

export const accountCombinationsLov = resource('accountCombinationsLOV', '_CODE_COMBINATION_ID', {
  attributes: attributes(`
  _CODE_COMBINATION_ID id q
  _CHART_OF_ACCOUNTS_ID id q
  EnabledFlag text q
  AccountType text q
  DetailPostingAllowedFlag text q
  DetailBudgetingAllowedFlag text
  SummaryFlag text q
  FinancialCategory text
  JgzzReconFlag text
  Reference3 text
  StartDateActive date
  EndDateActive date`),
  isOpen: true,
});

export const valueSets = resource('valueSets', 'ValueSetCode', {
  attributes: attributes(`
  ValueSetCode text q
  ValueSetId id q
  Description text
  ModuleId text`),
  children: [
    resource('values', 'ValueId', {
      attributes: attributes(`
  ValueId id q
  Value text q
  Description text
  EnabledFlag text q
  StartDateActive date
  EndDateActive date
  SummaryFlag text q
  DetailPostingAllowed text
  AccountType text q
  FinancialCategory text`),
    }),
  ],
});

export const accountingPeriodStatusLov = resource('accountingPeriodStatusLOV', 'PeriodKey', {
  keyForm: 'opaque',
  attributes: attributes(`
  PeriodKey text h
  LedgerId id q
  ApplicationId id q
  PeriodNameId text q
  ClosingStatus text q
  StartDate date q
  EndDate date q
  PeriodYear integer q
  PeriodNumber integer q
  AdjustmentPeriodFlag boolean`),
});

export const accountingPeriodsLov = resource('accountingPeriodsLOV', 'PeriodKey', {
  keyForm: 'opaque',
  attributes: attributes(`
  PeriodKey text h
  PeriodSetName text q
  PeriodNameId text q
  PeriodType text
  StartDate date q
  EndDate date q
  PeriodYear integer q
  PeriodNumber integer q
  AdjustmentPeriodFlag boolean`),
});

/** Answers, not records: each is reckoned when its finder asks for it. */
export const ledgerBalances = resource('ledgerBalances', 'BalanceKey', {
  keyForm: 'opaque',
  attributes: attributes(`
  BalanceKey text h
  Mode text h
  LedgerName text
  AccountCombination text
  CurrentAccountingPeriod text
  Currency text
  BeginningBalance number
  PeriodActivity number
  EndingBalance number`),
  finders: {
    AccountBalanceFinder: {
      accountCombination: 'AccountCombination',
      accountingPeriod: 'CurrentAccountingPeriod',
      currency: 'Currency',
      ledgerName: 'LedgerName',
      mode: 'Mode',
    },
  },
});
