import type { FusionState } from '../fusion-state';
import type { EssRequest } from '../scheduler/ess-requests';
import { SUCCEEDED, type Outcome } from '../scheduler/life';
import { readZip, ZipError } from '../zip/read-zip';
import { readRow, RejectedRow, type RowValues } from './read-row';

const FILE = 'GlInterface.csv';

/** *Load Interface File for Import*: what the zip holds goes into `GL_INTERFACE` (reference 8.4). */
export function loadFile(state: FusionState, request: EssRequest, zip: Buffer): Outcome {
  const log = (text: string): void => {
    request.files.set(`${request.id}.log`, text);
  };
  let csv: string;
  try {
    csv = csvOf(zip);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    log(`${error.message}\n`);
    return { state: 'ERROR', message: error.message };
  }
  const lines = csv.split(/\r?\n/).filter((line) => line !== '');
  const read = lines.map((line) => readOrReason(state, line));
  const rejections = read.flatMap((row, index) =>
    typeof row === 'string' ? [`Record ${index + 1}: Rejected - Error on table GL_INTERFACE. ${row}`] : [],
  );
  const totals = [
    `Total logical records read:          ${lines.length}`,
    `Total logical records rejected:      ${rejections.length}`,
  ];
  log(`${[...rejections, ...totals].join('\n')}\n`);
  const { rejectedRows } = state.settings;
  if (rejections.length > 0 && rejectedRows === 'error') return { state: 'ERROR', message: rejections[0] ?? '' };
  for (const row of read) {
    if (typeof row !== 'string') state.glInterface.add(request.id, row);
  }
  return rejections.length > 0 && rejectedRows === 'warning' ? { state: 'WARNING' } : SUCCEEDED;
}

/** Exactly the file, its name as the template has it, case included; a properties file may stand beside it. */
function csvOf(zip: Buffer): string {
  const files = readZip(zip).filter(({ name }) => !name.endsWith('.properties'));
  const [file] = files;
  if (files.length !== 1 || file?.name !== FILE) {
    throw new ZipError(`The archive must hold ${FILE}; it holds ${files.map(({ name }) => name).join(', ')}.`);
  }
  return file.content.toString('utf8');
}

function readOrReason(state: FusionState, line: string): RowValues | string {
  try {
    return readRow(line, state.settings);
  } catch (error) {
    if (error instanceof RejectedRow) return error.message;
    throw error;
  }
}
