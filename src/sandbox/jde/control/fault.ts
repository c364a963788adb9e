import { z } from 'zod';

export const DEFAULT_REFUSE_MS = 5000;

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    // The refinement's message says what is wanted; the parser's position would not help.
    return false;
  }
}, 'must be a regular expression');

/** One order of the control port: what shall happen to the next calls that match. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      path: pattern.optional(),
      orchestration: z.string().optional(),
      table: z.string().optional(),
    })
    .default({}),
  kind: z.enum([
    'refuse',
    'status',
    'html',
    'slow',
    'reset',
    'cutBody',
    'commitThenLose',
    'commitThenStatus',
    'commitThenHtml',
    'commitThenWait',
    'commitLate',
    'partialVoucher',
    'warning',
    'warningCommitted',
    'continuedOnError',
    'noNumber',
    'reserved',
  ]),
  count: z.number().int().min(1).default(1),
  skip: z.number().int().min(0).default(0),
  delayMs: z.number().int().min(0).optional(),
  status: z.number().int().min(200).max(599).optional(),
});

export type Fault = z.infer<typeof faultSchema>;
