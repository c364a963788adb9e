import { z } from 'zod';
import { callPattern, matchesCall, matchesPattern, pattern } from '../../faults/call-pattern';
import { FaultQueue } from '../../faults/fault-queue';
import { wholeNumber } from '../../http/whole-number';

export const DEFAULT_REFUSE_MS = 5000;

/** One order of the control port: what shall happen to the next calls that match, at the pod or the identity domain. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      ...callPattern,
      query: pattern.optional().describe('regular expression on the query text'),
      body: pattern.optional().describe('regular expression on the text of the body'),
      resource: z.string().optional().describe('the first resource of the path, such as invoices'),
      action: z.string().optional().describe('the action, whichever of its two forms is used'),
    })
    .default({}),
  kind: z.enum([
    'refuse',
    'status',
    'throttle',
    'html',
    'slow',
    'answerLate',
    'reset',
    'cutBody',
    'commitThenLose',
    'commitThenStatus',
    'commitThenHtml',
    'commitLate',
    'refuseThenCommit',
    'gatewayThenCommit',
    'notFound',
    'staleRow',
    'businessFailure',
    'partialSupplier',
  ]),
  count: wholeNumber(1).default(1),
  skip: wholeNumber(0).default(0),
  delayMs: wholeNumber(0).optional(),
  status: wholeNumber(200, 599).optional(),
  retryAfterSeconds: wholeNumber(0).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly resource: string;
  readonly action: string | undefined;
}

export type Faults = FaultQueue<Fault, FaultTarget>;

export function faultQueue(): Faults {
  return new FaultQueue(
    ({ match }, call) =>
      matchesCall(match, call) &&
      matchesPattern(match.query, call.query) &&
      matchesPattern(match.body, call.body) &&
      (match.resource === undefined || match.resource === call.resource) &&
      (match.action === undefined || match.action === call.action),
  );
}
