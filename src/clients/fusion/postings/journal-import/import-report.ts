import type { ImportReport, ReportedError } from '../../../../domain/fusion/journals/refused-rows';
import type { ZipEntry } from '../../calls/zip';

const sections = ['Unbalanced Journal Entries', 'Error Lines', 'Error Key'] as const;
const codesFirst = /^\s*([EW][A-Z]\d{2}(?:\s*,\s*[EW][A-Z]\d{2})*)\s+(.*)$/;

/**
 * What the files of a request say of its import (reference 8.6). Codes count only where they begin a line of the two sections of
 * errors: the legend lists every code there is.
 */
export function readImportReport(files: readonly ZipEntry[]): ImportReport {
  const errors: ReportedError[] = [];
  const key: Record<string, string> = {};
  let groups: number | null = null;
  let rejectedRows = 0;
  for (const { content } of files) {
    let section = '';
    for (const line of content.toString('utf8').split(/\r?\n/)) {
      const heading = sections.find((one) => line.replace(/[=*\-\s]+/g, ' ').trim() === one);
      section = heading ?? section;
      const [, total] = /\bTotal:\s*(\d+)\s+group id\(s\)/.exec(line) ?? [];
      if (total !== undefined) groups = Math.max(groups ?? 0, Number(total));
      rejectedRows += Number(/Total logical records rejected:\s*(\d+)/.exec(line)?.[1] ?? 0);
      const [, codes, rest] = codesFirst.exec(line) ?? [];
      if (codes === undefined || rest === undefined) continue;
      if (section === 'Error Key') key[codes] = rest.trim();
      else if (section !== '') errors.push({ codes: codes.split(',').map((code) => code.trim()), line: line.trim() });
    }
  }
  return {
    errors: errors.filter(({ codes }) => codes.some((code) => code.startsWith('E'))),
    key,
    groups,
    rejectedRows,
  };
}
