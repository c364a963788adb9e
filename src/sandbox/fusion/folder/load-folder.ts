import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import type { FusionState } from '../fusion-state';
import { itemFrom } from '../items/item-from';
import { STORED, storedResource } from '../resources/catalog';

export class DataFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataFolderError';
  }
}

/** One file for each stored resource, `suppliers.json`: an array of records with their children nested. */
export function loadFolder(state: FusionState, folder: string): void {
  for (const file of jsonFiles(folder)) {
    const definition = storedResource(file.slice(0, -'.json'.length));
    if (definition === undefined) {
      const known = STORED.map(({ name }) => `${name}.json`).join(', ');
      throw new DataFolderError(`${join(folder, file)} is not known; ${known} are.`);
    }
    const collection = state.collection(definition.name);
    for (const [index, row] of rowsOf(join(folder, file)).entries()) {
      const item = read(() => itemFrom(state, definition, row), `${join(folder, file)}, record ${index + 1}`);
      if (collection.get(item.text(definition.key)) !== undefined) {
        throw new DataFolderError(
          `${join(folder, file)}, record ${index + 1}: ${definition.key} ${item.text(definition.key)} is there twice.`,
        );
      }
      collection.add(item);
    }
  }
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new DataFolderError(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function rowsOf(file: string): JsonObject[] {
  const content = read((): JsonValue => parseJson(readFileSync(file, 'utf8')), file);
  if (!isJsonArray(content) || !content.every(isJsonObject)) {
    throw new DataFolderError(`${file} must be an array of objects.`);
  }
  return content as JsonObject[];
}

function read<T>(work: () => T, where: string): T {
  try {
    return work();
  } catch (error) {
    throw new DataFolderError(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
