import { badRequest, notFound } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { FusionState } from '../fusion-state';
import type { JsonObject } from '../../http/json-value';
import { emptyValues } from '../items/item-from';
import { Item, type Values } from '../items/item';
import type { ResourceDefinition } from '../resources/definition';
import { erpIntegrations } from '../resources/erp-integrations';
import { jobAt, maySubmit, submitJob } from '../scheduler/jobs';
import { importBulkData } from './import-bulk-data';
import { logZip } from './log-zip';

type Operation = (state: FusionState, given: Item, user: string) => Values;

/** A success whose request is -1: unknown job, no privilege, bad account (reference 8.2). */
const REFUSED = '-1';
const EMPTY = '#NULL';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  importBulkData: (state, given, user) => {
    const zip = Buffer.from(required(given, 'DocumentContent'), 'base64');
    const bulk = {
      zip,
      fileName: required(given, 'FileName'),
      account: required(given, 'DocumentAccount'),
      jobName: textOf(given, 'JobName'),
      parameterList: textOf(given, 'ParameterList'),
      jobOptions: textOf(given, 'JobOptions'),
    };
    return { ReqstId: importBulkData(state, bulk, user)?.id ?? REFUSED };
  },
  uploadFileToUCM: (state, given) => {
    const content = Buffer.from(required(given, 'DocumentContent'), 'base64');
    const [fileName, account] = [required(given, 'FileName'), required(given, 'DocumentAccount')];
    if (!state.settings.documentAccounts.includes(account)) {
      throw badRequest(`The document account ${account} is not valid.`);
    }
    return { DocumentId: state.documents.add({ fileName, account, content, storedAtMs: state.nowMs() }).id };
  },
  submitESSJobRequest: (state, given, user) => {
    const job = jobAt(required(given, 'JobPackageName'), required(given, 'JobDefName'));
    if (job === undefined || !maySubmit(state, user, job)) return { ReqstId: REFUSED };
    const parameters = textOf(given, 'ESSParameters').split(',');
    return { ReqstId: submitJob(state, job, parameters, { submitter: user, isOfIntegrations: true }).id };
  },
  downloadESSJobExecutionDetails: (state, given) => {
    const request = state.ess.get(required(given, 'ReqstId'));
    if (request === undefined) throw notFound(`The request ${given.text('ReqstId')}`);
    const content = logZip(state, request, textOf(given, 'FileType') || 'ALL');
    return { ReqstId: request.id, DocumentContent: content.toString('base64') };
  },
  getDocumentForDocumentId: (state, given) => {
    const document = state.documents.get(required(given, 'DocumentId'));
    if (document === undefined) throw notFound(`The document ${given.text('DocumentId')}`);
    return {
      DocumentId: document.id,
      FileName: document.fileName,
      DocumentContent: document.content.toString('base64'),
    };
  },
};

/** `POST /erpintegrations`: the operation by its name; the answer has what was sent, but its content, and what came of it. */
export function operate(state: FusionState, body: JsonObject, user: string, isRefused: boolean): Item {
  const { values } = readValues(erpIntegrations, body, { when: 'create' });
  const given = new Item({ ...emptyValues(erpIntegrations), ...values });
  const operation = OPERATIONS[required(given, 'OperationName')];
  if (operation === undefined) {
    throw badRequest(`The operation ${given.text('OperationName')} is not supported.`);
  }
  const answer = isRefused ? { ReqstId: REFUSED } : operation(state, given, user);
  return new Item({ ...given.values, DocumentContent: null, ...answer });
}

export function answerItem(definition: ResourceDefinition, values: Values): Item {
  return new Item({ ...emptyValues(definition), ...values });
}

function required(given: Item, name: string): string {
  const text = textOf(given, name);
  if (text === '') throw badRequest(`Attribute ${name} in erpintegrations is required.`, { code: '27014', path: '/' });
  return text;
}

/** `#NULL` is the empty value everywhere (reference 8.2). */
function textOf(given: Item, name: string): string {
  const text = given.text(name);
  return text === EMPTY ? '' : text;
}
