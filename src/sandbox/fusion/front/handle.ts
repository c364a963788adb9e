import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { describe } from '../collections/describe';
import { changeIndicator } from '../collections/keys';
import { pageOf } from '../collections/page';
import { projectionOf, wholeTree, type Projection } from '../collections/projection';
import { renderItem } from '../collections/render';
import type { Fault } from '../control/fault';
import type { FusionState } from '../fusion-state';
import { authorize } from '../identity/authorize';
import type { Item } from '../items/item';
import { integrationsAnswer } from '../integrations/erp-integrations';
import { ACCOUNT_SERVICE, validateAccounts } from '../ledger/validate-accounts';
import { advanceRequests } from '../scheduler/life';
import { SCHEDULER, schedulerAnswer } from '../scheduler/scheduler-api';
import { ACTION, ACTION_RESULT, htmlAnswer, jsonAnswer, noContent, RESOURCE_COLLECTION, RESOURCE_ITEM } from './answer';
import type { Answer } from '../../http/send-answer';
import { advanceInvoiceApprovals } from '../invoices/validate-invoice';
import { advanceApprovals } from '../orders/approval';
import type { Actor } from './behaviour';
import { errorAnswer, FusionError, notFound } from './fusion-error';
import type { FusionRequest } from './fusion-request';
import { listedRows, locate, rowsOf, type Location } from './locate';
import { contextOf, originOf, placeOf } from './place';
import { resourceVersions } from './resource-versions';

/** Its rows are answers, not records; what follows the name is the group. */
const INTEGRATIONS = /^\/fscmRestApi\/resources\/(?:11\.13\.18\.05|latest)\/erpintegrations(\/.*)?$/;

/** One call of the pod, from its token to its answer. */
export function handle(state: FusionState, request: FusionRequest, fault: Fault | undefined): Answer {
  const closed = maintenanceAnswer(state);
  if (closed !== undefined) {
    return closed;
  }
  const user = authorize(state, request);
  if ('status' in user) {
    return user;
  }
  const actor: Actor = { state, user: user.username, fault, asked: request.query };
  advanceApprovals(state);
  advanceInvoiceApprovals(state);
  advanceRequests(state);
  if (request.path.startsWith(SCHEDULER)) {
    return schedulerAnswer(state, user, request);
  }
  let framework = 1;
  try {
    framework = request.framework;
    if (/^\/fscmRestApi\/resources\/?$/.test(request.path)) {
      return jsonAnswer(200, resourceVersions(originOf(state, request)));
    }
    if (request.path === ACCOUNT_SERVICE) {
      return validateAccounts(state, request);
    }
    const integrations = INTEGRATIONS.exec(request.path);
    if (integrations !== null) {
      return integrationsAnswer(actor, user, request, integrations[1] ?? '');
    }
    const location = locate(actor, user, request.path);
    if (location.isDescribe) {
      return described(actor, location);
    }
    if (request.method === 'GET') {
      return read(actor, request, location, (at) => listedRows(actor, user, at));
    }
    return write(actor, request, location);
  } catch (error) {
    if (error instanceof FusionError) {
      return errorAnswer(error, state.settings, { framework, accept: request.header('accept') });
    }
    throw error;
  }
}

function maintenanceAnswer(state: FusionState): Answer | undefined {
  switch (state.settings.maintenance) {
    case 'off':
      return undefined;
    case '503':
      return htmlAnswer(503);
    case 'html200':
      return htmlAnswer(200);
    case 'redirect':
      return htmlAnswer(302, { Location: `${state.podUrl}/maintenance.html` });
  }
}

function described(actor: Actor, { definition, behaviour }: Location): Answer {
  const known = new Set(definition.attributes.map(({ name }) => name));
  const rows = definition.isOpen ? rowsOf(actor, definition, behaviour) : [];
  const segments = new Set(rows.flatMap((item) => Object.keys(item.values).filter((name) => !known.has(name))));
  const collectionActions = behaviour.collectionActions?.(actor) ?? {};
  const actions = [...Object.keys(behaviour.actions ?? {}), ...Object.keys(collectionActions)];
  return jsonAnswer(200, describe(definition, [...segments], actions, actor.state.settings));
}

