import { z } from 'zod';
import { LosslessNumber } from 'lossless-json';
import type { JsonValue } from './json-value';

function regularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    // The pattern's own message is not needed: the refinement below says what would be right.
    return false;
  }
}

const wholeNumber = z.preprocess(
  (value) => (value instanceof LosslessNumber ? Number(value.value) : value),
  z.number().int().min(0),
);
const pattern = z.string().refine(regularExpression, 'must be a regular expression');

/** One order of the control port: what shall happen to the next calls that match. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional().describe('HTTP method, any case'),
      path: pattern.optional().describe('regular expression on the path without its query'),
      query: pattern.optional().describe('regular expression on the query text'),
      body: pattern.optional().describe('regular expression on the text of the body'),
    })
    .default({}),
  kind: z.enum(['refuse', 'status', 'throttle', 'html', 'slow', 'commitThenLose', 'commitThenStatus', 'commitLate']),
  count: wholeNumber.default(1),
  skip: wholeNumber.default(0).describe('matching calls to let through first'),
  delayMs: wholeNumber.optional(),
  status: wholeNumber.optional(),
  body: z.custom<JsonValue>().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

export type Fault = z.infer<typeof faultSchema>;
