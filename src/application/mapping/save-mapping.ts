import { readMapping } from '../../domain/coding/mapping-file';
import { mappingColumns, patternColumns, type MappingRow } from '../../domain/coding/mapping-row';
import type { Chart } from '../../domain/coding/chart';
import { badInput } from '../action-error';
import type { ConnectionContext } from '../context';
import { readableNames } from '../documents/readable-names';
import { changeMapping, type MappingChange } from './change-mapping';
import { readMappingFile } from './read-mapping-file';
import { unknownProjects } from './unknown-projects';

export interface SavedMapping {
  readonly version: number;
  /** Of the whole mapping. */
  readonly rows: number;
  /** Held documents that go on: as people call them, and as `requisition/58820`. */
  readonly released: readonly { readonly name: string; readonly document: string }[];
  /** Projects that the rows name and nobody knows; told, for it is most often a slip. */
  readonly unknownProjects: readonly string[];
}

/** A row as a person gives it. */
export interface GivenMappingRow {
  readonly project: string;
  /** `''`: lines without a sub job. */
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  /** As the chart prints it, with templates for segments: `{project}.1340.{costCodeDigits}`. */
  readonly account: string;
  /** By the column of the mapping file: segments that are no part of an account's name. */
  readonly segments: Readonly<Record<string, string>>;
}

/** A new version from a CSV file; with `merge` its rows are added to the present ones. Throws all faults of the file at once. */
export async function importMapping(
  context: ConnectionContext,
  { file, text, merge }: { readonly file: string; readonly text: string; readonly merge: boolean },
): Promise<SavedMapping> {
  const { chart } = await context.ports.erp(context.connection);
  return saveMapping(context, { rows: readMappingFile(file, text, chart), merge, chart, act: 'mapping.imported' });
}

/** A new version with one row added or replaced. Throws all faults of the row at once. */
export async function setMappingRow(context: ConnectionContext, given: GivenMappingRow): Promise<SavedMapping> {
  const { chart } = await context.ports.erp(context.connection);
  return saveMapping(context, { rows: readMappingRow(given, chart), merge: true, chart, act: 'mapping.set' });
}

/** One row as a mapping has it. Throws all its faults at once. */
export function readMappingRow(given: GivenMappingRow, chart: Chart): readonly MappingRow[] {
  const read = readMapping([{ line: 1, cells: cellsOf(given, chart) }], chart);
  if ('rows' in read) return read.rows;
  throw badInput(
    'mapping row',
    read.errors.map(({ column, value, message }) => `${column} "${value}": ${message}`),
  );
}

function cellsOf({ account, segments, ...patterns }: GivenMappingRow, chart: Chart): Readonly<Record<string, string>> {
  const own = mappingColumns(chart).slice(patternColumns.length);
  const unknown = Object.keys(segments).filter((column) => !own.includes(column));
  if (unknown.length > 0) {
    throw badInput(
      'mapping row',
      unknown.map((column) => `segment "${column}" is none of the chart: ${own.join(', ')}`),
    );
  }
  const named = parsed(account, chart);
  const columns = chart.segments.map(({ name, column }) => [column, segments[column] ?? named[name] ?? ''] as const);
  return {
    project: patterns.project,
    sub_job: patterns.subJob,
    cost_code: patterns.costCode,
    cost_type: patterns.costType,
    ...Object.fromEntries(columns),
  };
}

function parsed(account: string, chart: Chart): Readonly<Record<string, string>> {
  try {
    return chart.parse(account);
  } catch (error) {
    if (error instanceof RangeError) throw badInput('mapping row', [error.message]);
    throw error;
  }
}

/** What it resolves goes on. */
async function saveMapping({ store, connection }: ConnectionContext, change: MappingChange): Promise<SavedMapping> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const { version, rows, released } = await changeMapping(tx, connection, change);
    const documents = released.map(({ document }) => document);
    const namesOf = await readableNames(tx, documents);
    return {
      version,
      rows,
      released: documents.map((one) => {
        const { name, document } = namesOf(one);
        return { name, document };
      }),
      unknownProjects: await unknownProjects(tx, connection, change.rows),
    };
  });
}
