import { z } from 'zod';
import { callPattern, matchesCall, matchesPattern, pattern } from '../../faults/call-pattern';
import { FaultQueue } from '../../faults/fault-queue';
import type { JsonValue } from '../../http/json-value';
import { wholeNumber } from '../../http/whole-number';

/** One order of the control port: what shall happen to the next calls that match. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      ...callPattern,
      query: pattern.optional().describe('regular expression on the query text'),
      body: pattern.optional().describe('regular expression on the text of the body'),
    })
    .default({}),
  kind: z.enum([
    'refuse',
    'status',
    'throttle',
    'html',
    'slow',
    'answerLate',
    'commitThenLose',
    'commitThenStatus',
    'commitLate',
    'refuseThenCommit',
    'gatewayThenCommit',
  ]),
  count: wholeNumber(0).default(1),
  skip: wholeNumber(0).default(0).describe('matching calls to let through first'),
  delayMs: wholeNumber(0).optional(),
  status: wholeNumber(0).optional(),
  body: z.custom<JsonValue>().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

export type Faults = FaultQueue<Fault, FaultTarget>;

export function faultQueue(): Faults {
  return new FaultQueue(
    ({ match }, call) =>
      matchesCall(match, call) && matchesPattern(match.query, call.query) && matchesPattern(match.body, call.body),
  );
}
