import { z } from 'zod';
import { isJsonArray, isJsonObject, numberOf, type JsonObject } from '../../http/json-value';
import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import type { SandboxState } from '../sandbox-state';
import { authenticate, type Caller } from '../sessions/authenticate';
import type { Table } from '../tables/table';
import { aggregate } from './aggregate';
import { browse, nextPage } from './browse';
import { DataServiceError } from './data-service-error';
import { findRows } from './find-rows';
import { getQuery } from './get-query';
import { formOf, gridAnswer } from './grid-answer';
import { dataRequestSchema, type DataRequest } from './query-schema';

export function postQuery(state: SandboxState, request: AisRequest): Answer {
  return guarded(state, request, (caller) => {
    if (request.body['batchDataRequest'] === true) {
      return batch(state, request, caller);
    }
    return single(state, request, caller, parsed(request.body));
  });
}

export function getTable(state: SandboxState, request: AisRequest): Answer {
  const { kind, name = '' } = request.parameters;
  return guarded(state, request, (caller) =>
    single(state, request, caller, getQuery(request, name, kind === 'view' ? 'view' : 'table')),
  );
}

export function getNextPage(state: SandboxState, request: AisRequest): Answer {
  return guarded(state, request, (caller) => {
    const set = state.resultSets.take(request.query.get('rid') ?? '', caller.token ?? '');
    if (set === undefined) {
      const text = 'JAS_MSG347: The query results expired.  Refresh them by clicking Find again.';
      return jsonAnswer(500, { sysErrors: [{ TITLE: text, DESC: text }] });
    }
    return jsonAnswer(200, gridAnswer(nextPage(state, request, set), state.settings));
  });
}

function guarded(state: SandboxState, request: AisRequest, act: (caller: Caller) => Answer): Answer {
  const caller = authenticate(state, request);
  if ('status' in caller) {
    return caller;
  }
  try {
    return act(caller);
  } catch (error) {
    if (error instanceof DataServiceError) {
      return errorAnswer(error.status, error.message, 'com.oracle.e1.rest.DataServiceException');
    }
    throw error;
  }
}

function parsed(body: JsonObject): DataRequest {
  const result = dataRequestSchema.safeParse(body);
  if (!result.success) {
    throw new DataServiceError(400, `The data request cannot be read: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

function single(state: SandboxState, request: AisRequest, caller: Caller, data: DataRequest): Answer {
  const table = readableTable(state, data);
  const context = { settings: state.settings, today: state.today(), username: caller.username };
  if (data.dataServiceType === 'BROWSE') {
    if (data.outputType !== 'GRID_DATA' && (data.outputType !== undefined || request.version === 'v1')) {
      throw new DataServiceError(400, 'This sandbox serves outputType GRID_DATA only; v1 calls must ask for it');
    }
    return jsonAnswer(200, gridAnswer(browse(state, request, caller, table, data, context), state.settings));
  }
  return jsonAnswer(200, { [`ds_${table.name}`]: countOrOutput(state, table, data, context) });
}

function batch(state: SandboxState, request: AisRequest, caller: Caller): Answer {
  const requests = request.body['dataRequests'];
  if (!isJsonArray(requests)) {
    throw new DataServiceError(400, 'batchDataRequest needs dataRequests, an array of queries');
  }
  const context = { settings: state.settings, today: state.today(), username: caller.username };
  const members = requests.map((each, index): [string, JsonObject] => {
    const data = parsed(isJsonObject(each) ? each : {});
    const table = readableTable(state, data);
    return data.dataServiceType === 'BROWSE'
      ? [
          `fs_${index}_DATABROWSE_${table.name}`,
          formOf(browse(state, request, caller, table, data, context), state.settings),
        ]
      : [`ds_${index}_${table.name}`, countOrOutput(state, table, data, context)];
  });
  return jsonAnswer(200, Object.fromEntries(members));
}

function countOrOutput(
  state: SandboxState,
  table: Table,
  data: DataRequest,
  context: Parameters<typeof findRows>[2],
): JsonObject {
  const rows = findRows(table, data, context);
  return data.dataServiceType === 'COUNT'
    ? { count: numberOf(rows.length) }
    : { output: aggregate(table, rows, data, state.settings) };
}

function readableTable(state: SandboxState, data: DataRequest): Table {
  if (state.settings.deniedTables.includes(data.targetName)) {
    throw new DataServiceError(403, `The user has no authority for ${data.targetName}`);
  }
  const table = data.targetType === 'table' ? state.database.find(data.targetName) : undefined;
  if (table === undefined) {
    throw new DataServiceError(500, `There is no ${data.targetType} ${data.targetName} in this environment`);
  }
  return table;
}
