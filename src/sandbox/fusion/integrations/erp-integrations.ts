import { pageOf } from '../collections/page';
import { describe } from '../collections/describe';
import { wholeTree } from '../collections/projection';
import { renderItem } from '../collections/render';
import type { Actor } from '../front/behaviour';
import { jsonAnswer, RESOURCE_COLLECTION, RESOURCE_ITEM } from '../front/answer';
import { FusionError } from '../front/fusion-error';
import type { FusionRequest } from '../front/fusion-request';
import { contextOf, rootPlace } from '../front/place';
import type { FusionUser } from '../identity/authorize';
import { erpIntegrations, erpIntegrationsWithNumbers } from '../resources/erp-integrations';
import type { Answer } from '../../http/send-answer';
import { foundRows } from './finders';
import { operate } from './operations';

/** `/erpintegrations` (reference 8.1): operations are posted, and finders tell what became of them. */
export function integrationsAnswer(
  { state, fault }: Actor,
  user: FusionUser,
  request: FusionRequest,
  rest: string,
): Answer {
  if (user.deniedResources.includes(erpIntegrations.name)) {
    throw new FusionError(403, `The user does not have the privilege for ${erpIntegrations.name}.`);
  }
  const definition = state.settings.requestIdForm === 'number' ? erpIntegrationsWithNumbers : erpIntegrations;
  if (request.method === 'GET' && rest === '/describe') {
    return jsonAnswer(200, describe(definition, [], [], state.settings));
  }
  if (rest !== '') throw new FusionError(404, `The ${erpIntegrations.name} ${rest} was not found.`);
  const place = rootPlace(state, request, definition);
  if (request.method === 'GET') {
    const finder = request.query.get('finder');
    const isEmpty = finder === null || user.emptyResources?.includes(erpIntegrations.name) === true;
    const query = new URLSearchParams(request.query);
    query.delete('finder');
    const fields = query.get('fields');
    if (fields !== null && finder?.startsWith('ESSJobStatusRF') === true) {
      query.set('fields', withRequest(state, fields));
    }
    const rows = isEmpty ? [] : foundRows(state, finder);
    return jsonAnswer(200, pageOf(rows, query, place, state, contextOf(state, request)), RESOURCE_COLLECTION);
  }
  if (request.method !== 'POST') {
    throw new FusionError(405, `${request.method} is not allowed for ${erpIntegrations.name}.`);
  }
  if (!request.contentTypeIs(RESOURCE_ITEM, 'application/json')) {
    throw new FusionError(415, 'Content-Type must be application/json.');
  }
  const item = operate(state, request.body(), user.username, fault?.kind === 'businessFailure');
  const shown = renderItem(item, place, wholeTree(definition), contextOf(state, request));
  return jsonAnswer(state.settings.integrationStatus, shown, RESOURCE_ITEM);
}

/** The reference shows operation and request in a status whose `fields` name neither: the switch `statusFields`. */
const withRequest = ({ settings }: Actor['state'], fields: string): string =>
  settings.statusFields === 'withRequest' ? `OperationName,ReqstId,${fields}` : fields;
