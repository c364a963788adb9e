import type { FusionState } from '../fusion-state';
import { importJournals } from '../journals/import-journals';
import { postAll } from '../journals/post-batch';
import type { EssRequest } from './ess-requests';
import { alone, SUCCEEDED, withChildren, type Outcome } from './life';

const GENERAL_LEDGER = 'oracle/apps/ess/financials/generalLedger/programs/common';

interface Job {
  readonly path: string;
  readonly definition: string;
  /** As people and logs call it. */
  readonly name: string;
  readonly work: (state: FusionState, request: EssRequest) => Generator<undefined, Outcome>;
}

export const JOURNAL_IMPORT: Job = {
  path: `${GENERAL_LEDGER}/JournalImportLauncher`,
  definition: 'JournalImportLauncher',
  name: 'Import Journals',
  work: (state, request) => withChildren(state, request, journalImportChild(state, request)),
};

const AUTOMATIC_POSTING: Job = {
  path: `${GENERAL_LEDGER}/AutomaticPosting`,
  definition: 'AutomaticPosting',
  name: 'AutoPost Journals',
  work: (state, request) =>
    alone(state, request, () => {
      const { posted, refused } = postAll(state, request.submitter);
      request.files.set(`${request.id}.log`, `Posted: ${posted}\nNot posted: ${refused}\n`);
      return refused === 0 ? SUCCEEDED : { state: 'WARNING', message: 'Some batches were not posted.' };
    }),
};

const JOBS: readonly Job[] = [JOURNAL_IMPORT, AUTOMATIC_POSTING];

function* journalImportChild(state: FusionState, request: EssRequest): Generator<undefined, Outcome> {
  const child = submitChild(state, request, 'Import Journals: Child', JOURNAL_IMPORT.path);
  const outcome = yield* alone(state, child, () => importJournals(state, child, request.parameters));
  if (outcome.state === 'SUCCEEDED' && state.settings.autoPost) {
    // The customer's own schedule, not a part of the import.
    submitJob(state, AUTOMATIC_POSTING, [], { submitter: 'FIN.SCHEDULE' });
  }
  return outcome;
}

/** By its package and definition; slashes around the package are optional (reference 8.2). */
export function jobAt(packageName: string, definition: string): Job | undefined {
  const path = `${packageName.replace(/^\/+|\/+$/g, '')}/${definition}`;
  return JOBS.find((job) => job.path === path);
}

export function maySubmit(state: FusionState, username: string, job: Job): boolean {
  const user = state.settings.users.find((each) => each.username === username);
  return user?.deniedJobs?.includes(job.definition) !== true;
}

export function submitJob(
  state: FusionState,
  job: Job,
  parameters: readonly string[],
  rest: {
    readonly submitter: string;
    readonly isOfIntegrations?: boolean;
    readonly whenDone?: (request: EssRequest) => void;
  },
): EssRequest {
  const given = { jobName: job.name, jobPath: `/${job.path}`, submitter: rest.submitter, parameters };
  const request = state.ess.submit(given, {
    nowMs: state.nowMs(),
    isOfIntegrations: rest.isOfIntegrations ?? false,
  });
  state.ess.start(request, thenDone(job.work(state, request), request, rest.whenDone), state.nowMs());
  return request;
}

function* thenDone(
  work: Generator<undefined, Outcome>,
  request: EssRequest,
  whenDone: ((request: EssRequest) => void) | undefined,
): Generator<undefined> {
  yield* work;
  whenDone?.(request);
}

export function submitChild(
  state: FusionState,
  parent: EssRequest,
  jobName: string,
  path: string,
  parameters: readonly string[] = [],
): EssRequest {
  const given = { jobName, jobPath: `/${path}`, submitter: parent.submitter, parameters };
  return state.ess.submit(given, { nowMs: state.nowMs(), parent });
}
