import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';

const MOST_ROWS = 1000;

export interface SyncTarget {
  /** Asked before each row: an earlier row of the same call may have made or changed the record. */
  readonly known: () => readonly JsonObject[];
  readonly create: (fields: JsonObject) => JsonObject;
  readonly update: (row: JsonObject, fields: JsonObject) => JsonObject;
}

type RowsWritten = Readonly<Record<'entities' | 'errors', readonly JsonObject[]>>;

/** Answers 200 also when every row failed. */
export function syncRows(updates: JsonValue | undefined, target: SyncTarget): RowsWritten {
  if (!isJsonArray(updates)) {
    throw ApiError.badRequest('updates', 'is required');
  }
  if (updates.length > MOST_ROWS) {
    throw new ApiError(413, 'too many rows', { errors: [`updates may hold at most ${MOST_ROWS} rows`] });
  }
  return writeEach(updates, (fields) => syncRow(fields, target));
}

/** A row that fails is repeated with what was wrong; the others are written. */
export function writeEach(rows: readonly JsonValue[], write: (fields: JsonObject) => JsonObject): RowsWritten {
  const entities: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const fields of rows.filter(isJsonObject)) {
    try {
      entities.push(write(fields));
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      const body = isJsonObject(error.body) ? error.body['errors'] : undefined;
      errors.push({ ...fields, errors: body ?? { base: [error.message] } });
    }
  }
  return { entities, errors };
}

function syncRow(fields: JsonObject, target: SyncTarget): JsonObject {
  const known = target.known();
  const id = textOf(fields['id']);
  if (id !== undefined) {
    const row = known.find((entry) => textOf(entry['id']) === id);
    if (row === undefined) {
      throw new ApiError(422, 'no such id', { errors: { id: ['Entity with this ID not found'] } });
    }
    return target.update(row, fields);
  }
  const originId = textOf(fields['origin_id']);
  const row = known.find((entry) => originId !== undefined && textOf(entry['origin_id']) === originId);
  return row === undefined ? target.create(fields) : target.update(row, fields);
}
