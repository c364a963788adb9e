import { z } from 'zod';
import { ControlError } from './control-error';

const header = z.record(z.string(), z.string());

/**
 * A scheduled orchestration with one connector step to an outside REST service (reference 10): the connection's policy is Basic,
 * or a header that the step sets.
 */
export const scheduleSchema = z.strictObject({
  name: z.string().min(1),
  url: z.url(),
  basic: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  headers: header.default({}),
  body: z.record(z.string(), z.unknown()).default({}),
  /** Left out: it runs only when it is told to. */
  everySeconds: z.number().positive().optional(),
  /** A schedule may fire twice. */
  twice: z.boolean().default(false),
});

export const nameSchema = scheduleSchema.pick({ name: true });

type Schedule = z.infer<typeof scheduleSchema>;

interface Run {
  readonly at: string;
  /** Of the answer; null: none came. */
  readonly status: number | null;
  /** Any answer other than 200 is an exception. There is no other try. */
  readonly outcome: 'ok' | 'exception';
  readonly answer: string;
}

const answerLimitMs = 30_000;
const mostRuns = 1000;

/** What runs on a clock in the AIS server and calls out. */
export class Schedules {
  readonly #schedules = new Map<string, { readonly schedule: Schedule; readonly timer: NodeJS.Timeout | null }>();
  readonly #runs: (Run & { readonly name: string })[] = [];

  put(schedule: Schedule): void {
    this.remove(schedule.name);
    const { everySeconds } = schedule;
    const timer =
      everySeconds === undefined ? null : setInterval(() => void this.run(schedule.name), everySeconds * 1000).unref();
    this.#schedules.set(schedule.name, { schedule, timer });
  }

  remove(name: string): void {
    const timer = this.#schedules.get(name)?.timer;
    if (timer !== null) clearInterval(timer);
    this.#schedules.delete(name);
  }

  async run(name: string): Promise<readonly Run[]> {
    const schedule = this.#schedules.get(name)?.schedule;
    if (schedule === undefined) throw new ControlError(`There is no schedule "${name}"`);
    const runs = await Promise.all(Array.from({ length: schedule.twice ? 2 : 1 }, () => call(schedule)));
    this.#runs.push(...runs.map((run) => ({ name, ...run })));
    this.#runs.splice(0, this.#runs.length - mostRuns);
    return runs;
  }

  report(): object {
    return { schedules: [...this.#schedules.values()].map(({ schedule }) => schedule.name), runs: this.#runs };
  }

  close(): void {
    for (const name of [...this.#schedules.keys()]) this.remove(name);
  }
}

async function call({ url, basic, headers, body }: Schedule): Promise<Run> {
  const at = new Date().toISOString();
  const policy: Record<string, string> =
    basic === undefined ? {} : { authorization: `Basic ${btoa(`${basic.username}:${basic.password}`)}` };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...policy, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerLimitMs),
    });
    const answer = await response.text();
    return { at, status: response.status, outcome: response.status === 200 ? 'ok' : 'exception', answer };
  } catch (error) {
    return { at, status: null, outcome: 'exception', answer: error instanceof Error ? error.message : String(error) };
  }
}
