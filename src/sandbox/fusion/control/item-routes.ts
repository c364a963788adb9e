import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import type { FusionState } from '../fusion-state';
import { cellOf } from '../items/cells';
import type { Item } from '../items/item';
import { itemFrom, setStatus } from '../items/item-from';
import { storedResource } from '../resources/catalog';
import { attributeOf, type ResourceDefinition } from '../resources/definition';
import { controlBody, controlObject } from './control-body';
import { ControlError } from './control-error';

/** `/control/items`: all that lies in the sandbox, every value an exact text, hidden attributes too. */
export function itemRoutes(state: FusionState): Router {
  const router = Router();
  router.get('/control/items', (_request, response) => {
    response.json(Object.fromEntries(state.collections().map((each) => [each.definition.name, each.size])));
  });
  router.get('/control/items/:resource', (request, response) => {
    const wanted = [...new URL(request.originalUrl, 'http://control').searchParams];
    const rows = state.collection(definitionOf(request).name).all();
    const found = rows.filter((item) => wanted.every(([name, text]) => String(item.values[name] ?? '') === text));
    response.json(found.map(plain));
  });
  router.get('/control/items/:resource/{*path}', (request, response) => {
    response.json(plain(placeOf(state, request).item));
  });
  router.post('/control/items/:resource', (request, response) => {
    const definition = definitionOf(request);
    const body = controlBody(request);
    const items = (isJsonArray(body) ? body : [body]).map((row) => itemFrom(state, definition, objectOf(row)));
    items.forEach((item) => state.collection(definition.name).add(item));
    sendJson(response, 201, { ids: items.map((item) => item.text(definition.key)) });
  });
  router.post('/control/items/:resource/{*path}', (request, response) => {
    const { definition, item, child } = placeOf(state, request);
    const inner = definition.children.find(({ name }) => name === child);
    if (inner === undefined) {
      throw new ControlError(`${definition.name} has no child ${child ?? ''}`);
    }
    const added = itemFrom(state, inner, objectOf(controlBody(request)), item);
    item.list(inner.name).push(added);
    sendJson(response, 201, { ids: [added.text(inner.key)] });
  });
  router.patch('/control/items/:resource/{*path}', (request, response) => {
    const { definition, item } = placeOf(state, request);
    const values = Object.entries(controlObject(request)).map(([name, value]) => {
      const attribute = attributeOf(definition, name);
      if (attribute === undefined) throw new ControlError(`${definition.name} has no attribute ${name}`);
      return [name, cellOf(attribute, value)] as const;
    });
    // A change by hand is a change: whoever polls by date of update must see it, where the resource has one.
    const hasStamps = attributeOf(definition, 'LastUpdateDate') !== undefined && !definition.isOpen;
    if (hasStamps) state.touch(item, Object.fromEntries(values), 'CALVIN.ROTH');
    else Object.assign(item.values, Object.fromEntries(values));
    setStatus(state, definition, item);
    response.json(plain(item));
  });
  router.delete('/control/items/:resource/{*path}', (request, response) => {
    const { definition, item, siblings } = placeOf(state, request);
    if (siblings === undefined) state.collection(definition.name).remove(item);
    else siblings.splice(siblings.indexOf(item), 1);
    response.status(204).end();
  });
  return router;
}

export function plain(item: Item): Record<string, unknown> {
  const children = Object.entries(item.children).map(([name, items]) => [name, items.map(plain)]);
  return {
    ...item.values,
    ...(Object.fromEntries(children) as Record<string, unknown>),
    ...(item.pending === undefined ? {} : { pendingChange: plain(item.pending) }),
  };
}

function definitionOf(request: Request): ResourceDefinition {
  const name = String(request.params['resource']);
  const definition = storedResource(name);
  if (definition === undefined) {
    throw new ControlError(`Nothing is stored as ${name}; GET /control/items lists what is`);
  }
  return definition;
}

interface StoredPlace {
  readonly definition: ResourceDefinition;
  readonly item: Item;
  /** The children among which the item stands; undefined for a root. */
  readonly siblings: Item[] | undefined;
  /** A last segment that names children. */
  readonly child: string | undefined;
}

/** `300000047414503/sites/300000047414679`: key, child, key ... by plain keys. */
function placeOf(state: FusionState, request: Request): StoredPlace {
  const path = request.params['path'] as unknown;
  const segments = Array.isArray(path) ? path.map(String) : String(path).split('/');
  let definition = definitionOf(request);
  let item = state.collection(definition.name).get(segments[0] ?? '');
  let siblings: Item[] | undefined;
  let at = 1;
  for (; item !== undefined && at + 1 < segments.length; at += 2) {
    const name = segments[at] ?? '';
    const child = definition.children.find((each) => each.name === name);
    if (child === undefined) throw new ControlError(`${definition.name} has no child ${name}`);
    siblings = item.list(name);
    definition = child;
    item = siblings.find((each) => each.text(child.key) === segments[at + 1]);
  }
  if (item === undefined) {
    throw new ControlError(`There is no ${segments.join('/')} in ${String(request.params['resource'])}`);
  }
  return { definition, item, siblings, child: segments[at] };
}

function objectOf(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) throw new ControlError('A record must be a JSON object.');
  return value;
}
