import type { Request } from 'express';
import { z } from 'zod';
import { textBodyOf } from '../../http/read-text-body';
import { ControlError } from './control-error';

/** Plain JSON.parse: no control body but table rows carries numbers that a float could damage. */
export function readOrder<T>(schema: z.ZodType<T>, request: Request): T {
  let body: unknown;
  try {
    body = JSON.parse(textBodyOf(request) || '{}');
  } catch (error) {
    throw new ControlError(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new ControlError(`The body cannot be read:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

export const documentNumber = z.union([z.string(), z.number()]).transform(String);
/** An amount such as "1250.00"; a text, so that no float touches it. */
export const amountText = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be an amount in quotes such as "1250.00"');
/** `yyyyMMdd` */
export const dateText = z.string().regex(/^\d{8}$/, 'must be a date yyyyMMdd');
