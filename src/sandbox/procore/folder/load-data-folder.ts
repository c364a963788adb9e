import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { COMPANY_COLLECTIONS, PROJECT_COLLECTIONS, REQUISITION_ROW_SETS } from '../records/collections';
import { RecordStore } from '../records/record-store';
import { checkReferences } from './check-references';
import { DataFolderError, type DataFolderProblem } from './data-folder-error';
import { readJsonFile } from './read-json-file';
import {
  companySchema,
  expectationsSchema,
  meSchema,
  permittedProjectsSchema,
  RECORD_SCHEMAS,
  REQUISITION_ROW_SCHEMAS,
} from './record-schemas';
import { rowsOf } from './value-schemas';

const COMPANY_FILES = ['company', 'me', 'permitted_projects', 'expectations', ...COMPANY_COLLECTIONS].map(
  (name) => `${name}.json`,
);
const PROJECT_FILES = [...PROJECT_COLLECTIONS, ...REQUISITION_ROW_SETS].map((name) => `${name}.json`);

/** Throws a DataFolderError that lists everything that is wrong, not only the first thing. */
export function loadDataFolder(folder: string): RecordStore {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new DataFolderError(folder, [{ place: '.', expected: 'must be a folder' }]);
  }
  const problems: DataFolderProblem[] = [];
  const company = readJsonFile(folder, 'company.json', companySchema, problems);
  const me = readJsonFile(folder, 'me.json', meSchema, problems);
  for (const file of ['company.json', 'me.json', 'projects.json']) {
    if (!existsSync(join(folder, file))) {
      problems.push({ place: file, expected: 'must be there' });
    }
  }
  checkFileNames(folder, '.', COMPANY_FILES, problems);
  const store = new RecordStore(isJsonObject(company) ? company : {}, isJsonObject(me) ? me : {});
  for (const collection of COMPANY_COLLECTIONS) {
    const file = `${collection}.json`;
    keepRows(store, file, readJsonFile(folder, file, rowsOf(RECORD_SCHEMAS[collection]), problems), problems, (row) =>
      store.companySet(collection).put(row),
    );
  }
  const permitted = readJsonFile(folder, 'permitted_projects.json', permittedProjectsSchema, problems);
  if (isJsonArray(permitted)) {
    store.permittedProjects = new Set(permitted.flatMap((entry) => textOf(entry) ?? []));
  }
  store.expectations = readJsonFile(folder, 'expectations.json', expectationsSchema, problems) ?? null;
  loadProjects(folder, store, problems);
  if (problems.length === 0) {
    problems.push(...checkReferences(store));
  }
  if (problems.length > 0) {
    throw new DataFolderError(folder, problems);
  }
  return store;
}

function loadProjects(folder: string, store: RecordStore, problems: DataFolderProblem[]): void {
  const root = join(folder, 'projects');
  const known = store.projectIds();
  for (const projectId of existsSync(root) ? readdirSync(root).sort() : []) {
    const place = `projects/${projectId}`;
    if (!known.includes(projectId)) {
      problems.push({ place, expected: 'must be named after the id of a project in projects.json' });
      continue;
    }
    checkFileNames(folder, place, PROJECT_FILES, problems);
    for (const collection of PROJECT_COLLECTIONS) {
      const file = `${place}/${collection}.json`;
      keepRows(store, file, readJsonFile(folder, file, rowsOf(RECORD_SCHEMAS[collection]), problems), problems, (row) =>
        store.projectSet(projectId, collection).put(row),
      );
    }
    for (const rowSet of REQUISITION_ROW_SETS) {
      const file = `${place}/${rowSet}.json`;
      const schema = z.record(z.string(), rowsOf(REQUISITION_ROW_SCHEMAS[rowSet]));
      const value = readJsonFile(folder, file, schema, problems);
      for (const [requisitionId, rows] of Object.entries(isJsonObject(value) ? value : {})) {
        store.setRequisitionRows(projectId, rowSet, requisitionId, isJsonArray(rows) ? rows.filter(isJsonObject) : []);
        store.keepIdsAbove(rows);
      }
    }
  }
}

function keepRows(
  store: RecordStore,
  file: string,
  rows: JsonValue | undefined,
  problems: DataFolderProblem[],
  keep: (row: JsonObject) => void,
): void {
  const seen = new Set<string>();
  (isJsonArray(rows) ? rows.filter(isJsonObject) : []).forEach((row, index) => {
    const id = textOf(row['id']) ?? '';
    if (seen.has(id)) {
      problems.push({
        place: `${file}[${index}].id`,
        expected: `must be unique in its file; ${id} stands there twice`,
      });
    }
    seen.add(id);
    keep(row);
    store.keepIdsAbove(row);
  });
}

function checkFileNames(folder: string, place: string, known: readonly string[], problems: DataFolderProblem[]): void {
  for (const name of readdirSync(join(folder, place))) {
    if (name.endsWith('.json') && !known.includes(name)) {
      const shown = place === '.' ? name : `${place}/${name}`;
      problems.push({ place: shown, expected: `is not a known file; known are ${known.join(', ')}` });
    }
  }
}
