import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { Database } from './database';
import type { Table } from './table';
import { CellError, DuplicateKeyError } from './table-errors';

/** The message names file, row and column, and what would be right. */
export class DataFolderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataFolderError';
  }
}

const FILE_NAME = /^(F[0-9A-Z]{3,9})\.json$/;
const ALIAS = /^[A-Z0-9]{1,10}$/;

/** Reads `F0010.json`, `F0901.json`, ...: arrays of rows keyed by alias. Other files in the folder are left alone. */
export function loadFolder(folder: string): Database {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    throw new DataFolderError(
      `The data folder ${folder} cannot be read; give a folder with files such as F0010.json.`,
      {
        cause: error,
      },
    );
  }
  const database = new Database();
  for (const name of names.sort()) {
    const tableName = FILE_NAME.exec(name)?.[1];
    if (tableName === undefined) {
      throw new DataFolderError(`${name}: a data file is named by its table, such as F0010.json or F55PROJ.json.`);
    }
    loadTable(database.find(tableName) ?? database.addUnknownTable(tableName), name, readRows(folder, name));
  }
  if (names.length === 0) {
    throw new DataFolderError(
      `The data folder ${folder} has no JSON files; at least F0010.json (companies) is needed.`,
    );
  }
  return database;
}

function readRows(folder: string, name: string): readonly JsonObject[] {
  let content: JsonValue;
  try {
    content = parseJson(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    throw new DataFolderError(`${name} is not JSON: ${String(error)}`, { cause: error });
  }
  if (!isJsonArray(content)) {
    throw new DataFolderError(`${name} must hold an array of rows: [{"CO": "00200", ...}, ...].`);
  }
  return content.map((row, index) => {
    if (!isJsonObject(row)) {
      throw new DataFolderError(`${name} row ${index + 1} must be an object keyed by alias, such as {"CO": "00200"}.`);
    }
    return row;
  });
}

function loadTable(table: Table, file: string, rows: readonly JsonObject[]): void {
  declareUntypedColumns(table, file, rows);
  rows.forEach((row, index) => {
    const place = `${file} row ${index + 1}`;
    // Later key columns may be blank in real rows (EDLN, EXTL, SBL); a row without the first belongs to nothing.
    const [first] = table.key;
    if (first !== undefined && !(first in row)) {
      const role = table.key.length === 1 ? 'is' : 'begins';
      throw new DataFolderError(`${place}: column ${first} is missing; it ${role} the primary key of ${table.name}.`);
    }
    try {
      table.insert(row);
    } catch (error) {
      if (error instanceof CellError) {
        throw new DataFolderError(`${place}, column ${error.column}: ${error.message}.`, { cause: error });
      }
      if (error instanceof DuplicateKeyError) {
        throw new DataFolderError(`${place}, column ${error.columns.join(', ')}: ${error.message}.`, { cause: error });
      }
      throw error;
    }
  });
}

function declareUntypedColumns(table: Table, file: string, rows: readonly JsonObject[]): void {
  const isNumber = new Map<string, boolean>();
  rows.forEach((row, index) => {
    for (const [alias, value] of Object.entries(row)) {
      if (!ALIAS.test(alias)) {
        throw new DataFolderError(
          `${file} row ${index + 1}, column ${alias}: name a column by its alias in capitals without prefix, such as AN8.`,
        );
      }
      isNumber.set(alias, (isNumber.get(alias) ?? true) && value instanceof LosslessNumber);
    }
  });
  for (const [alias, number] of isNumber) {
    table.addUntypedColumn(alias, number ? 'untypedNumber' : 'untypedText');
  }
}
