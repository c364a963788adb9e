/** One request of the Enterprise Scheduler. */
export interface EssRequest {
  readonly id: string;
  readonly parentId: string | null;
  /** The root of its tree; of a root its own id. */
  readonly absParentId: string;
  /** `Import Journals`. */
  readonly jobName: string;
  /** `/oracle/apps/ess/financials/generalLedger/programs/common/JournalImportLauncher`. */
  readonly jobPath: string;
  /** `submit.argument1` and so on. */
  readonly parameters: readonly string[];
  readonly submitter: string;
  /** Submitted over `/erpintegrations`, which tells the status of no others (reference 8.5). */
  readonly isOfIntegrations: boolean;
  readonly submittedAtMs: number;
  state: string;
  startedAtMs: number | null;
  endedAtMs: number | null;
  /** What the scheduler says about an end that is not good. */
  message: string | null;
  /** What it left behind by file name: `.log` files, and the report as `.txt`. */
  readonly files: Map<string, string>;
}

/** What a request does, step by step; each step takes the setting `essStepMs`. */
export type Script = Iterator<unknown>;

interface Run {
  readonly rootId: string;
  readonly script: Script;
  dueMs: number;
}

export const TERMINAL: readonly string[] = [
  'SUCCEEDED',
  'WARNING',
  'ERROR',
  'CANCELLED',
  'CANCELED',
  'EXPIRED',
  'VALIDATION_FAILED',
  'ERROR_MANUAL_RECOVERY',
  'FINISHED_WITH_ERRORS',
];

/** All requests of the pod, and what of them is still running. */
export class EssRequests {
  readonly #requests = new Map<string, EssRequest>();
  #runs: Run[] = [];
  readonly #halted = new Set<string>();
  #nextId = 9_763_072;

  submit(
    given: Pick<EssRequest, 'jobName' | 'jobPath' | 'submitter'> & Partial<Pick<EssRequest, 'parameters'>>,
    rest: { readonly nowMs: number; readonly parent?: EssRequest; readonly isOfIntegrations?: boolean },
  ): EssRequest {
    const id = String(this.#nextId);
    this.#nextId += 1;
    const request: EssRequest = {
      parameters: [],
      ...given,
      id,
      parentId: rest.parent?.id ?? null,
      absParentId: rest.parent?.absParentId ?? id,
      isOfIntegrations: rest.isOfIntegrations ?? false,
      submittedAtMs: rest.nowMs,
      state: 'WAIT',
      startedAtMs: null,
      endedAtMs: null,
      message: null,
      files: new Map(),
    };
    this.#requests.set(id, request);
    return request;
  }

  start(root: EssRequest, script: Script, dueMs: number): void {
    this.#runs.push({ rootId: root.id, script, dueMs });
  }

  all(): EssRequest[] {
    return [...this.#requests.values()];
  }

  get(id: string): EssRequest | undefined {
    return this.#requests.get(id);
  }

  childrenOf(request: EssRequest): EssRequest[] {
    return this.all().filter(({ parentId }) => parentId === request.id);
  }

  /** It and all below it. */
  treeOf(request: EssRequest): EssRequest[] {
    return [request, ...this.childrenOf(request).flatMap((child) => this.treeOf(child))];
  }

  /** Every step that is due; a step may begin other runs, which may be due at once. */
  advance(now: () => number, stepMs: number): void {
    for (let run = this.#due(now()); run !== undefined; run = this.#due(now())) {
      const { done = false } = run.script.next();
      run.dueMs += stepMs;
      if (done) this.#runs = this.#runs.filter((each) => each !== run);
    }
  }

  #due(nowMs: number): Run | undefined {
    return this.#runs.find(({ rootId, dueMs }) => dueMs <= nowMs && !this.#halted.has(rootId));
  }

  /** The tree takes no further step until it is let go on. */
  halt(request: EssRequest): void {
    this.#halted.add(request.absParentId);
  }

  goOn(request: EssRequest): void {
    this.#halted.delete(request.absParentId);
  }

  /** What it had not done yet it never does. */
  end(request: EssRequest): void {
    this.#runs = this.#runs.filter(({ rootId }) => rootId !== request.absParentId);
  }

  /** The scheduler's history no longer has it; what runs goes on. */
  forget(request: EssRequest): void {
    for (const { id } of this.treeOf(request)) this.#requests.delete(id);
  }
}
