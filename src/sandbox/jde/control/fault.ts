import { z } from 'zod';
import { callPattern, matchesCall, matchesPattern, pattern } from '../../faults/call-pattern';
import { FaultQueue } from '../../faults/fault-queue';
import { wholeNumber } from '../../http/whole-number';

export const DEFAULT_REFUSE_MS = 5000;

/** One order of the control port: what shall happen to the next calls that match. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      ...callPattern,
      orchestration: z.string().optional(),
      table: z.string().optional(),
      body: pattern.optional().describe('regular expression on the text of the body'),
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
    'refuseThenCommit',
    'gatewayThenCommit',
    'partialVoucher',
    'warning',
    'warningCommitted',
    'continuedOnError',
    'noNumber',
    'reserved',
  ]),
  count: wholeNumber(1).default(1),
  skip: wholeNumber(0).default(0),
  delayMs: wholeNumber(0).optional(),
  status: wholeNumber(200, 599).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** The name in the call and the default name of what it runs. */
  readonly orchestrations: readonly string[];
  /** Of a batch those of all its queries. */
  readonly tables: readonly (string | undefined)[];
  readonly body: string;
}

export type Faults = FaultQueue<Fault, FaultTarget>;

export function faultQueue(): Faults {
  return new FaultQueue(
    ({ match }, call) =>
      matchesCall(match, call) &&
      matchesPattern(match.body, call.body) &&
      (match.orchestration === undefined || call.orchestrations.includes(match.orchestration)) &&
      (match.table === undefined || call.tables.includes(match.table)),
  );
}
