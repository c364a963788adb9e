import { z } from 'zod';

/** Our JSON reader gives numbers as their digits; a cell that was never filled may come as null. */
const cell = z.union([z.string(), z.null()]).transform((value) => (value ?? '').trim());

const messages = z.array(z.unknown()).default([]);

/** By table and columns: zod compiles each schema that it meets, and the same few are asked for with every requisition. */
const gridSchemas = new Map<string, unknown>();

/** The answer of `POST dataservice` with GRID_DATA for one table and the columns asked for. */
export function gridAnswerSchema<Column extends string>(
  table: string,
  columns: readonly Column[],
): ReturnType<typeof newGridSchema<Column>> {
  const name = `${table} ${columns.join(' ')}`;
  const known = gridSchemas.get(name) as ReturnType<typeof newGridSchema<Column>> | undefined;
  if (known !== undefined) return known;
  const made = newGridSchema(table, columns);
  gridSchemas.set(name, made);
  return made;
}

function newGridSchema<Column extends string>(table: string, columns: readonly Column[]) {
  const row = z
    .looseObject(Object.fromEntries(columns.map((column) => [`${table}_${column}`, cell])))
    .transform((cells) => {
      const named = cells as Readonly<Record<string, string>>;
      return Object.fromEntries(
        columns.map((column) => [column, named[`${table}_${column}`] ?? '']),
      ) as TableRow<Column>;
    });
  const form = z.looseObject({
    data: z.looseObject({
      gridData: z.looseObject({
        rowset: z.array(row),
        summary: z.looseObject({ moreRecords: z.boolean() }),
      }),
    }),
    errors: messages,
  });
  return z.looseObject({ [`fs_DATABROWSE_${table}`]: form }).transform((answer) => {
    const { data, errors } = answer[`fs_DATABROWSE_${table}`] as z.output<typeof form>;
    return { rows: data.gridData.rowset, moreRecords: data.gridData.summary.moreRecords, errors };
  });
}

/** One row by alias, every cell trimmed: JDE pads texts on the right and business units on the left. */
export type TableRow<Column extends string> = Readonly<Record<Column, string>>;

export const sysErrorsSchema = z.looseObject({
  sysErrors: z.array(z.looseObject({ TITLE: z.string().default(''), DESC: z.string().default('') })).default([]),
});

export const loginSchema = z.looseObject({
  userInfo: z.looseObject({ token: z.string().min(1) }),
});

export const validateSchema = z.looseObject({ isValidSession: z.boolean().default(false) });

export const defaultConfigSchema = z.looseObject({
  aisVersion: z.string().default(''),
  defaultEnvironment: z.string().default(''),
  capabilityList: z.array(z.looseObject({ name: z.string() })).default([]),
});

export const discoverSchema = z.looseObject({
  orchestrations: z.array(
    z.looseObject({
      name: z.string(),
      omwObjectName: z.string().default(''),
      inputs: z
        .array(z.looseObject({ name: z.string() }))
        .nullish()
        .transform((inputs) => inputs ?? []),
      exposeInputsInDiscovery: z.boolean().default(true),
    }),
  ),
});

export const jobSchema = z.looseObject({ jobStatus: z.string().default('') });

export const outputsSchema = z.record(z.string(), z.unknown());

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
