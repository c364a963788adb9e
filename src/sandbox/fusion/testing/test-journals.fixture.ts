import { writeZip } from '../zip/write-zip';
import { LEDGER_ID, PROCORE_SOURCE } from './test-company.fixture';
import type { TestAnswer, TestJson, TestSandbox } from './test-sandbox.fixture';

export const GROUP = '835822269';
export const JOB = '/oracle/apps/ess/financials/generalLedger/programs/common,JournalImportLauncher';
export const OPTIONS = 'InterfaceDetails=15,ImportOption=Y,PurgeOption=Y,ExtractFileType=ALL';
/** Rows that do not come in stay where they are. */
export const KEEPS = { JobOptions: OPTIONS.replace('PurgeOption=Y', 'PurgeOption=N') };
export const PARAMETERS = `#NULL,${PROCORE_SOURCE},${LEDGER_ID},${GROUP},N,N,N`;

/** Another `ParameterList`, by its positions from the second on. */
export const parameters = (source: string, ledger: string, group: string, rest = 'N,N,N') => ({
  ParameterList: `#NULL,${source},${ledger},${group},${rest}`,
});

/** Fields by the numbers of the reference, from 1; what is not given is empty. */
export type Fields = Readonly<Record<number, string>>;

const DEFAULTS: Fields = {
  1: 'NEW',
  2: LEDGER_ID,
  3: '2026/07/15',
  4: 'Procore',
  5: 'Adjustment',
  6: 'USD',
  7: '2026/07/15',
  8: 'A',
  9: '101',
  10: '10',
  11: '60530',
  12: '000',
  43: 'PC-4411-2026-07-direct',
  46: 'DC-1',
  67: GROUP,
  150: 'END',
};

export const line = (fields: Fields): string => {
  const all = { ...DEFAULTS, ...fields };
  return Array.from({ length: 150 }, (_, index) => all[index + 1] ?? '').join(',');
};

const CLEARING = { 10: '00', 11: '22100' };

export const debit = (amount: string, fields: Fields = {}): string => line({ 39: amount, ...fields });
export const credit = (amount: string, fields: Fields = {}): string => line({ 40: amount, ...CLEARING, ...fields });
/** A journal that balances: a cost, and the clearing account against it. */
export const journal = (amount: string, fields: Fields = {}): string[] => [
  debit(amount, fields),
  credit(amount, { ...fields, ...CLEARING }),
];

export const zipOf = (lines: readonly string[], name = 'GlInterface.csv'): string =>
  writeZip([{ name, content: Buffer.from(`${lines.join('\n')}\n`, 'utf8') }]).toString('base64');

export function importBody(lines: readonly string[], more: object = {}): object {
  return {
    OperationName: 'importBulkData',
    DocumentContent: zipOf(lines),
    ContentType: 'zip',
    FileName: `GlInterface_PC_${GROUP}.zip`,
    DocumentAccount: 'fin$/generalLedger$/import$',
    JobName: JOB,
    ParameterList: PARAMETERS,
    CallbackURL: '#NULL',
    NotificationCode: '10',
    JobOptions: OPTIONS,
    ...more,
  };
}

export const post = (sandbox: TestSandbox, body: object): Promise<TestAnswer> =>
  sandbox.send('POST', 'erpintegrations', body, { 'Content-Type': 'application/json' });

/** Answers the request's id. */
export async function submit(sandbox: TestSandbox, lines: readonly string[], more: object = {}): Promise<string> {
  const { json, text } = await post(sandbox, importBody(lines, more));
  if (json?.ReqstId === undefined) throw new Error(text);
  return String(json.ReqstId);
}

export async function statusOf(sandbox: TestSandbox, id: string): Promise<TestJson> {
  const path = `erpintegrations?finder=ESSJobStatusRF;requestId=${id}&onlyData=true&fields=RequestStatus`;
  return (await sandbox.get(path)).json.items[0]?.RequestStatus;
}

export async function batches(sandbox: TestSandbox, query = ''): Promise<TestJson[]> {
  const path = `journalBatches?expand=journalHeaders.journalLines,journalErrors${query}`;
  const { json } = await sandbox.get(path);
  return json.items;
}

/** `GL_INTERFACE`: what stands in it, with the status of each row. */
export const interfaceRows = async (sandbox: TestSandbox): Promise<TestJson[]> =>
  (await sandbox.control('GET', 'gl/interface')).json;

export const interfaceStatuses = async (sandbox: TestSandbox): Promise<string[]> =>
  (await interfaceRows(sandbox)).map(({ status }) => status);

export const requests = async (sandbox: TestSandbox): Promise<TestJson[]> =>
  (await sandbox.control('GET', 'ess/requests')).json;

export const requestNamed = async (sandbox: TestSandbox, name: string): Promise<TestJson> =>
  (await requests(sandbox)).find(({ jobName }) => jobName === name);

export const LOAD = 'Load Interface File for Import';

export async function loadLog(sandbox: TestSandbox): Promise<string> {
  const { id, files } = await requestNamed(sandbox, LOAD);
  return files[`${id}.log`];
}

/** What the load says that it did not take. */
export const rejectedCount = async (sandbox: TestSandbox): Promise<string> =>
  /Total logical records rejected: +(\d+)/.exec(await loadLog(sandbox))?.[1] ?? 'none said';
