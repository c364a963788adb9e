import type { JdeSandboxSettings } from '../settings';

/** The batch server on which all jobs run. */
export const EXECUTION_SERVER = 'JDEBATCH1';

export interface Job {
  readonly jobNumber: number;
  readonly reportName: string;
  readonly reportVersion: string;
  readonly user: string;
  readonly submittedAt: Date;
  /** S in queue, P processing, D done, E error. */
  status: 'P' | 'D' | 'E';
  endedAt: Date | undefined;
  /** What the report would print; nobody but the control port reads it. */
  messages: readonly string[];
}

/** Jobs take `jobSeconds`; what they do happens at their end. */
export class JobQueue {
  readonly #jobs: Job[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly settings: () => JdeSandboxSettings) {}

  submit(report: Pick<Job, 'reportName' | 'reportVersion' | 'user'>, work: () => readonly string[]): Job {
    const { jobSeconds } = this.settings();
    const job: Job = {
      ...report,
      jobNumber: this.#jobs.length + 1001,
      submittedAt: new Date(),
      status: 'P',
      endedAt: undefined,
      messages: [],
    };
    this.#jobs.push(job);
    if (jobSeconds === 0) {
      this.#finish(job, work);
    } else {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#finish(job, work);
      }, jobSeconds * 1000);
      this.#timers.add(timer);
    }
    return job;
  }

  find(jobNumber: number): Job | undefined {
    return this.#jobs.find((job) => job.jobNumber === jobNumber);
  }

  all(): readonly Job[] {
    return this.#jobs;
  }

  close(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
  }

  #finish(job: Job, work: () => readonly string[]): void {
    const ends = this.settings().jobEnds;
    job.messages = ends === 'D' ? work() : ['The job ended in error before it read a record'];
    job.status = ends;
    job.endedAt = new Date();
  }
}
