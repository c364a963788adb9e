import type { AisRequest } from '../ais-request';
import type { SandboxState } from '../sandbox-state';
import type { Caller } from '../sessions/authenticate';
import { deviceNameOf } from '../sessions/credentials';
import type { Column } from '../tables/column';
import type { Table } from '../tables/table';
import { DataServiceError } from './data-service-error';
import { findRows } from './find-rows';
import type { GridPage } from './grid-answer';
import type { QueryContext } from './literal-value';
import type { DataRequest } from './query-schema';
import { resolveColumn } from './resolve-column';
import type { ResultSet } from './result-sets';

export function browse(
  state: SandboxState,
  request: AisRequest,
  caller: Caller,
  table: Table,
  data: DataRequest,
  context: QueryContext,
): GridPage {
  const columns = returnedColumns(table, data.returnControlIDs);
  const runsAtOnce = data.findOnEntry === true || data.query?.autoFind === true;
  const rows = runsAtOnce ? findRows(table, data, context) : [];
  const asked = pageSizeOf(data.maxPageSize, state.settings.defaultPageSize);
  const pageSize = Math.min(asked, state.settings.dbFetchLimit);
  const pages = data.enableNextPageProcessing === true && request.version !== 'v1' && caller.token !== undefined;
  // Rows that the DB fetch limit cuts off are gone: more records, and no link to them.
  if (rows.length <= pageSize || !pages || asked > pageSize) {
    return {
      table,
      columns,
      rows: rows.slice(0, pageSize),
      moreRecords: rows.length > pageSize,
      nextHref: undefined,
      rid: '0000000000000000',
    };
  }
  const { nextPageTimeInterval } = data;
  const query = { token: caller.token, table, columns, pageSize, nextPageTimeInterval };
  const set = state.resultSets.open({ ...query, rows, offset: 0 });
  return nextPage(state, request, set);
}

/** Takes the next page of an open result set; the last one closes it. */
export function nextPage(state: SandboxState, request: AisRequest, set: ResultSet): GridPage {
  const rows = set.rows.slice(set.offset, set.offset + set.pageSize);
  set.offset += rows.length;
  const moreRecords = set.offset < set.rows.length;
  if (!moreRecords) {
    state.resultSets.close(set.rid);
  }
  const { table, columns, rid } = set;
  return { table, columns, rows, moreRecords, nextHref: moreRecords ? hrefOf(request, set) : undefined, rid };
}

function hrefOf(request: AisRequest, set: ResultSet): string {
  const deviceName = deviceNameOf(request);
  const query = new URLSearchParams({
    stackId: '1',
    stateId: '1',
    rid: set.rid,
    fullGridId: '146',
    formOID: `V${set.table.name.slice(1)}`,
    token: set.token,
    ...(deviceName === undefined ? {} : { deviceName }),
    outputType: 'GRID_DATA',
    returnControlIDs: set.columns.map((column) => `${set.table.name}.${column.alias}`).join('|'),
    ...(set.nextPageTimeInterval === undefined ? {} : { nextPageTimeInterval: set.nextPageTimeInterval }),
  });
  return `${request.origin}/jderest/v2/dataservice/next?${query.toString()}`;
}

function returnedColumns(table: Table, returnControlIDs: string | undefined): Column[] {
  const names = (returnControlIDs ?? '').split('|').filter((name) => name.trim() !== '');
  return names.length === 0 ? [...table.columns.values()] : names.map((name) => resolveColumn(table, name));
}

function pageSizeOf(text: string | undefined, otherwise: number): number {
  if (text === undefined || text.trim() === '') {
    return otherwise;
  }
  if (text.toLowerCase() === 'no max') {
    return Number.MAX_SAFE_INTEGER;
  }
  if (!/^[1-9]\d*$/.test(text)) {
    throw new DataServiceError(400, `maxPageSize "${text}" must be a number above 0 or "No Max"`);
  }
  return Number(text);
}
