import { attributes, resource, type ResourceDefinition } from './definition';

const TOTALS = `
  RunningTotalDr number
  RunningTotalCr number
  RunningTotalAccountedDr number
  RunningTotalAccountedCr number`;

const lines = (name: string): ResourceDefinition =>
  resource(name, 'JeLineNumber', {
    attributes: attributes(`
  JeLineNumber integer
  AccountCombination text
  CurrencyCode text
  EnteredDr number
  EnteredCr number
  AccountedDr number
  AccountedCr number
  Description text`),
  });

const headers = (linesName: string): ResourceDefinition =>
  resource('journalHeaders', 'JeHeaderId', {
    attributes: attributes(`
  JeHeaderId id
  JournalName text
  LedgerName text
  PeriodName text
  CurrencyCode text
  DefaultEffectiveDate date
  UserJeCategoryName text
  ExternalReference text
  ReversalMethod text h
  ${TOTALS.trim()}`),
    children: [lines(linesName)],
  });

const journalErrors = resource('journalErrors', 'ErrorId', {
  attributes: attributes(`
  ErrorId id h
  BatchName text
  HeaderName text
  ErrorNumber text
  JeLineNumber integer
  ErrorMessage text
  ErrorMessageName text`),
});

/** Reference 8.8. There is no POST; a PATCH takes completion status and reversal alone. Only the name is known to be queryable. */
const batches = (linesName: string): ResourceDefinition =>
  resource('journalBatches', 'JeBatchId', {
    attributes: attributes(`
  JeBatchId id q
  BatchName text q
  BatchDescription text
  DefaultPeriodName text
  Status text
  StatusMeaning text
  CompletionStatusMeaning text u
  ApprovalStatusMeaning text
  FundsStatusMeaning text
  UserJeSourceName text
  ChartOfAccountsName text
  UserPeriodSetName text
  ActualFlagMeaning text
  ${TOTALS.trim()}
  ControlTotal number
  PostedDate date
  ReversalFlag text u
  ReversalPeriod text u
  ReversalDate date u
  ErrorMessage text
  CreationDate timestamp
  LastUpdateDate timestamp
  GroupId text h
  ImportRequestId text h
  ReversedByBatchId text h`),
    children: [headers(linesName), journalErrors],
  });

export const journalBatches = batches('journalLines');

/** How the lines are called is not confirmed: the switch `journalLinesChild`. */
export const journalBatchesWithLines = batches('lines');

export const journalLines = lines('journalLines');
