import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';

function text(pattern: RegExp, expected: string) {
  return z.custom<string>((value) => typeof value === 'string' && pattern.test(value), expected);
}

function number(pattern: RegExp, expected: string) {
  return z.custom<LosslessNumber>((value) => value instanceof LosslessNumber && pattern.test(value.value), expected);
}

/** v1 ids are JSON numbers of up to 64 bits. */
export const id = number(/^\d{1,19}$/, 'must be an id: a whole JSON number such as 562949953443325');
export const count = number(/^\d{1,9}$/, 'must be a whole JSON number');
export const money = text(/^-?\d+(\.\d+)?$/, 'must be a decimal in a string such as "10812.6"');
export const percent = text(/^-?\d+(\.\d+)?%?$/, 'must be a percentage in a string such as "96.36%" or "40.0"');
export const date = text(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as "2026-10-31"');
export const dateTime = z.custom<string>(
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'must be a UTC time such as "2026-11-02T09:15:00Z"',
);
export const text1 = z.custom<string>(
  (value) => typeof value === 'string' && value !== '',
  'must be a text, not empty',
);
export const anyText = z.custom<string>((value) => typeof value === 'string', 'must be a text');
export const flag = z.custom<boolean>((value) => typeof value === 'boolean', 'must be true or false');

export function oneOf(...allowed: readonly string[]) {
  return z.custom<string>(
    (value) => typeof value === 'string' && allowed.includes(value),
    `must be one of ${allowed.join(', ')}`,
  );
}

/** Real answers leave keys out and give null; both are allowed wherever this is used. */
export function maybe<T>(schema: z.ZodType<T>) {
  return schema.nullish();
}

export const rowsOf = (schema: z.ZodType) => z.array(schema, 'must be a JSON array');

/** What most records have. */
export const times = { created_at: maybe(dateTime), updated_at: maybe(dateTime) };
export const origin = { origin_id: maybe(anyText), origin_data: maybe(anyText) };
