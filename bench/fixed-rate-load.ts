import { randomBytes } from 'node:crypto';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { Agent, request } from 'undici';
import { testCompanyId, testProjectId, testWebhookSecret } from '../test/stack/test-store';

export interface FixedRateLoad {
  /** Posts `count` webhook events to the address; gives how long each answer took. Throws when one is not a 200. */
  drive(url: string, perSecond: number, count: number): Promise<number[]>;
  stop(): Promise<void>;
}

interface Order {
  readonly url: string;
  readonly perSecond: number;
  readonly count: number;
}

/** In a thread of its own, as Procore is a machine of its own: asking takes as much time as answering. */
export function startFixedRateLoad(): FixedRateLoad {
  const worker = new Worker(__filename);
  return {
    drive: (url, perSecond, count) =>
      new Promise((resolve, reject) => {
        const failed = (error: Error): void => reject(error);
        worker.once('error', failed);
        worker.once('message', (times: number[]) => {
          worker.off('error', failed);
          resolve(times);
        });
        worker.postMessage({ url, perSecond, count } satisfies Order);
      }),
    stop: async () => void (await worker.terminate()),
  };
}

/** Whether or not earlier ones have been answered: a slow answer must not slow the asking. */
async function drive(agent: Agent, { url, perSecond, count }: Order): Promise<number[]> {
  const startedMs = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < count; index++) {
    const waitMs = startedMs + (index * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    answers.push(timed(agent, url, index));
  }
  return Promise.all(answers);
}

async function timed(agent: Agent, url: string, index: number): Promise<number> {
  const startedMs = performance.now();
  const { statusCode, body } = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { authorization: testWebhookSecret, 'content-type': 'application/json' },
    body: JSON.stringify({
      ulid: randomBytes(13).toString('hex'),
      timestamp: new Date().toISOString(),
      user_id: 9,
      company_id: Number(testCompanyId),
      project_id: Number(testProjectId),
      api_version: 'v2',
      event_type: 'update',
      resource_name: 'Draw Requests',
      resource_id: 1_000 + (index % 500),
    }),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return performance.now() - startedMs;
}

if (!isMainThread) {
  const agent = new Agent({ connections: 50 });
  parentPort?.on('message', (order: Order) => {
    void drive(agent, order).then((times) => parentPort?.postMessage(times));
  });
}
