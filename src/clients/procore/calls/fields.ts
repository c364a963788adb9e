import { z } from 'zod';

// Numbers arrive as the text of their digits, so one set of fields serves v1.x (numbers) and v2.x (strings). A member
// that is missing and one that is null mean the same: Procore leaves out what a view or an accounting method lacks.

const idText = z.string().regex(/^\d{1,20}$/, 'expected an id of 1 to 20 digits');
const decimalText = z
  .string()
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, 'expected a decimal without thousands mark');
const dateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date YYYY-MM-DD');
const timeText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/, 'expected a time with its zone');

function orNull<T>(schema: z.ZodType<T, string>) {
  return z
    .string()
    .nullish()
    .transform((text) => (text ? text : null))
    .pipe(schema.nullable());
}

export const id = idText;
export const idOrNull = orNull(idText);
export const decimalOrNull = orNull(decimalText);
export const dateOrNull = orNull(dateText);
export const time = timeText;
export const timeOrNull = orNull(timeText);
export const textOrNull = orNull(z.string());

/** Blank counts as none. */
export const filledTextOrNull = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() ? text.trim() : null));

/** `"96.36%"` and `"0"` both occur. */
export const percentOrNull = z
  .string()
  .nullish()
  .transform((text) => text?.replace(/\s*%$/, '') || null)
  .pipe(decimalText.nullable());

export const count = z
  .string()
  .regex(/^\d{1,9}$/, 'expected a whole number')
  .transform(Number);
export const countOrNull = orNull(
  z
    .string()
    .regex(/^-?\d{1,9}$/, 'expected a whole number')
    .transform(Number),
);
export const flagOrNull = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? null);
/** Missing is false. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** For members that decide nothing: what cannot be read counts as not there, and the record beside it stays of use. */
export function lenient<T>(schema: z.ZodType<T | null>): z.ZodType<T | null> {
  return schema.catch(null);
}

export function listOrEmpty<T>(row: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? []);
}

export function objectOrNull<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return schema.nullish().transform((value) => value ?? null);
}
