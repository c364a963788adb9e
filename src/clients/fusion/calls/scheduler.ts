import { z } from 'zod';
import { parseAnswer } from '../../http/schema-at-edge';
import { Rejected } from '../../http/client-error';
import { statusWord } from './erp-integrations';
import type { FusionCaller } from './fusion-caller';

const digits = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? ''));
const word = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const requestSchema = z.looseObject({
  requestId: digits,
  absParentRequestId: digits,
  state: word.transform(statusWord),
  submissionTime: word,
  requestParameters: z
    .array(z.looseObject({ name: z.string(), value: z.unknown() }))
    .nullish()
    .transform((given) => given ?? []),
});
const pageSchema = z.looseObject({ items: z.array(requestSchema).default([]) });

export type SchedulerRequest = z.infer<typeof requestSchema>;

const fields = 'requestId,absParentRequestId,state,submissionTime';
const pageSize = 100;
const ask = 'ask for a role that may read requests of the scheduler (ess/rest/scheduler)';

/** Words of a request that is under way (reference 8.5). An unknown word counts as one too: whoever concludes waits. */
export const openStates = [
  ...['WAIT', 'READY', 'SCHEDULED', 'RUNNING', 'PROCESSING', 'PAUSED', 'BLOCKED', 'HOLD', 'COMPLETED', 'FINISHED'],
] as const;

const ends: ReadonlySet<string> = new Set([
  ...['SUCCEEDED', 'WARNING', 'ERROR', 'CANCELLED', 'CANCELED', 'EXPIRED', 'VALIDATION_FAILED'],
  ...['ERROR_MANUAL_RECOVERY', 'FINISHED_WITH_ERRORS'],
]);

/** Whether it is over, by a word as `statusWord` gives it. */
export function hasEnded(state: string): boolean {
  return ends.has(state);
}

/** A request by its id, with its parameters; null: the scheduler knows none. */
export async function schedulerRequest(caller: FusionCaller, id: string): Promise<SchedulerRequest | null> {
  const operation = 'scheduler: a request';
  try {
    const value = await caller.call({
      ...{ operation, effect: 'read', method: 'GET', of: 'scheduler', ask },
      path: `requests/${id}`,
      query: { fields: `${fields},requestParameters` },
    });
    return parseAnswer(requestSchema, value, { system: 'fusion', operation, status: 200, effect: 'read' });
  } catch (error) {
    if (error instanceof Rejected && error.status === 404) return null;
    throw error;
  }
}

/** Requests that fit a query of the scheduler's own, at most so many; its pages end with an empty one. */
export async function schedulerRequests(
  caller: FusionCaller,
  q: string | null,
  most: number,
): Promise<readonly SchedulerRequest[]> {
  const operation = 'scheduler: requests';
  const found: SchedulerRequest[] = [];
  for (let pageIndex = 0; found.length < most; pageIndex += 1) {
    const value = await caller.call({
      ...{ operation, effect: 'read', method: 'GET', of: 'scheduler', path: 'requests', ask },
      query: {
        ...(q === null ? {} : { q }),
        ...{ fields, limit: String(Math.min(pageSize, most)), pageIndex: String(pageIndex) },
      },
    });
    const { items } = parseAnswer(pageSchema, value, { system: 'fusion', operation, status: 200, effect: 'read' });
    found.push(...items);
    if (items.length === 0) break;
  }
  return found;
}

/** The group that an import was submitted for; `''`: it shows none. */
export function groupOf({ requestParameters }: SchedulerRequest): string {
  const group = requestParameters.find(({ name }) => name === 'submit.argument4')?.value;
  return typeof group === 'string' || typeof group === 'number' ? String(group).trim() : '';
}
