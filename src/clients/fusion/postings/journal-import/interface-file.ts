import { fusionChart, type FusionChartSettings } from '../../../../domain/fusion/chart';
import type { JournalImportBody } from '../../../../domain/fusion/bodies/journal-import-body';
import { lineDescription } from '../../../../domain/fusion/journals/line-reference';
import { groupIdOf } from '../../../../domain/fusion/journals/group-id';
import { isNegative } from '../../../../domain/money/money';
import { interfaceRow } from './interface-columns';

/** The name that the loader knows the file by, case included. */
export const interfaceFileName = 'GlInterface.csv';

/** The archive's name carries key and group, so that it is found in UCM. */
export function archiveName(key: string): string {
  return `GlInterface_${key}_${groupIdOf(key)}.zip`;
}

/** What the batch is called before Fusion puts its own text behind: the key first, 50 characters at most. */
function batchName({ key, members: [first] }: JournalImportBody): string {
  return `${key} ${first?.period ?? ''} ${first?.currency ?? ''}`.slice(0, 50).trimEnd();
}

/**
 * `GlInterface.csv` in its full width, a row for each line: amounts on one side, the other left empty; the accounts' segments in
 * the chart's order. The same body gives the same file. Throws a RangeError where no source was set.
 */
export function interfaceFile(body: JournalImportBody, chart: FusionChartSettings): string {
  const { key, setup, members, createdOn } = body;
  if (setup === null) throw new RangeError('what one document waits with is no file: its run has the source');
  const batch = batchName(body);
  const group = groupIdOf(key);
  const slashed = (day: string): string => day.replaceAll('-', '/');
  const rows = members.flatMap((member) => {
    const {
      document,
      ledger,
      currency,
      conversionType,
      accountingDate,
      period,
      namesPeriod,
      journal,
      encumbranceTypeId,
      reversalPeriod,
    } = member;
    return member.lines.map(({ account, amount, description, lineId }) =>
      interfaceRow({
        STATUS: 'NEW',
        LEDGER_ID: ledger.id,
        ACCOUNTING_DATE: slashed(accountingDate),
        USER_JE_SOURCE_NAME: setup.source,
        USER_JE_CATEGORY_NAME: setup.category,
        CURRENCY_CODE: currency,
        DATE_CREATED: slashed(createdOn),
        ...(encumbranceTypeId === undefined
          ? { ACTUAL_FLAG: 'A' }
          : { ACTUAL_FLAG: 'E', ENCUMBRANCE_TYPE_ID: encumbranceTypeId }),
        ...segmentsOf(account, chart),
        ...(isNegative(amount) ? { ENTERED_CR: amount.slice(1) } : { ENTERED_DR: amount }),
        REFERENCE1: batch,
        REFERENCE4: journal,
        ...(reversalPeriod === undefined ? {} : { REFERENCE7: 'Y', REFERENCE8: reversalPeriod, REFERENCE9: 'N' }),
        REFERENCE10: lineDescription(document, lineId, description),
        ...(conversionType === undefined
          ? {}
          : {
              USER_CURRENCY_CONVERSION_TYPE: conversionType,
              CURRENCY_CONVERSION_DATE: slashed(accountingDate),
            }),
        GROUP_ID: group,
        LEDGER_NAME: ledger.name,
        ...(namesPeriod ? { PERIOD_NAME: period } : {}),
      }),
    );
  });
  return `${rows.join('\n')}\n`;
}

function segmentsOf(account: string, chart: FusionChartSettings): Readonly<Record<string, string>> {
  const values = fusionChart(chart).parse(account);
  return Object.fromEntries(
    chart.segments.map(({ name }, index) => [`SEGMENT${String(index + 1)}`, values[name] ?? '']),
  );
}
