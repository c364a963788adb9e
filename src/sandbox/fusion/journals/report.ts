import type { EssRequest } from '../scheduler/ess-requests';
import type { CheckedRow } from './check-row';
import { SEGMENT_COLUMNS } from './columns';
import { ERROR_KEY } from './errors';
import { totalsOf, type Journal } from './journals-of';

export interface GroupResult {
  readonly group: string;
  readonly checked: readonly CheckedRow[];
  readonly unbalanced: readonly { readonly code: string; readonly journal: Journal }[];
  readonly isRefused: boolean;
}

/**
 * The log says how many groups were found; the execution report has the sections *Unbalanced Journal Entries*, *Error
 * Lines* and *Error Key*, the last with all codes there are, whether they occurred or not (reference 8.6).
 */
export function writeReport(request: EssRequest, source: string, results: readonly GroupResult[]): void {
  const details = results.flatMap(({ checked }) =>
    checked.flatMap(({ row, errors }) => errors.map(({ code, text }) => `Row ${row.number}: ${code} ${text}`)),
  );
  const log = [...details, `Total: ${results.length} group id(s)`];
  request.files.set(`${request.id}.log`, `${log.join('\n')}\n`);
  const unbalanced = results
    .flatMap((result) => result.unbalanced)
    .map(({ code, journal }) => unbalancedLine(code, journal));
  const lines = results.flatMap(({ checked }) => checked.filter(({ errors }) => errors.length > 0)).map(errorLine);
  const report = [
    'Journal Import Execution Report',
    `Request ID: ${request.id}`,
    '',
    ...results.map(({ group, isRefused }) => `${source}  ${group}  ${isRefused ? 'Error' : 'Success'}`),
    `Total: ${results.length} group id(s)`,
    ...section('Unbalanced Journal Entries', unbalanced),
    ...section('Error Lines', lines),
    ...section(
      'Error Key',
      Object.entries(ERROR_KEY).map(([code, text]) => `${code}  ${text}`),
    ),
  ];
  request.files.set(`${request.id}.txt`, `${report.join('\n')}\n`);
}

const section = (title: string, lines: readonly string[]): string[] => ['', title, ...lines];

function unbalancedLine(code: string, journal: Journal): string {
  const { dr, cr } = totalsOf(journal, 'entered');
  const [first] = journal;
  const name = first?.values['REFERENCE4'] ?? '';
  return [code, name, first?.values['CURRENCY_CODE'] ?? '', dr.toFixed(2), cr.toFixed(2)].join('  ');
}

/** `EF04  Manual  2026-05-16  ...`: its codes come first. */
function errorLine({ values, errors }: CheckedRow): string {
  const account = SEGMENT_COLUMNS.flatMap((name) => values[name] ?? []).join('.');
  const amount = values['ENTERED_DR'] ?? values['ENTERED_CR'] ?? '';
  const codes = [...new Set(errors.map(({ code }) => code))].join(',');
  const what = [values['USER_JE_SOURCE_NAME'], values['ACCOUNTING_DATE'], values['CURRENCY_CODE'], account, amount];
  return [codes, ...what.map((text) => text ?? '')].join('  ');
}
