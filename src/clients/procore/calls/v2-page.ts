import { z } from 'zod';

/**
 * v2.x wraps every success in `data`; ids in it are strings already.
 * https://developers.procore.com/documentation/new-rest-v2-version
 */
export function v2Envelope<T>(data: z.ZodType<T>): z.ZodType<T> {
  return z.object({ data }).transform((envelope) => envelope.data);
}
