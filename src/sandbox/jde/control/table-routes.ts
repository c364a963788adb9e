import { Router, type Request } from 'express';
import { LosslessNumber } from 'lossless-json';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import type { SandboxState } from '../sandbox-state';
import { stampNow } from '../server-clock';
import type { Row, RowInput, Table } from '../tables/table';
import { ControlError } from './control-error';

/** `/control/tables`: rows are shown with every value as text, numbers exactly. */
export function tableRoutes(state: SandboxState): Router {
  const router = Router();
  router.get('/control/tables', (_request, response) => {
    const counts = [...state.database.all()].map((table): [string, number] => [table.name, table.size]);
    response.json(Object.fromEntries(counts));
  });
  router.get('/control/tables/:table', (request, response) => {
    const where = Object.fromEntries(new URL(request.originalUrl, 'http://control').searchParams);
    response.json(tableOf(state, request).find(where));
  });
  router.post('/control/tables/:table', (request, response) => {
    const body = jsonBody(request);
    const rows = isJsonArray(body) ? body : [body];
    const table = state.database.find(request.params.table) ?? state.database.addUnknownTable(request.params.table);
    response.status(201).json({ added: rows.map((row) => addRow(state, table, objectOf(row, 'a row'))).length });
  });
  router.patch('/control/tables/:table', (request, response) => {
    const body = objectOf(jsonBody(request), 'the body');
    const table = tableOf(state, request);
    const set = objectOf(body['set'], 'set');
    const found = table.find(objectOf(body['where'], 'where'));
    response.json({ changed: found.map((row) => table.update(row, { ...stamps(state, table), ...set })).length });
  });
  router.delete('/control/tables/:table', (request, response) => {
    const table = tableOf(state, request);
    const found: Row[] = table.find(objectOf(objectOf(jsonBody(request), 'the body')['where'], 'where'));
    found.forEach((row) => table.remove(row));
    response.json({ removed: found.length });
  });
  return router;
}

function addRow(state: SandboxState, table: Table, row: JsonObject): Row {
  if (table.key.length === 0) {
    for (const [alias, value] of Object.entries(row)) {
      table.addUntypedColumn(alias, value instanceof LosslessNumber ? 'untypedNumber' : 'untypedText');
    }
  }
  return table.insert({ ...stamps(state, table), ...row });
}

/** A change by hand is a change: whoever polls by date and time of update must see it. */
function stamps(state: SandboxState, table: Table): RowInput {
  const { date, time } = stampNow(state.settings.timeZone);
  const values: RowInput = { UPMJ: date, UPMT: time, TDAY: time };
  return Object.fromEntries(Object.entries(values).filter(([alias]) => table.columns.has(alias)));
}

function tableOf(state: SandboxState, request: Request): Table {
  const name = String(request.params['table'] ?? '');
  const table = state.database.find(name);
  if (table === undefined) {
    throw new ControlError(`There is no table ${name}`);
  }
  return table;
}

function jsonBody(request: Request): JsonValue {
  try {
    return parseJson(textBodyOf(request));
  } catch (error) {
    throw new ControlError(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function objectOf(value: JsonValue | undefined, name: string): JsonObject {
  if (!isJsonObject(value)) {
    throw new ControlError(`${name} must be an object of alias to value, such as {"DOC": 4711}`);
  }
  return value;
}
