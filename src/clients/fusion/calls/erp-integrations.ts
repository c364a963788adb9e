import { z } from 'zod';
import { parseAnswer } from '../../http/schema-at-edge';
import type { FusionCaller } from './fusion-caller';
import { unzipped, type ZipEntry } from './zip';

/** Our reader gives numbers as their digits. */
const word = z
  .string()
  .nullish()
  .transform((value) => (value ?? '').trim());

const answerSchema = z.looseObject({ ReqstId: word });
const rowsSchema = z.looseObject({
  items: z.array(z.looseObject({ RequestStatus: word, DocumentId: word, DocumentContent: word })).default([]),
});

const ask = 'ask for a role that may use erpintegrations, import journals and read their requests';

/** What the literal `#NULL` is there: empty. */
export const empty = '#NULL';

/** The operation by its members. Gives the request's id: `-1` where the submission was refused, `''` where none is said. */
export async function runOperation(
  caller: FusionCaller,
  operation: string,
  body: Readonly<Record<string, string>>,
): Promise<string> {
  const value = await caller.call({
    operation,
    effect: 'write',
    method: 'POST',
    path: 'erpintegrations',
    body: { as: 'json', json: { OperationName: operation, ...body } },
    ask,
  });
  return parseAnswer(answerSchema, value, { system: 'fusion', operation, status: 201, effect: 'write' }).ReqstId;
}

/**
 * The status of a request that was submitted over erpintegrations, in capitals with underscores; `''`: not visible (yet), not
 * known, or submitted elsewhere (reference 8.5).
 */
export async function requestStatus(caller: FusionCaller, requestId: string): Promise<string> {
  const [row] = await rows(caller, 'status of a request', {
    finder: `ESSJobStatusRF;requestId=${requestId}`,
    fields: 'RequestStatus',
  });
  return statusWord(row?.RequestStatus ?? '');
}

/** Spellings differ: with blanks, in small letters. */
export function statusWord(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[\s_]+/g, '_');
}

/** Logs and reports of a request and all below it; none where it has none or is not known. */
export async function requestFiles(caller: FusionCaller, requestId: string): Promise<readonly ZipEntry[]> {
  const found = await rows(caller, 'reports of a request', {
    finder: `ESSJobExecutionDetailsRF;requestId=${requestId},fileType=ALL`,
  });
  return found.flatMap(({ DocumentContent }) =>
    DocumentContent === '' ? [] : unzipped(Buffer.from(DocumentContent, 'base64')),
  );
}

/** Ids of the documents in UCM whose names begin so. */
export async function documentsNamed(caller: FusionCaller, prefix: string): Promise<readonly string[]> {
  const found = await rows(caller, 'documents by name', {
    finder: `DocumentIdsByFilePrefixRF;filePrefix=${prefix},docAccount=${empty},comment=${empty}`,
  });
  return found.flatMap(({ DocumentId }) => DocumentId.split(',')).filter((id) => id !== '');
}

async function rows(caller: FusionCaller, purpose: string, query: Readonly<Record<string, string>>) {
  const operation = `erpintegrations: ${purpose}`;
  const value = await caller.call({
    operation,
    effect: 'read',
    method: 'GET',
    path: 'erpintegrations',
    query: { ...query, onlyData: 'true' },
    ask,
  });
  return parseAnswer(rowsSchema, value, { system: 'fusion', operation, status: 200, effect: 'read' }).items;
}
