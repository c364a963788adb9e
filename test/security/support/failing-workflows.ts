import {
  ApplicationFailure,
  defineQuery,
  defineUpdate,
  executeChild,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

/** Each ends badly in another way, with a text that must not be read by whoever has no key. */
interface FailingActivities {
  throws(text: string): Promise<void>;
  heartbeatsAndHangs(text: string): Promise<void>;
}

const { throws } = proxyActivities<FailingActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '50ms', maximumAttempts: 2 },
});
const { heartbeatsAndHangs } = proxyActivities<FailingActivities>({
  startToCloseTimeout: '20s',
  heartbeatTimeout: '1s',
  retry: { maximumAttempts: 1 },
});

export const failingQuery = defineQuery<string, [string]>('failingQuery');
export const failingUpdate = defineUpdate<string, [string]>('failingUpdate');
export const refusedUpdate = defineUpdate<string, [string]>('refusedUpdate');

export async function failsWithDetails(text: string): Promise<void> {
  const cause = ApplicationFailure.create({ message: text, cause: new RangeError(text) });
  throw ApplicationFailure.create({ message: text, type: 'Test', details: [text], nonRetryable: true, cause });
}

export async function failsItsTask(text: string): Promise<void> {
  throw new RangeError(text);
}

export async function failsByActivity(text: string): Promise<void> {
  await throws(text);
}

export async function failsByTimeout(text: string): Promise<void> {
  await heartbeatsAndHangs(text);
}

export async function failsByChild(text: string): Promise<void> {
  await executeChild(failsWithDetails, { args: [text], workflowId: `${workflowInfo().workflowId}/child` });
}

export async function isAsked(text: string): Promise<string> {
  const fail = (asked: string): never => {
    throw ApplicationFailure.nonRetryable(`${text} ${asked}`, 'Test', asked);
  };
  setHandler(failingQuery, fail);
  setHandler(failingUpdate, fail);
  setHandler(refusedUpdate, fail, { validator: fail });
  await sleep('5s', { summary: text });
  return text;
}