function read(actor: Actor, request: FusionRequest, location: Location, rows: (location: Location) => Item[]): Answer {
  if (location.action !== undefined) {
    throw new FusionError(405, 'An action is called with POST.');
  }
  const { state } = actor;
  const { item, definition } = location;
  if (item === undefined) {
    const page = pageOf(
      rows(location),
      request.query,
      placeOf(state, request, location),
      state,
      contextOf(state, request),
    );
    return jsonAnswer(200, page, RESOURCE_COLLECTION);
  }
  const visibleAt = (item.createdAtMs ?? 0) + state.settings.visibleAfterMs;
  if (item.createdAtMs !== undefined && visibleAt > state.nowMs()) {
    throw notFound(`The ${definition.name} ${item.text(definition.key)}`);
  }
  return itemAnswer(state, request, 200, item, location, projectionOf(request.query, definition, state.settings));
}

function write(actor: Actor, request: FusionRequest, location: Location): Answer {
  const { state } = actor;
  const { behaviour, definition, item, parents } = location;
  if (actor.fault?.kind === 'staleRow') {
    throw stale(location.item?.text(definition.key) ?? '0');
  }
  if (request.method === 'POST' && (location.action !== undefined || request.contentTypeIs(ACTION))) {
    return act(actor, request, location);
  }
  if (request.method !== 'DELETE' && !request.contentTypeIs(RESOURCE_ITEM, 'application/json')) {
    throw new FusionError(415, `Content-Type must be ${RESOURCE_ITEM} or application/json.`);
  }
  if (item !== undefined) {
    requireUnchanged(state, request, location, item);
  }
  if (request.method === 'POST' && item === undefined && behaviour.create !== undefined) {
    const created = behaviour.create(actor, request.body(), parents);
    created.createdAtMs = state.nowMs();
    touchParent(actor, parents);
    return itemAnswer(state, request, 201, created, location, wholeTree(definition));
  }
  if (request.method === 'PATCH' && item !== undefined && behaviour.update !== undefined) {
    const updated = behaviour.update(actor, item, request.body(), parents);
    touchParent(actor, parents);
    return itemAnswer(state, request, 200, updated, location, wholeTree(definition));
  }
  if (request.method === 'DELETE' && item !== undefined && behaviour.remove !== undefined) {
    behaviour.remove(actor, item, parents);
    return noContent;
  }
  throw new FusionError(405, `${request.method} is not allowed for ${definition.name}.`);
}

/** `{"result": ...}`; the older form names the action in the body. */
function act(actor: Actor, request: FusionRequest, location: Location): Answer {
  if (!request.contentTypeIs(ACTION)) {
    throw new FusionError(415, `Content-Type must be ${ACTION}.`);
  }
  const body = request.body();
  const isOld = location.action === undefined;
  const name = location.action ?? textOf(body['name']) ?? '';
  const given = isOld ? mergedParameters(body['parameters']) : body;
  const { behaviour, item, parents } = location;
  const own = item === undefined ? undefined : behaviour.actions?.[name];
  const shared = item === undefined ? behaviour.collectionActions?.(actor)[name] : undefined;
  if (own === undefined && shared === undefined) {
    throw notFound(`The action ${name} of ${location.definition.name}`);
  }
  const result =
    actor.fault?.kind === 'businessFailure'
      ? actor.state.settings.results.failure
      : item !== undefined && own !== undefined
        ? own(actor, item, given, parents)
        : (shared?.(actor, given) ?? null);
  return jsonAnswer(200, { result }, ACTION_RESULT);
}

function mergedParameters(parameters: JsonObject[string] | undefined): JsonObject {
  const list = isJsonArray(parameters) ? parameters.filter(isJsonObject) : [];
  return Object.assign({}, ...list) as JsonObject;
}

function requireUnchanged(state: FusionState, request: FusionRequest, location: Location, item: Item): void {
  const given = request.header('if-match').replace(/^"(.*)"$/, '$1');
  if (given === '' || given === '*' || given === changeIndicator(location.definition, item)) {
    return;
  }
  if (state.settings.staleAnswer === '412') {
    throw new FusionError(412, 'The change indicator does not match the current state of the item.');
  }
  throw stale(item.text(location.definition.key));
}

const stale = (key: string): FusionError =>
  new FusionError(400, `Another user has changed the row with primary key oracle.jbo.Key[${key} ].`, { code: '25014' });

function touchParent(actor: Actor, parents: readonly Item[]): void {
  const parent = parents.at(-1);
  if (actor.state.settings.childTouchesParent && parent !== undefined) {
    actor.state.touch(parent, {}, actor.user);
  }
}

function itemAnswer(
  state: FusionState,
  request: FusionRequest,
  status: number,
  item: Item,
  location: Location,
  projection: Projection,
): Answer {
  const shown = renderItem(item, placeOf(state, request, location), projection, contextOf(state, request));
  const headers = { ETag: `"${changeIndicator(location.definition, item)}"` };
  return jsonAnswer(status, shown, RESOURCE_ITEM, headers);
}
