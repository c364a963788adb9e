import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { Answer } from '../../http/send-answer';
import { jsonAnswer } from '../front/answer';
import { FusionError } from '../front/fusion-error';
import type { FusionRequest } from '../front/fusion-request';
import type { FusionState } from '../fusion-state';
import type { FusionUser } from '../identity/authorize';
import type { EssRequest } from './ess-requests';
import { spelled } from './job-tree';
import { jobAt, maySubmit, submitJob } from './jobs';
import { schedulerTest } from './scheduler-query';

/** Oracle's newer scheduler API (reference 8.5): it sees every request of the pod. */
export const SCHEDULER = '/ess/rest/scheduler/v1/';
const DEFAULT_LIMIT = 100;

const TITLES: Readonly<Record<number, string>> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' };

/** Its errors are of its own form: the status is a number here (reference 5.1). */
class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

export function schedulerAnswer(state: FusionState, user: FusionUser, request: FusionRequest): Answer {
  try {
    if (user.deniedResources.includes('ess')) throw new Problem(403, 'The user may not see requests.');
    return answered(state, user, request);
  } catch (error) {
    const isBadBody = error instanceof FusionError;
    if (!(error instanceof Problem) && !isBadBody) throw error;
    const [status, code] = isBadBody ? [400, null] : [error.status, error.code];
    return jsonAnswer(
      status,
      {
        type: 'about:blank',
        title: TITLES[status] ?? 'Error',
        status: numberOf(status),
        detail: error.message,
        errorCode: code,
      },
      'application/problem+json',
    );
  }
}

function answered(state: FusionState, user: FusionUser, request: FusionRequest): Answer {
  const [collection, id, more] = request.path.slice(SCHEDULER.length).split('/');
  if (collection !== 'requests' || more !== undefined) throw new Problem(404, `There is no ${request.path}`);
  if (request.method === 'POST' && id === undefined) return submitted(state, user, request);
  if (request.method !== 'GET') throw new Problem(400, `${request.method} is not supported.`);
  return id === undefined ? listed(state, user, request) : one(state, request, id);
}

function one(state: FusionState, request: FusionRequest, id: string): Answer {
  const found = state.ess.get(id);
  if (found === undefined) throw new Problem(404, `The request ${id} was not found.`);
  return jsonAnswer(200, projected(rowOf(state, found, true), request.query));
}

function listed(state: FusionState, user: FusionUser, request: FusionRequest): Answer {
  const { query } = request;
  const isSeen = user.emptyResources?.includes('ess') !== true;
  const rows = isSeen ? state.ess.all().map((each) => rowOf(state, each, state.settings.listedParameters)) : [];
  const test = schedulerTest(query.get('q') ?? '');
  if (test === undefined) throw new Problem(400, `The query ${query.get('q') ?? ''} is not valid.`);
  const ids = query.get('id')?.split(',');
  const found = rows.filter((row) => test(row) && (ids === undefined || ids.includes(textOf(row['requestId']) ?? '')));
  const [limit, pageIndex] = [countIn(query, 'limit', DEFAULT_LIMIT), countIn(query, 'pageIndex', 0)];
  const page = found.slice(pageIndex * limit, (pageIndex + 1) * limit).map((row) => projected(row, query));
  return jsonAnswer(200, { items: page, count: numberOf(page.length), pageIndex: numberOf(pageIndex), links: [] });
}

function countIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? String(otherwise);
  if (!/^\d+$/.test(text)) throw new Problem(400, `The value ${text} of ${name} is not valid.`);
  return Number(text);
}

/** The older ones first; what is absent is null and not left out. */
function rowOf(state: FusionState, request: EssRequest, hasParameters: boolean): JsonObject {
  const { submittedAtMs, startedAtMs, endedAtMs } = request;
  const isBad = endedAtMs !== null && request.state !== 'SUCCEEDED';
  return {
    requestId: numberOf(request.id),
    parentRequestId: request.parentId === null ? null : numberOf(request.parentId),
    absParentRequestId: numberOf(request.absParentId),
    state: spelled(state, request.state),
    stateDescription: null,
    errorType: isBad ? 'BUSINESS' : null,
    errorWarningMessage: request.message,
    requestType: request.parentId === null ? 'SINGLETON' : 'SUBREQUEST',
    submitter: request.submitter,
    submissionTime: instant(submittedAtMs),
    processStartTime: instant(startedAtMs),
    processEndTime: instant(endedAtMs),
    completedTime: instant(endedAtMs),
    elapsedTime: startedAtMs === null || endedAtMs === null ? null : numberOf(endedAtMs - startedAtMs),
    requestParameters: hasParameters ? parametersOf(request) : null,
    links: [],
  };
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const parametersOf = ({ parameters }: EssRequest): JsonValue =>
  parameters.map((value, index) => ({
    name: `submit.argument${index + 1}`,
    paramType: 'STRING',
    value,
    scope: null,
  }));

function projected(row: JsonObject, query: URLSearchParams): JsonObject {
  const fields = query.get('fields')?.split(',');
  const without = query.get('excludeFields')?.split(',') ?? [];
  const shown = Object.entries(row).filter(
    ([name]) => (fields === undefined || fields.includes(name)) && !without.includes(name),
  );
  return Object.fromEntries(shown);
}

const DEFINITION = /^JobDefinition:\/\/(.+)\/([^/]+)$/;

function submitted(state: FusionState, user: FusionUser, request: FusionRequest): Answer {
  const body = request.body();
  const definition = textOf(body['jobDefinitionId']) ?? '';
  const [, packageName = '', name = ''] = DEFINITION.exec(definition) ?? [];
  const job = jobAt(packageName, name);
  const isMalformed = name === '' || packageName.startsWith('/');
  if (isMalformed || (job !== undefined && !maySubmit(state, user.username, job))) {
    // A malformed path looks like a privilege that is missing.
    const text = `The user does not have sufficient privilege to submit ${definition}.`;
    throw new Problem(403, `ESS-02002 ${text}`, 'ESS-02002');
  }
  if (job === undefined) throw new Problem(404, `The job definition ${definition} was not found.`);
  const created = submitJob(state, job, argumentsIn(body['requestParameters']), { submitter: user.username });
  return jsonAnswer(201, { id: numberOf(created.id), links: [] });
}

/** `submit.argument1`, `submit.argument2` ... by their numbers; what is left out is empty. */
function argumentsIn(parameters: JsonValue | undefined): string[] {
  const given = isJsonArray(parameters) ? parameters.filter(isJsonObject) : [];
  const positions = given.flatMap((each) => {
    const [, number] = /^submit\.argument(\d+)$/.exec(textOf(each['name']) ?? '') ?? [];
    return number === undefined ? [] : [{ at: Number(number) - 1, value: textOf(each['value']) ?? '' }];
  });
  const length = Math.max(0, ...positions.map(({ at }) => at + 1));
  return Array.from({ length }, (_, index) => positions.find(({ at }) => at === index)?.value ?? '');
}
