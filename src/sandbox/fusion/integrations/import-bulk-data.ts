import type { FusionState } from '../fusion-state';
import { loadFile } from '../journals/load-file';
import type { EssRequest } from '../scheduler/ess-requests';
import { jobAt, maySubmit, submitChild, submitJob, type JOURNAL_IMPORT } from '../scheduler/jobs';
import { alone, SUCCEEDED, withChildren, worse, type Outcome } from '../scheduler/life';
import { readZip, ZipError } from '../zip/read-zip';
import { logZip } from './log-zip';

export interface BulkImport {
  readonly zip: Buffer;
  readonly fileName: string;
  readonly account: string;
  /** `package,definition`; empty: the properties file of the zip says it. */
  readonly jobName: string;
  readonly parameterList: string;
  readonly jobOptions: string;
}

const INTERFACE_LOADER =
  'oracle/apps/ess/financials/commonModules/shared/common/interfaceLoader/InterfaceLoaderController';
/** `InterfaceDetails` of general ledger journals (reference 8.2). */
const JOURNALS = '15';

/** Answers undefined when the pod refuses, which the caller sees as request -1 (reference 8.2). */
export function importBulkData(state: FusionState, given: BulkImport, user: string): EssRequest | undefined {
  const { jobName, parameterList } = given.jobName === '' ? fromProperties(given.zip) : given;
  const [packageName = '', definition = ''] = jobName.split(',');
  const job = jobAt(packageName, definition);
  const isRefused =
    !state.settings.documentAccounts.includes(given.account) || (isNoZip(given.zip) && refusesZips(state));
  if (job === undefined || !maySubmit(state, user, job) || isRefused) return undefined;
  const { fileName, account, zip } = given;
  state.documents.add({ fileName, account, content: zip, storedAtMs: state.nowMs() });
  const positions = parameterList.split(',');
  const parent = state.ess.submit(
    {
      jobName: 'Load Interface File for Import and Import Data',
      jobPath: `/${INTERFACE_LOADER}`,
      submitter: user,
      parameters: state.settings.parentParameters === 'shown' ? positions : [],
    },
    { nowMs: state.nowMs(), isOfIntegrations: true },
  );
  state.ess.start(parent, withChildren(state, parent, children(state, parent, given, positions, job)), state.nowMs());
  return parent;
}

const refusesZips = ({ settings }: FusionState): boolean => settings.badZip === 'refused';

function isNoZip(zip: Buffer): boolean {
  try {
    readZip(zip);
    return false;
  } catch (error) {
    if (error instanceof ZipError) return true;
    throw error;
  }
}

/** One line: package, definition, prefix of the zip's name, then the arguments. */
function fromProperties(zip: Buffer): Pick<BulkImport, 'jobName' | 'parameterList'> {
  if (isNoZip(zip)) return { jobName: '', parameterList: '' };
  const file = readZip(zip).find(({ name }) => name.endsWith('.properties'));
  const [packageName = '', definition = '', , ...rest] = file?.content.toString('utf8').trim().split(',') ?? [];
  return { jobName: `${packageName},${definition}`, parameterList: rest.join(',') };
}

function* children(
  state: FusionState,
  parent: EssRequest,
  given: BulkImport,
  positions: readonly string[],
  job: typeof JOURNAL_IMPORT,
): Generator<undefined, Outcome> {
  const options = optionsOf(given.jobOptions);
  const load = submitChild(state, parent, 'Load Interface File for Import', INTERFACE_LOADER);
  const below = state.settings.importRequests === 'underLoad' ? load : parent;
  const isOfJournals = (options['InterfaceDetails'] ?? JOURNALS) === JOURNALS;
  const loaded = yield* alone(state, load, () =>
    isOfJournals
      ? loadFile(state, load, given.zip)
      : { state: 'ERROR', message: `The file is none of interface ${options['InterfaceDetails'] ?? ''}.` },
  );
  const extracts = options['ExtractFileType'] === 'ALL';
  const whenImported = (importer: EssRequest): void => {
    // What is left of this load: rows of a refused group, and those that no run selected.
    const purges = options['PurgeOption'] === 'Y' && state.settings.purgeOption === 'all';
    if (purges) state.glInterface.remove((row) => row.loadRequestId === load.id);
    if (!extracts) dropReports(state, importer);
  };
  let worst = loaded;
  if (loaded.state !== 'ERROR' && options['ImportOption'] !== 'N') {
    worst = worse(loaded, yield* imported(state, below, positions, job, whenImported));
  }
  if (extracts) {
    const upload = submitChild(state, below, 'Upload Interface Error and Output File to UCM', INTERFACE_LOADER);
    yield* alone(state, upload, () => {
      const fileName = `ImportBulkData_${job.definition}_${parent.id}.zip`;
      const content = logZip(state, parent, 'ALL');
      state.documents.add({ fileName, account: given.account, content, storedAtMs: state.nowMs() });
      return SUCCEEDED;
    });
  }
  return worst;
}

/** Below the load or the parent, or as a request of its own that the parent does not wait for (reference 8.4). */
function* imported(
  state: FusionState,
  below: EssRequest,
  positions: readonly string[],
  job: typeof JOURNAL_IMPORT,
  whenDone: (importer: EssRequest) => void,
): Generator<undefined, Outcome> {
  if (state.settings.importRequests === 'separate') {
    submitJob(state, job, positions, { submitter: below.submitter, whenDone });
    return SUCCEEDED;
  }
  const importer = submitChild(state, below, job.name, job.path, positions);
  const outcome = yield* job.work(state, importer);
  whenDone(importer);
  return outcome;
}

/** Without the option error files are not returned (reference 8.2). */
function dropReports(state: FusionState, importer: EssRequest): void {
  for (const { files } of state.ess.treeOf(importer)) {
    [...files.keys()].filter((name) => name.endsWith('.txt')).forEach((name) => files.delete(name));
  }
}

const optionsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(',').map((option) => {
      const [name = '', value = ''] = option.split('=');
      return [name.trim(), value.trim()];
    }),
  );
