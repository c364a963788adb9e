import { badRequest } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { erpIntegrations } from '../resources/erp-integrations';
import type { EssRequest } from '../scheduler/ess-requests';
import { jobTree } from '../scheduler/job-tree';
import { logZip } from './log-zip';
import { answerItem } from './operations';

type Variables = Readonly<Record<string, string>>;

const EMPTY = '#NULL';

/** Each with the variables that it needs; `#NULL` stands for none (reference 8.1). */
const FINDERS: Readonly<
  Record<
    string,
    { readonly variables: readonly string[]; readonly find: (state: FusionState, given: Variables) => Values[] }
  >
> = {
  ESSJobStatusRF: {
    variables: ['requestId'],
    find: (state, { requestId = '' }) => statusOf(state, requestId),
  },
  ESSExecutionDetailsRF: {
    variables: ['requestId'],
    find: (state, { requestId = '' }) =>
      known(state, requestId, (request) => ({ ReqstId: request.id, RequestStatus: jobTree(state, request) })),
  },
  ESSJobExecutionDetailsRF: {
    variables: ['requestId', 'fileType'],
    find: (state, { requestId = '', fileType = '' }) =>
      known(state, requestId, (request) => ({
        ReqstId: request.id,
        DocumentContent: logZip(state, request, fileType).toString('base64'),
      })),
  },
  DocumentIdsByFilePrefixRF: {
    variables: ['filePrefix', 'docAccount', 'comment'],
    find: (state, given) => documentsOf(state, given),
  },
};

/** `ESSJobStatusRF;requestId=9763072`: the rows that the finder answers. */
export function foundRows(state: FusionState, text: string): Item[] {
  const [name = '', rest = ''] = text.split(';', 2);
  const finder = FINDERS[name.trim()];
  if (finder === undefined) throw badRequest(`The finder ${name} is not valid for erpintegrations.`);
  const given = Object.fromEntries(
    rest.split(',').map((variable) => {
      const equals = variable.indexOf('=');
      const value = variable.slice(equals + 1).trim();
      return [variable.slice(0, equals).trim(), value.replace(/^'(.*)'$/, '$1')];
    }),
  );
  const missing = finder.variables.find((variable) => (given[variable] ?? '') === '');
  const unknown = Object.keys(given).find((variable) => !finder.variables.includes(variable));
  const wrong = missing ?? unknown;
  if (wrong !== undefined)
    throw badRequest(`The variable ${wrong} of the finder ${name} is not valid for erpintegrations.`);
  return finder.find(state, given).map((values) => answerItem(erpIntegrations, values));
}

const known = (state: FusionState, id: string, row: (request: EssRequest) => Values): Values[] => {
  const request = state.ess.get(id);
  return request === undefined ? [] : [row(request)];
};

/** Tells of what was submitted over this resource; of others the status stays empty for ever (reference 8.5). */
function statusOf(state: FusionState, id: string): Values[] {
  const { settings } = state;
  const empty = settings.emptyStatus === 'null' ? null : '';
  const row = (RequestStatus: string | null): Values[] => [
    { OperationName: 'getESSJobStatus', ReqstId: id, RequestStatus },
  ];
  const request = state.ess.get(id);
  if (request === undefined) return settings.unknownRequest === 'noItems' ? [] : row(empty);
  const root = state.ess.get(request.absParentId);
  const isChildShown = settings.childStatus === 'shown' && root?.isOfIntegrations === true;
  const isVisible = request.submittedAtMs + settings.requestVisibleAfterMs <= state.nowMs();
  return row((request.isOfIntegrations || isChildShown) && isVisible ? request.state : empty);
}

/** By the beginning of the file's name; one row a document, or one with all ids: the switch `documentIds`. */
function documentsOf(state: FusionState, { filePrefix = '', docAccount = '' }: Variables): Values[] {
  const latest = state.nowMs() - state.settings.listedAfterMs;
  const found = state.documents
    .all()
    .filter(
      ({ fileName, account, storedAtMs }) =>
        fileName.startsWith(filePrefix) && (docAccount === EMPTY || docAccount === account) && storedAtMs <= latest,
    );
  if (state.settings.documentIds === 'list') {
    return found.length === 0 ? [] : [{ DocumentId: found.map(({ id }) => id).join(',') }];
  }
  return found.map(({ id, fileName, account }) => ({ DocumentId: id, FileName: fileName, DocumentAccount: account }));
}
