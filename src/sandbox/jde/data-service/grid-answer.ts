import { numberOf, type JsonObject } from '../../http/json-value';
import type { JdeSandboxSettings } from '../settings';
import { stampNow } from '../server-clock';
import type { Column } from '../tables/column';
import type { Row, Table } from '../tables/table';
import { shownCell } from './shown-cell';

export interface GridPage {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly moreRecords: boolean;
  readonly nextHref: string | undefined;
  readonly rid: string;
}

export function formOf(page: GridPage, settings: JdeSandboxSettings): JsonObject {
  const { table, columns, rows } = page;
  return {
    title: `Data Browser - ${table.name} [${table.title}]`,
    data: {
      gridData: {
        id: numberOf(146),
        fullGridId: '146',
        columns: Object.fromEntries(columns.map((column) => [`${table.name}_${column.alias}`, column.title])),
        rowset: rows.map((row) =>
          Object.fromEntries(
            columns.map((column) => [
              `${table.name}_${column.alias}`,
              shownCell(column, row[column.alias] ?? '', settings),
            ]),
          ),
        ),
        summary: { records: numberOf(rows.length), moreRecords: page.moreRecords },
      },
    },
    errors: [],
    warnings: [],
  };
}

export function gridAnswer(page: GridPage, settings: JdeSandboxSettings): JsonObject {
  return {
    [`fs_DATABROWSE_${page.table.name}`]: formOf(page, settings),
    stackId: numberOf(1),
    stateId: numberOf(1),
    rid: page.rid,
    currentApp: `DATABROWSE_${page.table.name}`,
    timeStamp: formTimeStamp(settings.timeZone),
    sysErrors: [],
    ...(page.nextHref === undefined ? {} : { links: [{ rel: 'next', href: page.nextHref }] }),
  };
}

export function formTimeStamp(timeZone: string): string {
  const { date, time } = stampNow(timeZone);
  const clock = time.padStart(6, '0');
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}:${clock.slice(0, 2)}.${clock.slice(2, 4)}.${clock.slice(4)}`;
}
